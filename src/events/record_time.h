// When a record was written, as far as it says.
#pragma once

#include <optional>

#include "base/time.h"
#include "logonloom/record.h"

namespace logonloom {

// Exports and broken clocks give times of 1601 and the like; they say nothing.
inline bool SaysWhen(std::optional<FileTime> time) { return time && *time >= FromUnixSeconds(0); }

// TimeCreated, else the time in the record's header; nullopt if neither says anything.
inline std::optional<FileTime> TimeOf(const Record& record) {
  if (SaysWhen(record.system.time_created)) return record.system.time_created;
  return SaysWhen(record.header_time) ? record.header_time : std::nullopt;
}

}  // namespace logonloom
