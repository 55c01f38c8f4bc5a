#include "session_score.h"

#include <algorithm>

namespace logonloom {
namespace {

// How far two records of one act may lie apart, where the better one is lost.
constexpr double kOneAct = 3, kExactly = 0.001;
constexpr double kSure = 0.9;
constexpr double kMostOfAttempt = 10;  // a connection that leads to nothing

// By a record of its own, not with its machine.
bool EndsItself(const AccessSession& s) {
  return s.end.time && s.end.reason != EndReason::kInferredBoundary &&
         s.end.reason != EndReason::kShutdown;
}

bool Overlaps(const AccessSession& s, const TrueSession& real) {
  if (s.start_time && real.end && *s.start_time > *real.end + Seconds(kOneAct)) return false;
  const auto end = s.end.time ? s.end.time : s.end.lower;
  return !(end && real.start && *end < *real.start - Seconds(kOneAct));
}

bool AnyNear(const std::vector<FileTime>& times, FileTime time, double seconds) {
  return std::any_of(times.begin(), times.end(),
                     [&](FileTime known) { return Near(known, time, seconds); });
}

bool FailedAt(const TrueSession& real, FileTime time) {
  return AnyNear(real.failed_at, time, 0.1);
}

}  // namespace

SessionScorer::SessionScorer(const Truth& truth, const Correlation& claimed, bool complete,
                             Score& score)
    : truth_(truth),
      claimed_(claimed),
      claims_(truth, claimed),
      complete_(complete),
      score_(score),
      found_(truth.sessions.size()) {}

void SessionScorer::Run() {
  for (const AccessSession& s : claimed_.access_sessions)
    if (s.account_class == AccountClass::kUser) Check(s);
  for (std::size_t t = 0; t < found_.size(); ++t) {
    score_.recall.Count(found_[t]);
    if (complete_ && !found_[t]) Wrong("missed " + Claims::Text(truth_.sessions[t]));
  }
}

template <typename Holds>
bool SessionScorer::AnyVisit(const TrueSession& real, Holds holds) const {
  return std::any_of(truth_.sessions.begin(), truth_.sessions.end(), [&](const TrueSession& t) {
    const bool same = &t == &real || (!complete_ && t.desktop >= 0 && t.machine == real.machine &&
                                      t.desktop == real.desktop);
    return same && holds(t);
  });
}

// How much of the claim can only mean that visit.
int SessionScorer::Marks(const AccessSession& s, const TrueSession& real) const {
  const Luid id = claims_.IdOf(s.logon_session);
  int marks = 0;
  if (s.start_time && real.start && Near(*s.start_time, *real.start, kOneAct)) marks += 4;
  if (s.attempt_time && (Near(*s.attempt_time, real.attempt, kOneAct) ||
                         AnyNear(real.tried_at, *s.attempt_time, kOneAct)))
    marks += 3;
  if (s.outcome == Outcome::kFailed && s.end.time && FailedAt(real, *s.end.time)) marks += 3;
  if (s.end.time && real.end && Near(*s.end.time, *real.end, kOneAct)) marks += 2;
  const bool same_id = id != 0 && (id == real.logon_id || id == real.linked_id);
  if (same_id && Overlaps(s, real)) marks += 2;
  if (marks > 0 || complete_) return marks;
  const bool same_attempts = s.outcome == Outcome::kFailed && s.source_ip == real.ip &&
                             real.outcome == Outcome::kFailed;
  const bool vague =
      !s.start_time && !EndsItself(s) && (s.source_ip.empty() || s.source_ip == real.ip);
  return same_attempts || vague ? 1 : 0;
}

std::size_t SessionScorer::Find(const AccessSession& s) const {
  const int machine = claims_.MachineOf(s.host);
  std::size_t best = truth_.sessions.size();
  int best_marks = 0;
  for (std::size_t t = 0; t < truth_.sessions.size(); ++t) {
    const TrueSession& real = truth_.sessions[t];
    if (real.machine != machine) continue;
    if (!s.user.name.empty() && s.user.name != real.user) continue;
    int marks = Marks(s, real);
    if (marks == 0) continue;
    marks = 4 * marks + (s.kind == real.kind ? 2 : 0) + (s.source_ip == real.ip ? 1 : 0);
    if (marks > best_marks) {
      best_marks = marks;
      best = t;
    }
  }
  return best;
}

void SessionScorer::Check(const AccessSession& s) {
  const std::size_t t = Find(s);
  const bool known = t < truth_.sessions.size();
  if (!known && IsGuess(s)) return;
  score_.precision.Count(known || IsDeskOnly(s));
  if (!known && IsDeskOnly(s)) return;
  if (!known) return Wrong("never happened: " + claims_.Text(s));
  const TrueSession& real = truth_.sessions[t];
  if (complete_ && found_[t]) Wrong("claimed twice: " + claims_.Text(s));
  found_[t] = true;
  CheckStart(s, real);
  CheckEnd(s, real);
  CheckBounds(s, real);
  CheckOrigin(s, real);
  CheckCounts(s, real);
  CheckSpan(s, real);
}

// Said to be uncertain: a program ran in a desktop, for its user or for another one.
bool SessionScorer::IsGuess(const AccessSession& s) const {
  return !complete_ && s.kind == SessionKind::kInteractive && s.start_time &&
         s.begin_confidence < kSure;
}

// The end of a desktop whose visits all lie ahead of what is left of the logs.
bool SessionScorer::IsDeskOnly(const AccessSession& s) const {
  if (complete_ || s.start_time || !s.end.time) return false;
  return std::any_of(truth_.desks.begin(), truth_.desks.end(), [&](const TrueDesk& desk) {
    return desk.logoff && (s.user.name.empty() || desk.user == s.user.name) &&
           Near(*desk.logoff, *s.end.time, kOneAct);
  });
}

void SessionScorer::CheckStart(const AccessSession& s, const TrueSession& real) {
  const bool claimed = s.start_time && s.begin_confidence >= kSure;
  if (claimed && real.start && !Near(*s.start_time, *real.start, complete_ ? kExactly : kOneAct))
    Wrong("started " + Told(real.start) + ": " + claims_.Text(s));
  if (complete_ && s.attempt_time && !Near(*s.attempt_time, real.attempt, kExactly))
    Wrong("attempted " + Told(real.attempt) + ": " + claims_.Text(s));
  if (claimed && !real.start) Wrong("was never established: " + claims_.Text(s));
}

// Without its connection's records an RDP attempt is a network logon like others, and so is a
// shell of WinRM without the record of the shell.
void SessionScorer::CheckOrigin(const AccessSession& s, const TrueSession& real) {
  const auto of_visit = [&](const TrueSession& t) { return s.start_time ? &t == &real : true; };
  if (!s.source_ip.empty() || complete_) {
    const bool local = s.source_ip.empty() || s.source_ip == "127.0.0.1";
    const bool right = AnyVisit(real, [&](const TrueSession& t) {
      return of_visit(t) && (s.source_ip == t.ip || (local && t.ip.empty()));
    });
    score_.addresses.Count(right);
    if (!right) Wrong("address is " + real.ip + ": " + claims_.Text(s));
  }
  const bool vague = s.kind == SessionKind::kInteractive ||
                     (s.kind == SessionKind::kNetwork && (real.kind == SessionKind::kRdp ||
                                                          real.kind == SessionKind::kWinrm));
  const bool kind = AnyVisit(
      real, [&](const TrueSession& t) { return of_visit(t) && s.kind == t.kind; });
  if (!kind && (complete_ || !vague))
    Wrong("kind is " + std::string(Word(real.kind)) + ": " + claims_.Text(s));
}

void SessionScorer::CheckCounts(const AccessSession& s, const TrueSession& real) {
  const bool failed_only = s.outcome == Outcome::kFailed && !real.failed_at.empty();
  const bool claims_more = s.outcome == Outcome::kTakenOver || s.outcome == Outcome::kFailed;
  if (s.outcome != real.outcome && (complete_ || (claims_more && !failed_only)))
    Wrong("outcome is " + std::string(Word(real.outcome)) + ": " + claims_.Text(s));
  const auto failures = static_cast<std::int32_t>(real.failed_at.size());
  std::int32_t locks = 0, of_desktop = 0;
  AnyVisit(real, [&](const TrueSession& t) {
    of_desktop += static_cast<std::int32_t>(t.failed_at.size());
    locks += t.locks + (!complete_ && t.returned ? 1 : 0);
    return false;
  });
  const bool too_many =
      s.failures > (complete_ ? failures : std::max(of_desktop, FailuresWithin(s))) ||
      s.lock_count > locks;
  const bool too_few =
      complete_ && (s.failures < failures || (s.lock_count < locks && real.locks_told));
  if (too_many || too_few) Wrong("counts, truth " + Claims::Text(real) + ": " + claims_.Text(s));
}

// Of its user, from its first attempt on: one run may stand for several connections, one visit for
// all those of its desktop. Where the clock was set back, these may show earlier times.
std::int32_t SessionScorer::FailuresWithin(const AccessSession& s) const {
  std::int32_t count = 0;
  for (const TrueSession& t : truth_.sessions) {
    if (t.machine != claims_.MachineOf(s.host)) continue;
    if (!s.user.name.empty() && t.user != s.user.name) continue;
    for (const FileTime failed : t.failed_at)
      count += !s.attempt_time || failed >= *s.attempt_time - Seconds(kOneAct) ? 1 : 0;
  }
  return count;
}

bool SessionScorer::EndIsTrue(const AccessSession& s, const TrueSession& real) const {
  if (s.outcome == Outcome::kFailed && FailedAt(real, *s.end.time)) return true;
  if (!complete_ && s.end.confidence < kSure && s.end.lower) return true;
  const bool dropped = !complete_ && s.outcome == Outcome::kAbandoned;
  if (dropped && AnyNear(real.tried_at, *s.end.time, kMostOfAttempt)) return true;
  if (!complete_ && real.kind == SessionKind::kRdp && LinkEndsAt(real, *s.end.time)) return true;
  for (const TrueDesk& desk : truth_.desks)
    if (!complete_ && desk.machine == real.machine && desk.number == real.desktop &&
        desk.logoff && Near(*desk.logoff, *s.end.time, kOneAct))
      return true;
  if (!complete_ && s.kind == SessionKind::kNetwork && LogonEndsAt(s, *s.end.time)) return true;
  return AnyVisit(real, [&](const TrueSession& t) {
    return t.over && Near(*t.over, *s.end.time, complete_ ? 1 : kOneAct);
  });
}

// The connection of a visit may go on with another desktop that was taken over.
bool SessionScorer::LinkEndsAt(const TrueSession& real, FileTime time) const {
  return std::any_of(truth_.sessions.begin(), truth_.sessions.end(), [&](const TrueSession& t) {
    return t.machine == real.machine && t.ip == real.ip && t.outcome == Outcome::kTakenOver &&
           t.over && Near(*t.over, time, kOneAct);
  });
}

// The logon that only authenticated a visit may end at another time.
bool SessionScorer::LogonEndsAt(const AccessSession& s, FileTime time) const {
  return std::any_of(truth_.logons.begin(), truth_.logons.end(), [&](const TrueLogon& l) {
    return l.machine == claims_.MachineOf(s.host) && l.id == claims_.IdOf(s.logon_session) &&
           l.end && Near(*l.end, time, kOneAct);
  });
}

// The shutdown as the end of a console's visit, of which no log would have told that it was left.
bool SessionScorer::IsLatestEnd(const AccessSession& s) const {
  return !complete_ && s.kind == SessionKind::kConsole && s.end.basis == EndBasis::kBootEnd &&
         s.end.confidence < kSure;
}

void SessionScorer::CheckEnd(const AccessSession& s, const TrueSession& real) {
  if (s.end.time && !IsLatestEnd(s)) {
    const bool right = EndIsTrue(s, real);
    score_.end_times.Count(right);
    if (!right) Wrong("ended " + Told(real.over) + ": " + claims_.Text(s));
  }
  if (!complete_ && (s.end.reason == EndReason::kUnknown || s.end.confidence < kSure)) return;
  const bool right = ReasonIsTrue(s, real);
  score_.end_reasons.Count(right);
  if (!right) Wrong("end is " + std::string(Word(real.reason)) + ": " + claims_.Text(s));
}

bool SessionScorer::ReasonIsTrue(const AccessSession& s, const TrueSession& real) const {
  if (s.end.reason == real.reason) return true;
  if (complete_) return false;
  if (s.outcome != Outcome::kEstablished || NearLogoff(s)) return true;
  if (s.end.reason == EndReason::kLogoff && s.end.time && LogonEndsAt(s, *s.end.time)) return true;
  // Sooner or later each desktop of the past is logged off.
  const auto leaves = [](EndReason reason) {
    return reason == EndReason::kSuperseded || reason == EndReason::kDisconnect;
  };
  return AnyVisit(real, [&](const TrueSession& t) {
    return t.reason == s.end.reason || (leaves(t.reason) && leaves(s.end.reason)) ||
           (t.desktop >= 0 && s.end.reason == EndReason::kLogoff);
  });
}

// The link that drops with a logoff is all that is left of it.
bool SessionScorer::NearLogoff(const AccessSession& s) const {
  return std::any_of(truth_.desks.begin(), truth_.desks.end(), [&](const TrueDesk& desk) {
    return s.end.time && s.end.reason == EndReason::kDisconnect && desk.user == s.user.name &&
           desk.logoff && Near(*desk.logoff, *s.end.time, kOneAct);
  });
}

// Where no clock was set back, the true end lies between the bounds. What can mean several visits
// has none.
void SessionScorer::CheckBounds(const AccessSession& s, const TrueSession& real) {
  const auto back = truth_.set_back.find(real.machine);
  if (back->second || Marks(s, real) < 2) return;
  if (!complete_ && s.outcome != real.outcome) return;  // one of its connections
  const auto holds = [&](const std::optional<FileTime>& over) {
    if (s.end.lower && over && *s.end.lower > *over + Seconds(kOneAct)) return false;
    return !s.end.upper || (over && *s.end.upper >= *over - Seconds(kOneAct));
  };
  bool right = AnyVisit(real, [&](const TrueSession& t) { return holds(t.over); });
  for (const TrueDesk& desk : truth_.desks)  // that somebody left is not told everywhere
    right |= !complete_ && desk.machine == real.machine && desk.number == real.desktop &&
             holds(desk.over);
  if (!right && !IsFoldedShell(s, real))
    Wrong("bounds, over " + Told(real.over) + ": " + claims_.Text(s));
}

// Security tells by its logons who came back from elsewhere, though no log tells of the desktop.
void SessionScorer::CheckSpan(const AccessSession& s, const TrueSession& real) {
  const bool sure = s.start_time && s.end.time && s.end.confidence >= kSure;
  if (!sure || real.desktop < 0 || truth_.set_back.at(real.machine)) return;
  if (!IsSecurityWhole(s.host, *s.end.time)) return;
  for (const TrueSession& t : truth_.sessions) {
    const bool came_back = &t != &real && t.machine == real.machine && t.desktop == real.desktop &&
                           t.outcome == Outcome::kEstablished && !t.ip.empty() &&
                           t.ip != s.source_ip;
    if (came_back && *t.start > *s.start_time + Seconds(kOneAct) &&
        *t.start < *s.end.time - Seconds(kOneAct))
      Wrong("hides the return from " + t.ip + " at " + Told(t.start) + ": " + claims_.Text(s));
  }
}

bool SessionScorer::IsSecurityWhole(Index host, FileTime until) const {
  return std::any_of(claimed_.channels.begin(), claimed_.channels.end(),
                     [&](const ChannelStatistics& c) {
                       return c.host == host && c.channel == "Security" &&
                              c.first_record_id == 1 && c.missing_record_ids == 0 &&
                              c.last_time >= until;
                     });
}

// Shells of WinRM without their logons stand as one, the last of which bounds its end below.
bool SessionScorer::IsFoldedShell(const AccessSession& s, const TrueSession& real) const {
  if (complete_ || s.kind != SessionKind::kWinrm || s.logon_session >= 0 || !s.end.lower)
    return false;
  return std::any_of(truth_.sessions.begin(), truth_.sessions.end(), [&](const TrueSession& t) {
    return t.machine == real.machine && t.kind == s.kind && t.user == real.user &&
           t.ip == real.ip && t.start && Near(*t.start, *s.end.lower, kOneAct);
  });
}

}  // namespace logonloom
