// Access sessions without a desktop: SMB and the like, WinRM, SSH.
#pragma once

#include "correlate/access_table.h"
#include "correlate/logon_sessions.h"

namespace logonloom {

// Each network logon of an account from elsewhere that serves no other session.
void AddNetworkSessions(const History& history, LogonTable& logons, AccessTable& access);

}  // namespace logonloom
