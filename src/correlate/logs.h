// The logs that events come from. What tells machines apart is nearly all known of a log as a whole,
// and there are few logs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "logonloom/event.h"

namespace logonloom {

// What one file holds of one channel under one computer name.
struct Log {
  Symbol computer, channel;
  std::int32_t file = -1;
  std::uint64_t first_id = 0, last_id = 0;  // lowest, highest
  FileTime first_time, last_time;           // earliest, latest
  std::size_t count = 0;                    // of events
};

struct Logs {
  std::vector<Log> all;              // in the order of their first events
  std::vector<std::uint32_t> of;     // event → its log
};

Logs FindLogs(std::span<const Event> events);

}  // namespace logonloom
