// Short stable names of sessions, made from the machine and the earliest evidence record, so that
// a session quoted in a report keeps its name when more evidence is added.
#pragma once

#include <string>

#include "logonloom/event.h"

namespace logonloom {

// `kind`: «L» logon session, «S» access session. `discriminator` tells sessions with one first
// record apart.
std::string SessionKey(char kind, const Event& first, std::uint64_t discriminator);

}  // namespace logonloom
