// Whether a result may be written where the user wants it.
#pragma once

#include <string>

namespace logonloom {

// Says why not, and returns false, if `path` exists and may not be replaced: without `force`
// nothing is, and with it neither an event log nor a case. An empty path is standard output.
bool MayWrite(const std::string& path, bool force);

}  // namespace logonloom
