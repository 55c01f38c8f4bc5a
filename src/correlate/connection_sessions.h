// RDP connections that led to no desktop: failed, only authenticated, or abandoned attempts.
#pragma once

#include <vector>

#include "correlate/access_table.h"
#include "correlate/connections.h"

namespace logonloom {

void AddUnusedConnections(const History& history, std::vector<Connection>& connections,
                          AccessTable& access);

// An abandoned attempt was over when its user connected again.
void BoundAbandoned(const History& history, AccessTable& access);

}  // namespace logonloom
