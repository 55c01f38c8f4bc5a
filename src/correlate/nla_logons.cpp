#include "correlate/nla_logons.h"

#include <algorithm>

#include "base/ip_address.h"
#include "correlate/time_index.h"
#include "correlate/told_visits.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

bool LetsIn(Purpose purpose) {
  return purpose == Purpose::kRemoteDesktop || purpose == Purpose::kReconnect ||
         purpose == Purpose::kUnlock;
}

class NlaLogons {
 public:
  NlaLogons(const History& history, LogonTable& logons, AccessTable& access)
      : history_(history), logons_(logons), access_(access), told_(history) {
    for (Index s = 0; s < access.size(); ++s) {
      const AccessSession& a = access.at(s);
      if (a.kind != SessionKind::kRdp || !a.attempt_time) continue;
      if (a.start_time) begins_.Add(a.boot, *a.start_time, s);
      attempts_.Add(a.boot, *a.attempt_time, s);
    }
    for (Index l = 0; l < logons.size(); ++l)
      if (logons.at(l).logon_event != kNone && LetsIn(logons.at(l).session.purpose))
        let_in_.Add(logons.at(l).session.boot, TimeOf(logons.at(l)), l);
    begins_.Sort();
    attempts_.Sort();
    let_in_.Sort();
  }

  void Run() {
    for (TracedLogon& logon : logons_.logons) {
      if (logon.session.purpose != Purpose::kNla || logon.logon_event == kNone) continue;
      if (logon.denied_desktop) continue;  // its 4825 says which attempt it was
      if (const Index begun = Begun(logon); begun != kNone) {
        Point(logon, begun);
        Begin(access_.at(begun), logon);
        End(begun, logon);
      } else if (const Index served = ServedBehind(logon); served != kNone) {
        Point(logon, served);
      } else {
        logon.session.purpose = Purpose::kNetwork;  // it came for something else
      }
    }
  }

 private:
  FileTime TimeOf(const TracedLogon& logon) const { return history_.event(logon.logon_event).time; }

  // Best the user's own attempt in which it stands, else one of whom nobody knows the user, each
  // time the latest; else his next one.
  Index Begun(const TracedLogon& logon) const {
    const FileTime time = TimeOf(logon);
    const Index boot = logon.session.boot;
    Index own = kNone, unnamed = kNone, next = kNone;
    const auto take = [&](Index s) {
      const AccessSession& a = access_.at(s);
      const bool same = history_.SameUserHere(a.user, logon.session.user);
      if ((!same && !a.user.name.empty()) || (a.end.time && *a.end.time < time)) return;
      if (FromElsewhere(logon, a.source_ip) || (!same && Outlives(logon, a))) return;
      if (*a.attempt_time > time)
        next = next == kNone && same ? s : next;
      else
        (same ? own : unnamed) = Later(same ? own : unnamed, s);
    };
    for (const TimeIndex::Entry& entry : begins_.Between(boot, time, time + kConnectionToDesktop))
      take(entry.value);
    for (const TimeIndex::Entry& entry :
         attempts_.Between(boot, time - kNlaBeforeDesktop, time + kNlaBeforeDesktop))
      take(entry.value);
    return own != kNone ? own : unnamed != kNone ? unnamed : next;
  }

  Index Later(Index best, Index s) const {
    return best == kNone || *access_.at(best).attempt_time <= *access_.at(s).attempt_time ? s
                                                                                         : best;
  }

  // Than the address, if both tell one; loopback is loopback.
  static bool FromElsewhere(const TracedLogon& logon, const SharedText& ip) {
    const SharedText& own = logon.session.source_ip;
    return !own.empty() && !ip.empty() && own != ip && !IsUnspecified(own) && !IsUnspecified(ip) &&
           !(IsLoopback(own) && IsLoopback(ip));
  }

  bool Outlives(const TracedLogon& logon, const AccessSession& a) const {
    return logon.logoff_event != kNone && a.end.time &&
           history_.event(logon.logoff_event).time > *a.end.time + kNlaBehindLink;
  }

  Index ServedBehind(const TracedLogon& logon) const {
    const FileTime time = TimeOf(logon);
    for (const TimeIndex::Entry& entry :
         let_in_.Between(logon.session.boot, time, time + kNlaBeforeDesktop)) {
      const LogonSession& behind = logons_.at(entry.value).session;
      if (behind.access_session != kNone && !FromElsewhere(logon, behind.source_ip) &&
          !FromElsewhere(logon, access_.at(behind.access_session).source_ip) &&
          history_.SameUserHere(behind.user, logon.session.user))
        return behind.access_session;
    }
    return kNone;
  }

  void Point(TracedLogon& logon, Index served) {
    logon.session.access_session = served;
    access_.Prove(served, logon.logon_event, EvidenceRole::kNetworkAuth, "nla_logon");
  }

  // It is the attempt's first sign, and says who it was and from where.
  void Begin(AccessSession& a, const TracedLogon& logon) const {
    const FileTime time = TimeOf(logon);
    a.attempt_time = std::min(a.attempt_time.value_or(time), time);
    if (a.user.name.empty()) a.user = logon.session.user;
    if (a.source_host.empty()) a.source_host = logon.session.source_host;
    if (a.outcome != Outcome::kAbandoned) return;
    a.outcome = Outcome::kAuthenticatedOnly;
    a.end.reason = a.end.time ? EndReason::kDisconnect : EndReason::kUnknown;
  }

  // It lives as long as the connection, so that its logoff tells when the client went: unless it
  // was over as soon as the desktop was open, or somebody was still there.
  void End(Index visit, const TracedLogon& logon) {
    AccessSession& s = access_.at(visit);
    if (logon.logoff_event == kNone || !s.start_time || s.end.confidence > kWindow) return;
    FileTime gone = history_.event(logon.logoff_event).time;
    if (s.end.reason == EndReason::kLogoff) return Confirm(s, gone);
    if (gone <= *s.start_time + kConnectionToDesktop || (s.end.lower && gone < *s.end.lower))
      return;
    if (s.end.basis != EndBasis::kNextUse && told_.Cover(s.boot, gone)) return;
    const auto next =
        s.superseded_by == kNone ? std::nullopt : access_.at(s.superseded_by).start_time;
    if (const auto upper = s.end.upper ? s.end.upper : next; upper && gone > *upper) {
      if (gone > *upper + kShortLogon) return;
      gone = *upper;
    }
    const bool at_once = next && *next <= gone + kSameAct;
    if (!at_once) s.superseded_by = kNone;
    s.end = RecordedEnd(gone, at_once ? EndReason::kSuperseded : EndReason::kDisconnect,
                        EndBasis::kLogoffEvent);
    s.end.confidence = kDerived;
    s.confidence = std::min(s.begin_confidence, s.end.confidence);
    access_.Prove(visit, logon.logoff_event, EvidenceRole::kDisconnect, "nla_logoff");
  }

  // He came by the connection that was left with the logoff of the desktop.
  static void Confirm(AccessSession& s, FileTime gone) {
    if (!s.end.time || gone < *s.end.time || gone > *s.end.time + kLogoffSpread) return;
    s.end.lower.reset();
    s.end.confidence = kDerived;
    s.confidence = std::min(s.begin_confidence, s.end.confidence);
  }

  const History& history_;
  LogonTable& logons_;
  AccessTable& access_;
  ToldVisits told_;
  TimeIndex begins_;    // → access session, by its start
  TimeIndex attempts_;  // → access session, by its first sign
  TimeIndex let_in_;    // → logon session
};

}  // namespace

void PointNlaToDesktops(const History& history, LogonTable& logons, AccessTable& access) {
  NlaLogons(history, logons, access).Run();
}

}  // namespace logonloom
