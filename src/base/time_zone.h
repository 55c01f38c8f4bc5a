// Zones of the clock, for display and for times that come without one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "logonloom/types.h"

namespace logonloom {

class TimeZone {
 public:
  TimeZone() = default;  // UTC
  // «UTC», «+01:00», or a name of the IANA database that this machine holds: «Europe/Berlin».
  static std::optional<TimeZone> Find(std::string_view name);

  bool IsUtc() const { return name_.empty() && offset_ == 0; }
  // Seconds east of UTC. One thread at a time: named zones use the C library's global zone.
  int OffsetAt(FileTime utc) const;
  // What the clock on the wall showed, as UTC. Of an hour that occurs twice the first one.
  FileTime ToUtc(FileTime wall) const;
  // To the second: «2024-03-05 21:43:50Z», or «2024-03-05 22:43:50+01:00».
  std::string Show(FileTime utc) const;

 private:
  std::string name_;  // IANA; empty: a fixed offset
  int offset_ = 0;
};

}  // namespace logonloom
