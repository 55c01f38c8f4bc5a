// Desktops and the visits to them: each connect to disconnect is an access session of its own.
#pragma once

#include <vector>

#include "correlate/access_table.h"
#include "correlate/connections.h"
#include "correlate/local_sessions.h"
#include "correlate/logon_sessions.h"

namespace logonloom {

// Adds the console, RDP and other interactive access sessions, marks the connections that they
// used, and points logon sessions (by-products among them) at the access session that they serve.
void FindDesktopVisits(const History& history, LogonTable& logons, LocalTable& locals,
                       std::vector<Connection>& connections, AccessTable& access);

}  // namespace logonloom
