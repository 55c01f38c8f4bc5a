// Access sessions over SSH.
#pragma once

#include <vector>

#include "correlate/access_table.h"
#include "correlate/ssh_connections.h"

namespace logonloom {

// One for each connection; those accepted serve their logon session.
void AddSshSessions(const History& history, const std::vector<SshConnection>& connections,
                    LogonTable& logons, AccessTable& access);

}  // namespace logonloom
