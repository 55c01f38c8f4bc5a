// RDP connections that led to no desktop: failed, only authenticated, or abandoned attempts.
#pragma once

#include <vector>

#include "correlate/access_table.h"
#include "correlate/connections.h"
#include "correlate/logon_sessions.h"

namespace logonloom {

// Those that were authenticated or abandoned.
void AddUnusedConnections(const History& history, std::vector<Connection>& connections,
                          AccessTable& access);

// Those that failed: into the session that they led to, else sessions of their own.
void AddFailedConnections(const History& history, std::vector<Connection>& connections,
                          LogonTable& logons, AccessTable& access);

// An abandoned attempt was over when its user connected again.
void BoundAbandoned(const History& history, AccessTable& access);

}  // namespace logonloom
