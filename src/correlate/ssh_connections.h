// Connections to OpenSSH's server: its own messages and the Security records of the same process.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "correlate/history.h"
#include "correlate/logon_sessions.h"

namespace logonloom {

struct SshConnection {
  Index host = kNone;
  Index boot = kNone;
  std::uint32_t pid = 0;  // of the sshd process that served it; 0: not known
  SharedText ip, zone;
  std::uint32_t port = 0;
  User user;
  FileTime first_time, last_time;
  std::vector<Index> events;    // messages, 4625, 4648, 4624 of the user
  std::vector<Index> failures;  // 4625, else the messages that tell of them
  Index accepted = kNone;       // «Accepted …», else the logon of type 8
  Index closed = kNone;         // «Disconnected from …», «Connection closed by …»
  Index logon = kNone;          // logon session of whoever was let in: of type 8, else of type 3
  std::vector<Index> helpers;   // logon sessions that sshd made ahead of it
};

// OpenSSH's server, whose newer versions split it into several programs.
bool IsSshd(std::string_view program);

// By the client's endpoint and the process; a process that serves another endpoint later is another
// connection, another process that tells of a known endpoint is not.
std::vector<SshConnection> FindSshConnections(const History& history, LogonTable& logons);

}  // namespace logonloom
