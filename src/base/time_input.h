// Times as people and other tools write them.
#pragma once

#include <optional>
#include <string_view>

#include "logonloom/types.h"

namespace logonloom {

struct TimeReading {
  FileTime time;  // UTC if `has_zone`, else as the clock on the wall shows it
  bool has_zone = false;
};

// «2024-03-05», «2024-03-05 21:43», «2024-03-05T21:43:50.123456», «03/05/2024 21:43:50» (month
// first, as US tools write), each with «Z», «UTC», «+01:00» or «+0100» behind it or without.
// nullopt for anything else.
std::optional<TimeReading> ReadTime(std::string_view text);

}  // namespace logonloom
