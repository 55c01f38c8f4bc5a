// Where a machine's events of one kind and of one channel lie: most rules need few of millions, and
// each look at an event that they do not need is a wait for memory.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "correlate/sorted_runs.h"
#include "logonloom/sessions.h"
#include "model/index_range.h"

namespace logonloom {

class EventIndex {
 public:
  // Those of one channel must lie one behind the other.
  explicit EventIndex(std::span<const Event> events);

  // All of that kind, rising.
  std::span<const Index> OfKind(EventKind kind) const {
    const auto k = static_cast<std::size_t>(kind);
    return std::span(by_kind_).subspan(begins_[k], begins_[k + 1] - begins_[k]);
  }
  // Those whose kind the predicate takes, rising.
  template <typename Predicate>
  std::vector<Index> Where(Predicate takes) const {
    std::vector<Index> found;
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
      const std::span<const Index> all = OfKind(static_cast<EventKind>(kind));
      if (!all.empty() && takes(static_cast<EventKind>(kind)))
        found.insert(found.end(), all.begin(), all.end());
    }
    SortRuns(std::span(found), std::less<>());
    return found;
  }
  // Of each channel, in order.
  const std::vector<IndexRange>& channels() const { return channels_; }

 private:
  static constexpr std::size_t kKinds = 256;
  std::vector<IndexRange> channels_;
  std::array<std::size_t, kKinds + 1> begins_{};  // kind → in by_kind_
  BulkList<Index> by_kind_;
};

}  // namespace logonloom
