#include "correlate/visit_origins.h"

#include "base/ip_address.h"
#include "correlate/windows.h"

namespace logonloom {

VisitOrigins::VisitOrigins(const History& history, std::vector<Connection>& connections,
                           AccessTable& access)
    : history_(history), connections_(connections), access_(access) {
  for (std::size_t c = 0; c < connections.size(); ++c) {
    for (std::size_t k = 0; k < OwnDesktopEvents(connections[c]); ++k)
      connection_of_[connections[c].desktop_events[k]] = &connections[c];
    if (connections[c].desktop_events.empty())
      connection_starts_.Add(connections[c].boot, connections[c].first_time, static_cast<Index>(c));
  }
  connection_starts_.Sort();
}

// A connection is made for one desktop; from where it shows another one on, it was switched.
std::size_t VisitOrigins::OwnDesktopEvents(const Connection& connection) const {
  const auto desktop_of = [&](Index i) { return history_.event(i).ts_session_id; };
  std::size_t own = 0;
  while (own < connection.desktop_events.size() &&
         desktop_of(connection.desktop_events[own]) ==
             desktop_of(connection.desktop_events.front()))
    ++own;
  return own;
}

const Connection* VisitOrigins::Taken(Index visit) const {
  const auto taken = taken_.find(visit);
  return taken == taken_.end() ? nullptr : taken->second;
}

void VisitOrigins::SetAddress(AccessSession& s, const SharedText& ip, std::uint32_t port) {
  if (ip.empty()) return;
  s.source_ip = ip;
  s.source_port = port;
}

// Where the visit came from: the connection's own records, 21/25, 4778, the 4624.
void VisitOrigins::Decide(const Desktop& desktop, Index visit, const std::vector<Index>& events) {
  AccessSession& s = access_.at(visit);
  bool told_local = false;
  for (const Index i : events) {
    const Event& e = history_.event(i);
    if (e.kind == EventKind::kLogon || e.address.empty()) continue;
    if (const LoggedAddress* address = history_.Address(e.address)) {
      if (s.source_ip != address->text) s.source_port = 0;
      s.source_ip = address->text;
      s.source_zone = address->zone;
      if (e.port != 0) s.source_port = e.port;
    } else {
      told_local = true;
    }
    if (!e.workstation.empty() && s.source_host.empty())
      s.source_host = e.workstation;
  }
  Connection* connection = ConnectionOf(desktop, s, events);
  const bool remote_logon = s.logon_type == 10u || s.logon_type == 12u;
  const bool here = told_local || s.logon_type == 2u || s.logon_type == 11u;
  const auto address = ParseIpAddress(s.source_ip);
  const bool from_elsewhere = address && !address->loopback && !address->unspecified;
  if (connection != nullptr || remote_logon || (from_elsewhere && !told_local)) {
    s.kind = SessionKind::kRdp;
    if (from_elsewhere) s.is_local = false;
  } else if (here) {
    s.kind = SessionKind::kConsole;
    s.is_local = true;
  }
  if (connection != nullptr) Take(visit, *connection);
}

Connection* VisitOrigins::ConnectionOf(const Desktop& desktop, const AccessSession& s,
                                       const std::vector<Index>& events) {
  for (const Index i : events) {
    const auto named = connection_of_.find(i);
    if (named != connection_of_.end()) return named->second;
  }
  Connection* best = nullptr;  // by address or user just ahead of the start
  if (!s.start_time) return best;
  for (const TimeIndex::Entry& entry : connection_starts_.Between(
           desktop.boot, *s.start_time - kConnectionToDesktop, *s.start_time)) {
    Connection& c = connections_[static_cast<std::size_t>(entry.value)];
    if (c.used || (c.failures() > 0 && !c.authenticated)) continue;
    const bool same_ip = !c.ip.empty() && c.ip == s.source_ip;
    const bool same_user = history_.SameUserHere(c.user, desktop.user);
    if (!same_user && !c.user.name.empty() && !desktop.user.name.empty()) continue;
    if ((same_ip || (same_user && s.source_ip.empty())) &&
        (best == nullptr || c.first_time > best->first_time))
      best = &c;
  }
  return best;
}

void VisitOrigins::Take(Index visit, Connection& connection) {
  AccessSession& s = access_.at(visit);
  taken_[visit] = &connection;
  if (connection.used && s.connection_id == connection.id && !connection.id.empty()) return;
  connection.used = true;
  s.connection_id = connection.id;
  if (s.source_ip.empty() || s.source_ip == connection.ip) {
    if (s.source_ip.empty()) s.source_zone = connection.zone;
    if (!connection.ip.empty()) s.source_ip = connection.ip;
    if (connection.port != 0) s.source_port = connection.port;
  }
  const auto address = ParseIpAddress(s.source_ip);
  if (address && !address->loopback) s.is_local = false;
  for (const Index i : connection.events) {
    const Event& e = history_.event(i);
    if (e.kind == EventKind::kTsLogon || e.kind == EventKind::kTsReconnected) continue;
    const bool end =
        e.kind == EventKind::kRdpDisconnected || e.kind == EventKind::kRdpDisconnectReason;
    const EvidenceRole role = end                                      ? EvidenceRole::kDisconnect
                              : e.kind == EventKind::kRcmAuthenticated ? EvidenceRole::kNetworkAuth
                              : e.kind == EventKind::kRdpBadPassword   ? EvidenceRole::kFailure
                                                                       : EvidenceRole::kAttempt;
    access_.Prove(visit, i, role, connection.id.empty() ? "connection_time" : "connection_id");
    if (!end) access_.Attempted(visit, e.time);
    if (role == EvidenceRole::kFailure) ++s.failures;
  }
}

}  // namespace logonloom
