// Failed attempts to get in, each once, whichever records tell of it.
#pragma once

#include <cstdint>
#include <vector>

#include "correlate/connections.h"
#include "correlate/history.h"
#include "correlate/ssh_connections.h"

namespace logonloom {

struct FailedAttempt {
  Index event = kNone;  // the record that tells most: 4625 before all others
  Index boot = kNone;
  FileTime time;
  User user;
  SharedText source;  // canonical address, else the workstation's name in lower case
  std::uint32_t type = 0;      // of the logon, 0 where an authentication alone tells of it
  std::uint32_t status = 0;
  bool guessed = true;         // false: the password was right, the account may not (4825)
  bool in_connection = false;  // of an RDP or SSH connection that has a session of its own
};

// Whether a 4625 or 4776 is something that a program of this machine did, no attempt to get in.
bool IsLocalFailure(const History& history, Index i);

// 4625, RdpCoreTS 140, 4771, 4768, 4776 and the like with a status, 4825, OpenSSH's messages. In
// order of their events. Marks what belongs to a connection and tells the connection its failures.
BulkList<FailedAttempt> FindAttempts(const History& history,
                                     std::vector<Connection>& connections,
                                     std::vector<SshConnection>& ssh);

}  // namespace logonloom
