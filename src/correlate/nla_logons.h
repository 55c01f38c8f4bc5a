// The logons of type 3 by which network level authentication precedes a desktop.
#pragma once

#include "correlate/access_table.h"
#include "correlate/logon_sessions.h"

namespace logonloom {

// Each serves the session of its user that a remote desktop connection begins then; else what the
// logon behind it serves, which lets the user back in. One that serves none is a network logon.
void PointNlaToDesktops(const History& history, LogonTable& logons, AccessTable& access);

}  // namespace logonloom
