#include "correlate/connection_sessions.h"

#include <algorithm>
#include <map>

#include "base/ip_address.h"
#include "base/text.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

AccessSession OfConnection(const Connection& c) {
  AccessSession s;
  s.host = c.host;
  s.boot = c.boot;
  s.user = c.user;
  s.account_class = ClassOf(c.user, 0);
  s.kind = SessionKind::kRdp;
  s.attempt_time = c.first_time;
  s.source_ip = c.ip;
  s.source_port = c.port;
  s.source_zone = c.zone;
  s.source_host = c.source_host;
  s.connection_id = c.id;
  s.failures = c.failures();
  if (!c.ip.empty() && !IsLoopback(c.ip)) s.is_local = false;
  s.begin_confidence = kRecorded;
  return s;
}

// Whether the connection's end, or a log that reaches far enough behind the attempt, tells that
// nobody got in. Nobody is kept waiting for minutes.
bool WouldBeTold(const Connection& c, const History& history) {
  if (c.disconnected) return *c.disconnected <= c.first_time + kAttemptPause;
  const FileTime by_then = c.last_time + kNlaBeforeDesktop;
  for (const std::string_view channel : {kSecurityChannel, kLocalSessionManagerChannel,
                                         kRemoteConnectionManagerChannel, kRdpCoreTsChannel})
    if (history.seen.Covers(channel, c.first_time) && history.seen.Covers(channel, by_then))
      return true;
  return false;
}

void DecideOutcome(AccessSession& s, const Connection& c, const History& history) {
  if (c.authenticated && !c.failed()) {
    s.outcome = Outcome::kAuthenticatedOnly;
    if (c.disconnected) {
      s.end.time = c.disconnected;
      s.end.reason = EndReason::kDisconnect;
      s.end.basis = EndBasis::kDisconnectEvent;
      s.end.confidence = kRecorded;
    } else {
      s.end.lower = c.last_time;
    }
  } else if (c.failures() > 0) {
    s.outcome = Outcome::kFailed;
    s.end.reason = EndReason::kAccessDenied;
    s.end.basis = EndBasis::kFailure;
    s.end.confidence = kRecorded;
    for (const Index i : c.events)
      if (RoleInConnection(history.event(i).kind) == EvidenceRole::kFailure)
        s.end.time = std::max(s.end.time.value_or(FileTime{}), history.event(i).time);
  } else {
    s.outcome = Outcome::kAbandoned;
    if (WouldBeTold(c, history)) s.end.reason = EndReason::kAbandoned;
    s.end.time = c.disconnected;
    if (c.disconnected) {
      s.end.basis = EndBasis::kDisconnectEvent;
      s.end.confidence = kRecorded;
    } else {
      s.end.lower = c.last_time;
    }
  }
}

bool OnlyFailed(const Connection& c) {
  return !c.used && c.failed() && c.desktop_events.empty();
}

bool OfOneSource(const Connection& c, const AccessSession& s) {
  if (!c.ip.empty()) return c.ip == s.source_ip;
  return !c.source_host.empty() && EqualsIgnoreCase(c.source_host, s.source_host);
}

Index LogonDenied(const Connection& c, const LogonTable& logons) {
  return c.denied == kNone ? kNone : logons.owner_of[static_cast<std::size_t>(c.denied)];
}

// The RDP session that a failed connection of this account and source led to, within minutes;
// other failures of the same run may stand between.
Index SessionAfter(const History& history, const Connection& c, const AccessTable& access,
                   const std::map<Index, std::vector<Index>>& rdp_of_boot) {
  const auto sessions = rdp_of_boot.find(c.boot);
  if (sessions == rdp_of_boot.end()) return kNone;
  for (const Index s : sessions->second) {
    const AccessSession& a = access.at(s);
    const FileTime begin = a.attempt_time.value_or(*a.start_time);
    if (c.last_time > begin + kSameFailure || begin > c.last_time + kAttemptPause) continue;
    if (OfOneSource(c, a) && history.SameUserHere(a.user, c.user)) return s;
  }
  return kNone;
}

// The logon that only authenticated a refused client.
void PointDenied(const Connection& c, Index session, LogonTable& logons) {
  const Index logon = LogonDenied(c, logons);
  if (logon != kNone) logons.at(logon).session.access_session = session;
}

// Backwards in time, so that a run of failures is taken into the session one after the other.
void TakeFailedConnections(const History& history, std::vector<Connection>& connections,
                           LogonTable& logons, AccessTable& access) {
  std::map<Index, std::vector<Index>> rdp_of_boot;
  for (Index s = 0; s < access.size(); ++s)
    if (access.at(s).start_time && access.at(s).kind == SessionKind::kRdp)
      rdp_of_boot[access.at(s).boot].push_back(s);
  for (auto c = connections.rbegin(); c != connections.rend(); ++c) {
    if (!OnlyFailed(*c)) continue;
    const Index session = SessionAfter(history, *c, access, rdp_of_boot);
    if (session == kNone) continue;
    c->used = true;
    PointDenied(*c, session, logons);
    access.at(session).failures += c->failures();
    access.Attempted(session, c->first_time);
    for (const Index i : c->events)
      access.Prove(session, i, RoleInConnection(history.event(i).kind), "failures_before");
  }
}

// Nothing but the tail of a connection that began before the logs is no attempt.
bool IsAttempt(const History& history, const Connection& c) {
  return std::any_of(c.events.begin(), c.events.end(), [&](Index i) {
    const EventKind kind = history.event(i).kind;
    return RoleInConnection(kind) != EvidenceRole::kDisconnect &&
           kind != EventKind::kRdpSessionBound;
  });
}

Index AddSession(const History& history, Connection& c, AccessTable& access) {
  c.used = true;
  AccessSession s = OfConnection(c);
  DecideOutcome(s, c, history);
  s.confidence = std::min(s.begin_confidence, s.end.confidence);
  const Index session = access.Add(std::move(s));
  for (const Index i : c.events)
    access.Prove(session, i, RoleInConnection(history.event(i).kind),
                 c.id.empty() ? "connection_time" : "connection_id");
  return session;
}

}  // namespace

void AddUnusedConnections(const History& history, std::vector<Connection>& connections,
                          AccessTable& access) {
  for (Connection& c : connections)
    if (!c.used && !OnlyFailed(c) && c.desktop_events.empty() && IsAttempt(history, c))
      AddSession(history, c, access);
}

void AddFailedConnections(const History& history, std::vector<Connection>& connections,
                          LogonTable& logons, AccessTable& access) {
  TakeFailedConnections(history, connections, logons, access);
  for (Connection& c : connections) {
    if (!OnlyFailed(c)) continue;
    const Index session = AddSession(history, c, access);
    access.at(session).logon_session = LogonDenied(c, logons);
    PointDenied(c, session, logons);
  }
}

void BoundAbandoned(const History& history, AccessTable& access) {
  std::map<Index, std::vector<Index>> rdp_of_boot;
  for (Index s = 0; s < access.size(); ++s)
    if (access.at(s).kind == SessionKind::kRdp && access.at(s).attempt_time &&
        !access.at(s).user.name.empty())
      rdp_of_boot[access.at(s).boot].push_back(s);
  for (auto& [boot, sessions] : rdp_of_boot) {
    for (const Index s : sessions) {
      AccessSession& abandoned = access.at(s);
      if (abandoned.outcome != Outcome::kAbandoned || abandoned.end.time) continue;
      for (const Index next : sessions) {
        const AccessSession& other = access.at(next);
        if (next == s || *other.attempt_time <= *abandoned.attempt_time) continue;
        if (!history.SameUserHere(abandoned.user, other.user)) continue;
        abandoned.end.upper =
            std::min(abandoned.end.upper.value_or(*other.attempt_time), *other.attempt_time);
      }
      if (abandoned.end.upper) abandoned.end.confidence = kWindow;
      abandoned.confidence = std::min(abandoned.begin_confidence, abandoned.end.confidence);
    }
  }
}

}  // namespace logonloom
