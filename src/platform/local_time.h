// Time zones by the names of the IANA database.
#pragma once

#include <cstdint>
#include <string>

namespace logonloom {

// Whether this machine has the database.
bool KnowsZones();

// Whether it has such a zone. Names that leave the database's folder are no zones.
bool HasZone(const std::string& name);

// Seconds east of UTC at a moment in seconds since 1970, in a zone that HasZone knows. One thread
// at a time.
int ZoneOffsetAt(const std::string& name, std::int64_t unix_seconds);

}  // namespace logonloom
