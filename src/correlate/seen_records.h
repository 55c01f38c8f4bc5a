// Which record ids the evidence holds, per machine and channel: tells a missing record from none.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
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
  // Whether a file of that log reaches over the moment.
  bool Covers(Index host, std::string_view channel, FileTime time) const;
  std::optional<FileTime> LastTime(Index host, Symbol channel) const;

  // The machine that an extent tells of, kNone if no event shows it.
  Index HostOf(const ChannelExtent& extent) const;

  std::vector<ChannelStatistics> Statistics() const;
  // A gap for each run of missing ids between the first and the last of a channel.
  std::vector<Gap> MissingIds() const;

 private:
  struct Extent {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;  // closed, sorted, disjoint
    FileTime first_time, last_time;
    std::uint64_t records = 0;
    std::vector<std::pair<FileTime, FileTime>> spans;  // of each file
  };
  void Add(Index host, Symbol channel, const Extent& extent);
  void FindHosts(const OrderedEvents& ordered);

  std::map<std::pair<Index, Symbol>, Extent> extents_;
  // Two machines can bear one name, but not in one file.
  std::map<std::pair<std::int32_t, Symbol>, Index> host_in_file_;
  std::map<std::string, Index> host_of_name_;  // lower case; kNone where several bear it
};

}  // namespace logonloom
