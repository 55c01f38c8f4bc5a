// Events in the order in which they came, never moved: an Event is large.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "logonloom/event.h"

namespace logonloom {

class EventList {
 public:
  using Run = std::vector<Event>;

  void Add(const Event& event) {
    if (runs_.empty() || runs_.back().size() == runs_.back().capacity()) {
      runs_.emplace_back();
      runs_.back().reserve(kRun);
    }
    runs_.back().push_back(event);
  }
  void Append(Run run) {
    if (!run.empty()) runs_.push_back(std::move(run));
  }
  void Append(EventList other) {
    for (Run& run : other.runs_) Append(std::move(run));
  }

  bool empty() const { return runs_.empty(); }
  std::size_t size() const {
    std::size_t count = 0;
    for (const Run& run : runs_) count += run.size();
    return count;
  }
  const std::vector<Run>& runs() const { return runs_; }
  // Empties the list.
  std::vector<Run> Take() { return std::exchange(runs_, {}); }

 private:
  static constexpr std::size_t kRun = 128;  // about what a chunk of a log has
  std::vector<Run> runs_;
};

}  // namespace logonloom
