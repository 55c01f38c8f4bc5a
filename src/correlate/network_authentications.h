// Which logons of type 3 are those by which network level authentication precedes a desktop.
#pragma once

#include <vector>

#include "correlate/connections.h"
#include "correlate/logon_sessions.h"

namespace logonloom {

// Sets their purpose, when those of all others are known: the nearest one ahead of each record that
// says that its user was authenticated, let in or back, and what can only be that of a connection.
void MarkNetworkAuthentications(const History& history, const std::vector<Connection>& connections,
                                LogonTable& table);

}  // namespace logonloom
