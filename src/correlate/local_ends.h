// How uses of a terminal-services session id ended.
#pragma once

#include "correlate/local_sessions.h"

namespace logonloom {

// By their own records, else with the boot or its logs. Uses that the next one ended stay as they are.
void EndLocals(const History& history, LocalTable& locals);

// Where the logs of desktops tell no logoff, Security may tell the owner's. The logon sessions'
// ends must be known.
void EndWithOwners(const LogonTable& logons, LocalTable& locals);

}  // namespace logonloom
