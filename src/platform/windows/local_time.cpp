#include "platform/local_time.h"

namespace logonloom {

// Windows has no IANA database; UTC and offsets are known everywhere.
bool KnowsZones() { return false; }

bool HasZone(const std::string& /*name*/) { return false; }

int ZoneOffsetAt(const std::string& /*name*/, std::int64_t /*unix_seconds*/) { return 0; }

}  // namespace logonloom
