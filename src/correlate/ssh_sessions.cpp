#include "correlate/ssh_sessions.h"

#include <algorithm>

#include "base/ip_address.h"
#include "correlate/logon_ends.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

void Establish(const History& history, const SshConnection& c, const LogonTable& logons,
               AccessSession& s) {
  s.outcome = Outcome::kEstablished;
  s.start_time = history.event(c.accepted).time;
  s.logon_session = c.logon;
  if (c.logon != kNone) {
    const LogonSession& logon = logons.at(c.logon).session;
    s.logon_type = logon.logon_type;
    s.auth_package = logon.auth_package;
    s.elevated = logon.elevated;
    s.end = logon.end;
  } else {  // OpenSSH tells how each connection ended
    s.end = EndOfBoot(history, c.boot, c.last_time, SeenBehind(history, c.events.back()), false);
  }
  if (c.closed != kNone)
    s.end = RecordedEnd(history.event(c.closed).time, EndReason::kDisconnect,
                        EndBasis::kDisconnectEvent);
}

void Fail(const History& history, const SshConnection& c, AccessSession& s) {
  const bool failed = !c.failures.empty();
  s.outcome = failed ? Outcome::kFailed : Outcome::kAbandoned;
  const EndReason reason = failed ? EndReason::kAccessDenied : EndReason::kAbandoned;
  if (c.closed != kNone)
    s.end = RecordedEnd(history.event(c.closed).time, reason,
                        failed ? EndBasis::kFailure : EndBasis::kDisconnectEvent);
  else if (failed)
    s.end = RecordedEnd(history.event(c.failures.back()).time, reason, EndBasis::kFailure);
  else
    s.end.reason = reason, s.end.lower = c.last_time;
  for (const Index i : c.failures)
    if (history.event(i).has_logon_type) s.logon_type = history.event(i).logon_type;
}

EvidenceRole RoleOf(const SshConnection& c, const Event& e, Index i) {
  if (i == c.closed) return EvidenceRole::kDisconnect;
  if (i == c.accepted) return EvidenceRole::kBegin;
  if (e.kind == EventKind::kLogon) return EvidenceRole::kLogon;
  if (e.kind == EventKind::kLogonFailed ||
      std::find(c.failures.begin(), c.failures.end(), i) != c.failures.end())
    return EvidenceRole::kFailure;
  return EvidenceRole::kAttempt;
}

}  // namespace

void AddSshSessions(const History& history, const std::vector<SshConnection>& connections,
                    LogonTable& logons, AccessTable& access) {
  for (const SshConnection& c : connections) {
    AccessSession s;
    s.host = c.host;
    s.boot = c.boot;
    s.user = c.user;
    s.account_class = history.ClassHere(c.user);
    s.kind = SessionKind::kSsh;
    s.attempt_time = c.first_time;
    s.source_ip = c.ip;
    s.source_zone = c.zone;
    s.source_port = c.port;
    if (TellsWhere(c.ip)) s.is_local = IsLoopback(c.ip);
    s.failures = static_cast<std::int32_t>(c.failures.size());
    s.begin_confidence = kRecorded;
    if (c.accepted != kNone)
      Establish(history, c, logons, s);
    else
      Fail(history, c, s);
    s.confidence = std::min(s.begin_confidence, s.end.confidence);
    const Index session = access.Add(std::move(s));
    if (c.logon != kNone) logons.at(c.logon).session.access_session = session;
    for (const Index l : c.helpers) logons.at(l).session.access_session = session;
    for (const Index i : c.events)
      access.Prove(session, i, RoleOf(c, history.event(i), i), "sshd_process");
  }
}

}  // namespace logonloom
