#include "correlate/connection_sessions.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/ip_address.h"
#include "base/text.h"
#include "correlate/user_index.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

AccessSession OfConnection(const History& history, const Connection& c) {
  AccessSession s;
  s.host = c.host;
  s.boot = c.boot;
  s.user = c.user;
  s.account_class = history.ClassHere(c.user);
  s.kind = SessionKind::kRdp;
  s.attempt_time = c.first_time;
  s.source_ip = c.ip;
  s.source_port = c.port;
  s.source_zone = c.zone;
  s.source_host = c.source_host;
  s.connection_id = c.id;
  s.failures = c.failures();
  if (TellsWhere(c.ip) && !IsLoopback(c.ip)) s.is_local = false;
  s.begin_confidence = kRecorded;
  return s;
}

// Whether the connection's end, or a log that reaches far enough behind the attempt and misses
// nothing there, tells that nobody got in. Nobody is kept waiting for minutes.
bool WouldBeTold(const Connection& c, const History& history) {
  if (c.disconnected) return *c.disconnected <= c.first_time + kAttemptPause;
  const FileTime by_then = c.last_time + kNlaBeforeDesktop;
  for (const std::string_view channel :
       {kSecurityChannel, kLocalSessionManagerChannel, kRemoteConnectionManagerChannel,
        kRdpCoreTsChannel, kRdpCoreCdvChannel})
    if (history.Holds(channel, c.boot, c.first_time, by_then)) return true;
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
    s.end.confidence = c.failed_alone ? kDerived : kRecorded;
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

// RDP sessions of each boot by when their attempts began: a machine that faces the internet has
// thousands of them beside as many failed connections.
class RdpBegins {
 public:
  explicit RdpBegins(AccessTable& access) : access_(access) {
    for (Index s = 0; s < access.size(); ++s)
      if (access.at(s).start_time && access.at(s).kind == SessionKind::kRdp)
        of_boot_[access.at(s).boot].emplace(BeginOf(s), s);
  }

  // The first session that a failed connection of this account and source led to, within minutes;
  // other failures of the same run may stand between.
  Index Behind(const History& history, const Connection& c) const {
    const auto begins = of_boot_.find(c.boot);
    if (begins == of_boot_.end()) return kNone;
    Index found = kNone;
    for (auto at = begins->second.lower_bound({c.last_time - kSameFailure, kNone});
         at != begins->second.end() && at->first <= c.last_time + kAttemptPause; ++at) {
      const AccessSession& a = access_.at(at->second);
      if (found != kNone && found < at->second) continue;
      if (OfOneSource(c, a) && history.SameUserHere(a.user, c.user)) found = at->second;
    }
    return found;
  }

  // It began with the connection.
  void Take(Index session, const Connection& c) {
    auto& begins = of_boot_.at(access_.at(session).boot);
    begins.erase({BeginOf(session), session});
    access_.Attempted(session, c.first_time);
    begins.emplace(BeginOf(session), session);
  }

 private:
  FileTime BeginOf(Index session) const {
    const AccessSession& a = access_.at(session);
    return a.attempt_time.value_or(*a.start_time);
  }

  AccessTable& access_;
  std::map<Index, std::set<std::pair<FileTime, Index>>> of_boot_;
};

// The logon that only authenticated a refused client.
void PointDenied(const Connection& c, Index session, LogonTable& logons) {
  const Index logon = LogonDenied(c, logons);
  if (logon != kNone) logons.at(logon).session.access_session = session;
}

// Backwards in time, so that a run of failures is taken into the session one after the other.
void TakeFailedConnections(const History& history, std::vector<Connection>& connections,
                           LogonTable& logons, AccessTable& access) {
  RdpBegins begins(access);
  for (auto c = connections.rbegin(); c != connections.rend(); ++c) {
    if (!OnlyFailed(*c)) continue;
    const Index session = begins.Behind(history, *c);
    if (session == kNone) continue;
    c->used = true;
    PointDenied(*c, session, logons);
    access.at(session).failures += c->failures();
    begins.Take(session, *c);
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
  AccessSession s = OfConnection(history, c);
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
  std::vector<Index> sessions;
  for (Index s = 0; s < access.size(); ++s)
    if (access.at(s).kind == SessionKind::kRdp && access.at(s).attempt_time &&
        !access.at(s).user.name.empty())
      sessions.push_back(s);
  const auto begin_of = [&](Index s) { return *access.at(s).attempt_time; };
  std::stable_sort(sessions.begin(), sessions.end(),
                   [&](Index a, Index b) { return begin_of(a) < begin_of(b); });
  ListsOfUsers<std::vector<Index>> of_user;  // by when they began
  for (const Index s : sessions)
    of_user.ForEach(access.at(s).boot, access.at(s).user,
                    [s](std::vector<Index>& list) { list.push_back(s); });
  for (const Index s : sessions) {
    AccessSession& abandoned = access.at(s);
    if (abandoned.outcome != Outcome::kAbandoned || abandoned.end.time) continue;
    of_user.Any(abandoned.boot, abandoned.user, [&](const std::vector<Index>& list) {
      auto next = std::partition_point(list.begin(), list.end(),
                                       [&](Index i) { return begin_of(i) <= begin_of(s); });
      next = std::find_if(next, list.end(), [&](Index i) {
        return history.SameUserHere(abandoned.user, access.at(i).user);
      });
      if (next == list.end()) return false;
      abandoned.end.upper =
          std::min(abandoned.end.upper.value_or(begin_of(*next)), begin_of(*next));
      return false;
    });
    if (abandoned.end.upper) abandoned.end.confidence = kWindow;
    abandoned.confidence = std::min(abandoned.begin_confidence, abandoned.end.confidence);
  }
}

}  // namespace logonloom
