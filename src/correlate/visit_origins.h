// Where a visit to a desktop came from: kind, address, client name and connection.
#pragma once

#include <map>
#include <vector>

#include "correlate/access_table.h"
#include "correlate/connections.h"
#include "correlate/desktop_signs.h"
#include "correlate/history.h"
#include "correlate/time_index.h"

namespace logonloom {

class VisitOrigins {
 public:
  // All three are kept by reference.
  VisitOrigins(const History& history, std::vector<Connection>& connections, AccessTable& access);

  static void SetAddress(AccessSession& s, const SharedText& ip, std::uint32_t port);

  // From the connection's own records, 21/25, 4778 and what the 4624 has already given.
  void Decide(const Desktop& desktop, Index visit, const std::vector<Index>& events);

  // The connection that the visit used, or null.
  const Connection* Taken(Index visit) const;

 private:
  std::size_t OwnDesktopEvents(const Connection& connection) const;
  Connection* ConnectionOf(const Desktop& desktop, const AccessSession& s,
                           const std::vector<Index>& events);
  void Take(Index visit, Connection& connection);

  const History& history_;
  std::vector<Connection>& connections_;
  AccessTable& access_;
  std::map<Index, const Connection*> taken_;    // visit → its connection
  std::map<Index, Connection*> connection_of_;  // 21 or 25 → connection
  TimeIndex connection_starts_;                 // of those without 21 and 25
};

}  // namespace logonloom
