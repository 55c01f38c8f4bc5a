#include "correlate/visit_origins.h"

#include <algorithm>

#include "base/ip_address.h"
#include "base/text.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

// 4778 and 4779 name the link. What is not the console's comes from elsewhere, also where no address
// is told: over Citrix's or Hyper-V's own ways.
bool NamesLink(const Event& e) {
  const bool tells =
      e.kind == EventKind::kSessionReconnected || e.kind == EventKind::kSessionDisconnected;
  return tells && !e.session_name.empty() && !EqualsIgnoreCase(e.session_name.view(), "Console");
}

}  // namespace

VisitOrigins::VisitOrigins(const History& history, std::vector<Connection>& connections,
                           AccessTable& access)
    : history_(history), connections_(connections), access_(access) {
  for (std::size_t c = 0; c < connections.size(); ++c) {
    for (const Index i : connections[c].desktop_events) connection_of_[i] = &connections[c];
    if (connections[c].bound_event != kNone)
      connection_of_[connections[c].bound_event] = &connections[c];
    if (connections[c].desktop_events.empty())
      connection_starts_.Add(connections[c].boot, connections[c].first_time, static_cast<Index>(c));
  }
  connection_starts_.Sort();
}

const Connection* VisitOrigins::Taken(Index visit) const {
  const Connection* const* taken = taken_.Find(visit);
  return taken == nullptr ? nullptr : *taken;
}

bool VisitOrigins::HasOwnConnection(Index visit) const {
  return Taken(visit) != nullptr && !shared_.contains(visit);
}

void VisitOrigins::SetAddress(AccessSession& s, const SharedText& ip, const SharedText& zone,
                              std::uint32_t port) {
  if (ip.empty()) return;
  s.source_ip = ip;
  s.source_zone = zone;
  s.source_port = port;
}

void VisitOrigins::Decide(Index visit, const std::vector<Index>& events) {
  AccessSession& s = access_.at(visit);
  bool told_local = false, told_remote = false, linked = false;
  for (const Index i : events) {
    const Event& e = history_.event(i);
    if (e.kind == EventKind::kLogon) continue;
    const LoggedAddress* address = history_.Address(e.address);
    linked |= NamesLink(e);
    if (address == nullptr && !e.address.empty() && !NamesLink(e)) {
      told_local = true;
      continue;  // the client that it names is «Unknown», or the one before
    }
    if (address != nullptr && !address->unspecified) {
      told_remote = true;  // also from the loopback address: a tunnel ends there
      if (s.source_ip != address->text) SetAddress(s, address->text, {}, 0);
      if (!address->zone.empty()) s.source_zone = address->zone;
      if (e.port != 0) s.source_port = e.port;
    }
    if (!e.workstation.empty() && s.source_host.empty())
      s.source_host = e.workstation;
  }
  Connection* connection = NamedConnection(events);
  const bool remote_logon = s.logon_type == 10u || s.logon_type == 12u;
  const bool here = told_local || s.logon_type == 2u || s.logon_type == 11u;
  const bool from_elsewhere = TellsWhere(s.source_ip) && !IsLoopback(s.source_ip);
  if (connection != nullptr || remote_logon || linked ||
      ((told_remote || from_elsewhere) && !told_local)) {
    s.kind = SessionKind::kRdp;
    if (from_elsewhere) s.is_local = false;
  } else if (here) {
    s.kind = SessionKind::kConsole;
    s.is_local = true;
  }
  if (connection != nullptr) Take(visit, *connection, events);
}

void VisitOrigins::Complete(Index visit, Index disconnect) {
  AccessSession& s = access_.at(visit);
  const Event& e = history_.event(disconnect);
  const LoggedAddress* address = history_.Address(e.address);
  if (s.kind != SessionKind::kRdp || address == nullptr || address->unspecified) return;
  if (s.source_ip.empty()) {
    s.source_ip = address->text;
    s.source_zone = address->zone;
    if (!address->loopback) s.is_local = false;
  }
  if (s.source_ip == address->text && s.source_host.empty()) s.source_host = e.workstation;
}

Connection* VisitOrigins::ConnectionOf(Index event) const {
  Connection* const* named = connection_of_.Find(event);
  return named == nullptr ? nullptr : *named;
}

Connection* VisitOrigins::NamedConnection(const std::vector<Index>& events) const {
  for (const Index i : events)
    if (Connection* named = ConnectionOf(i)) return named;
  return nullptr;
}

// Without a record that names it: the best of those just ahead of the start, of equals the latest.
void VisitOrigins::JoinByTime(Index visit) {
  AccessSession& s = access_.at(visit);
  if (Taken(visit) != nullptr || !s.start_time || s.kind == SessionKind::kConsole) return;
  Connection* best = nullptr;
  int best_fit = 0;
  for (const TimeIndex::Entry& entry : connection_starts_.Between(
           s.boot, *s.start_time - kConnectionToDesktop, *s.start_time)) {
    Connection& c = connections_[static_cast<std::size_t>(entry.value)];
    const int fit = Fit(c, s);
    if (fit == 0 || fit < best_fit) continue;
    if (fit == best_fit && c.first_time <= best->first_time) continue;
    best = &c;
    best_fit = fit;
  }
  if (best == nullptr) return;
  s.kind = SessionKind::kRdp;
  Take(visit, *best, {});
}

// By the session id that it got, else by its address or its user.
int VisitOrigins::Fit(const Connection& c, const AccessSession& s) const {
  if (c.used || c.hopeless()) return 0;
  if (c.disconnected && *c.disconnected + kSameAct < *s.start_time) return 0;
  const bool same_user = history_.SameUserHere(c.user, s.user);
  if (!same_user && !c.user.name.empty() && !s.user.name.empty()) return 0;
  if (c.bound_event != kNone && s.ts_session_id) {
    const bool same_id = history_.event(c.bound_event).ts_session_id == s.ts_session_id;
    const bool other_ip = !c.ip.empty() && !s.source_ip.empty() && c.ip != s.source_ip;
    return same_id && !other_ip ? 2 : 0;
  }
  const bool same_ip = !c.ip.empty() && c.ip == s.source_ip;
  return same_ip || (same_user && s.source_ip.empty()) ? 1 : 0;
}

// A desktop that is switched to in a connection (tscon) does not begin with it.
bool VisitOrigins::LedElsewhere(const Connection& connection,
                                const std::vector<Index>& events) const {
  if (connection.desktop_events.empty()) return false;
  const Index first = connection.desktop_events.front();
  if (std::find(events.begin(), events.end(), first) != events.end()) return false;
  return std::any_of(events.begin(), events.end(),
                     [&](Index i) { return ConnectionOf(i) == &connection; });
}

void VisitOrigins::Take(Index visit, Connection& connection, const std::vector<Index>& events) {
  AccessSession& s = access_.at(visit);
  if (Taken(visit) != nullptr && s.connection_id == connection.id && !connection.id.empty()) return;
  taken_[visit] = &connection;
  connection.used = true;
  s.connection_id = connection.id;
  if (s.user.name.empty()) {
    s.user.name = connection.user.name;
    s.user.domain = connection.user.domain;
  }
  if (s.source_ip.empty() || s.source_ip == connection.ip) {
    if (s.source_zone.empty()) s.source_zone = connection.zone;
    if (!connection.ip.empty()) s.source_ip = connection.ip;
    if (connection.port != 0) s.source_port = connection.port;
  }
  if (TellsWhere(s.source_ip) && !IsLoopback(s.source_ip)) s.is_local = false;
  if (LedElsewhere(connection, events)) {
    shared_.insert(visit);
    return;
  }
  s.failures += connection.failures();
  for (const Index i : connection.events) {
    const Event& e = history_.event(i);
    if (e.kind == EventKind::kTsLogon || e.kind == EventKind::kTsReconnected) continue;
    if (std::find(events.begin(), events.end(), i) != events.end()) continue;
    const EvidenceRole role = RoleInConnection(e.kind);
    access_.Prove(visit, i, role, connection.id.empty() ? "connection_time" : "connection_id");
    if (role != EvidenceRole::kDisconnect) access_.Attempted(visit, e.time);
  }
}

}  // namespace logonloom
