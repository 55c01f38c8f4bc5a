// Which columns of another tool's timeline hold time, machine and user.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time_zone.h"

namespace logonloom {

struct TimelineColumns {
  std::optional<std::size_t> time, date, host, user, zone;  // `date`: of a day apart from its time
  bool utc = false;  // the tool is known to write UTC without saying so
};

// By the header: Plaso (l2tcsv and dynamic), EvtxECmd, MFTECmd, and names that are usual.
TimelineColumns DetectColumns(const std::vector<std::string>& header);

// The moment of a row. nullopt if it has none, or one without zone and `assumed` is empty. Numbers
// are Unix time in seconds, milliseconds or microseconds, by their length.
std::optional<FileTime> RowTime(const std::vector<std::string>& fields,
                                const TimelineColumns& columns,
                                const std::optional<TimeZone>& assumed);

}  // namespace logonloom
