// Failed attempts: folded into the access session that they led to, into failed access sessions,
// and into campaigns.
#pragma once

#include <vector>

#include "correlate/access_table.h"
#include "correlate/connections.h"
#include "correlate/logon_sessions.h"

namespace logonloom {

// Adds failures to the sessions in `access` that they precede, and failed sessions of their own.
void FoldFailures(const History& history, std::vector<Connection>& connections,
                  AccessTable& access);

// Connections that led to no desktop: failed, only authenticated, or abandoned attempts.
void AddUnusedConnections(const History& history, std::vector<Connection>& connections,
                          AccessTable& access);

// Failures of one source in one boot, any account. Access sessions must be complete.
std::vector<AttemptGroup> FindCampaigns(const History& history, const AccessTable& access);

}  // namespace logonloom
