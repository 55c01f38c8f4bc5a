// Where records of a machine's channels are missing.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "activity/scene.h"

namespace logonloom {

class RecordGaps {
 public:
  explicit RecordGaps(const MachineScene& scene);

  // Whether the evidence has all records of the event's channel between it and a moment, ahead of
  // it or behind it.
  bool AllSeen(Index event, FileTime time) const;

 private:
  struct Channel {
    FileTime first_time, last_time;
    std::uint64_t first_id = 0, last_id = 0;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> missing;  // closed, by first
  };
  IndexRange EventsBeside(Index event) const;  // of its channel

  const MachineScene& scene_;
  std::map<std::string_view, Channel> channels_;
};

}  // namespace logonloom
