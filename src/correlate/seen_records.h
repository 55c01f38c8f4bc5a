// Which record ids the evidence holds of a machine's channels: tells a missing record from none.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "correlate/event_index.h"
#include "correlate/event_order.h"
#include "logonloom/sessions.h"

namespace logonloom {

class SeenRecords {
 public:
  SeenRecords(const MachineEvents& machine, const EventIndex& index);

  // Whether every id from `first` to `last` is there, and none stands for an event that could not
  // be written.
  bool Contiguous(Symbol channel, std::uint64_t first, std::uint64_t last) const;
  // The highest id of a channel; nullopt if the evidence has none of it.
  std::optional<std::uint64_t> LastId(Symbol channel) const;
  // Whether a file of that log reaches over the moment.
  bool Covers(std::string_view channel, FileTime time) const;

  // Of the channels whose names are known to be whole, like the gaps.
  std::vector<ChannelStatistics> Statistics() const;
  // A gap for each run of missing ids between the first and the last of a channel, without times.
  std::vector<Gap> MissingIds() const;

 private:
  struct Extent {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;  // closed, sorted, disjoint
    std::optional<FileTime> first_time, last_time;
    std::uint64_t records = 0;
    std::vector<std::pair<FileTime, FileTime>> spans;  // of each file
    bool named = false;                 // by a whole record
    std::vector<std::uint64_t> losses;  // ids of 1108, rising
  };
  void NoteLosses(const MachineEvents& machine, const EventIndex& index);
  void Add(Symbol channel, const Extent& extent);
  void CountCopiesOnce(const std::vector<ChannelExtent>& extents);
  static Extent ExtentOf(std::span<const Event> events);
  void FillHoles(std::span<const Event> events);

  std::map<Symbol, Extent> extents_;
};

}  // namespace logonloom
