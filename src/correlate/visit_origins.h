// Where a visit to a desktop came from: kind, address, client name and connection.
#pragma once

#include <set>
#include <vector>

#include "base/flat_map.h"
#include "correlate/access_table.h"
#include "correlate/connections.h"
#include "correlate/history.h"
#include "correlate/time_index.h"

namespace logonloom {

class VisitOrigins {
 public:
  // All three are kept by reference.
  VisitOrigins(const History& history, std::vector<Connection>& connections, AccessTable& access);

  static void SetAddress(AccessSession& s, const SharedText& ip, const SharedText& zone,
                         std::uint32_t port);

  // From 21/25, 4778, the records of the connection that they name and what the 4624 has given.
  void Decide(Index visit, const std::vector<Index>& events);
  // What is missing of a remote visit, from the record of its end, unless that tells another client.
  void Complete(Index visit, Index disconnect);
  // The connection of a visit whose records name none. To be asked once they are all decided.
  void JoinByTime(Index visit);

  // The connection that the visit used, or null.
  const Connection* Taken(Index visit) const;
  // Whether the visit came by a connection of its own, not by one that had led to another desktop.
  bool HasOwnConnection(Index visit) const;

 private:
  // nullptr if the event names none.
  Connection* ConnectionOf(Index event) const;
  Connection* NamedConnection(const std::vector<Index>& events) const;
  // How well the connection fits a visit that starts just behind it: 0 not at all.
  int Fit(const Connection& connection, const AccessSession& s) const;
  void Take(Index visit, Connection& connection, const std::vector<Index>& events);
  bool LedElsewhere(const Connection& connection, const std::vector<Index>& events) const;

  const History& history_;
  std::vector<Connection>& connections_;
  AccessTable& access_;
  FlatMap<Index, const Connection*> taken_;     // visit → its connection
  std::set<Index> shared_;                      // visits by a connection that led elsewhere first
  FlatMap<Index, Connection*> connection_of_;   // 21, 25 or the last 66 → connection
  TimeIndex connection_starts_;                 // of those without 21 and 25
};

}  // namespace logonloom
