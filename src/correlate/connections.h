// RDP connections: what the terminal-services logs tell of one client's way in.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "correlate/history.h"

namespace logonloom {

struct Connection {
  Index host = kNone;
  Index boot = kNone;
  Symbol id;                  // ActivityID, empty on Windows 7 and older
  std::vector<Index> events;  // in time order
  FileTime first_time, last_time;
  SharedText ip, zone;  // canonical
  std::uint32_t port = 0;
  User user;                             // of 1149
  SharedText source_host;                // the client's name, of its failed logons
  bool authenticated = false;            // 1149
  std::int32_t bad_passwords = 0;        // 140
  std::int32_t refused = 0;              // 4625
  bool failed_alone = false;             // 4625 without address: no other one was open
  bool refused_at_screen = false;        // 4625 of type 10: not by network authentication
  Index denied = kNone;                  // 4825: authenticated, but may not
  std::vector<Index> desktop_events;     // 21, 25 of this connection
  Index bound_event = kNone;             // its last 66: the earlier ones may name provisional ids
  std::optional<FileTime> disconnected;  // 103, else 102
  bool used = false;                     // an access session rests on it

  // Each failure may be told by a 140 and a 4625.
  std::int32_t failures() const {
    return std::max(bad_passwords, refused) + (denied == kNone ? 0 : 1);
  }
  // Older servers write 1149 whether or not the password is right.
  bool failed() const {
    return denied != kNone || (failures() > 0 && (!authenticated || refused_at_screen));
  }
  // A failure at the logon screen can be mended in the same connection.
  bool hopeless() const { return failed() && (denied != kNone || !refused_at_screen); }
};

// What a record of a connection is evidence of.
EvidenceRole RoleInConnection(EventKind kind);

// Whether an ActivityID names a connection: neither the console nor made by ETW.
bool IsConnectionId(std::string_view activity_id, FileTime time);

// Grouped by ActivityID; where there is none, a 1149 joins the oldest 261 just ahead that has none.
std::vector<Connection> FindConnections(const History& history);

}  // namespace logonloom
