// Which record ids the evidence holds, per machine and channel: tells a missing record from none.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "correlate/event_order.h"
#include "logonloom/sessions.h"

namespace logonloom {

class SeenRecords {
 public:
  SeenRecords(const OrderedEvents& ordered, const std::vector<ChannelExtent>& extents);

  // Whether every id from `first` to `last` is there.
  bool Contiguous(Index host, Symbol channel, std::uint64_t first, std::uint64_t last) const;
  // The highest id and the latest time of a channel; nullopt if the evidence has none of it.
  std::optional<std::uint64_t> LastId(Index host, Symbol channel) const;
  std::optional<FileTime> LastTime(Index host, Symbol channel) const;

  std::vector<ChannelStatistics> Statistics() const;
  // A gap for each run of missing ids between the first and the last of a channel.
  std::vector<Gap> MissingIds() const;

 private:
  struct Extent {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;  // closed, sorted, disjoint
    FileTime first_time, last_time;
    std::uint64_t records = 0;
  };
  void Add(Index host, Symbol channel, const Extent& extent);
  std::map<std::pair<Index, Symbol>, Extent> extents_;
};

}  // namespace logonloom
