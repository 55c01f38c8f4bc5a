// Whether two claims about one session's end can both be true.
#pragma once

#include <string>
#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

// What contradicts, «end_time», «upper_bound»; empty if nothing does. `whole` is what the whole logs
// show. A window up to the boot's end is no word on how the session ended.
std::vector<std::string> EndContradictions(const SessionEnd& whole, const SessionEnd& reduced);

}  // namespace logonloom
