// Begins of logon sessions whose 4624 is not in the logs.
#pragma once

#include "correlate/logon_sessions.h"

namespace logonloom {

// From 4627 and its like, which are written with the 4624; else from Sysmon's LogonGuid.
void StartLogons(const History& history, LogonTable& table);

}  // namespace logonloom
