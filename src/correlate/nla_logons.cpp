#include "correlate/nla_logons.h"

#include <algorithm>

#include "correlate/time_index.h"
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
      : history_(history), logons_(logons), access_(access) {
    for (Index s = 0; s < access.size(); ++s) {
      const auto begin =
          access.at(s).start_time ? access.at(s).start_time : access.at(s).attempt_time;
      if (begin && access.at(s).kind == SessionKind::kRdp)
        begins_.Add(access.at(s).boot, *begin, s);
    }
    for (Index l = 0; l < logons.size(); ++l)
      if (logons.at(l).logon_event != kNone && LetsIn(logons.at(l).session.purpose))
        let_in_.Add(logons.at(l).session.boot, TimeOf(logons.at(l)), l);
    begins_.Sort();
    let_in_.Sort();
  }

  void Run() {
    for (TracedLogon& logon : logons_.logons) {
      if (logon.session.purpose != Purpose::kNla || logon.logon_event == kNone) continue;
      if (logon.denied_desktop) continue;  // its 4825 says which attempt it was
      if (const Index begun = Begun(logon); begun != kNone) {
        Point(logon, begun);
        Begin(access_.at(begun), logon);
      } else if (const Index served = ServedBehind(logon); served != kNone) {
        Point(logon, served);
      }
    }
  }

 private:
  FileTime TimeOf(const TracedLogon& logon) const { return history_.event(logon.logon_event).time; }

  // The connection in which it stands, the latest one; else the next that begins.
  Index Begun(const TracedLogon& logon) const {
    const FileTime time = TimeOf(logon);
    Index inside = kNone, next = kNone;
    for (const TimeIndex::Entry& entry : begins_.Between(
             logon.session.boot, time - kNlaBeforeDesktop, time + kConnectionToDesktop)) {
      const AccessSession& a = access_.at(entry.value);
      if (!a.user.name.empty() && !history_.SameUserHere(a.user, logon.session.user)) continue;
      if (a.end.time && *a.end.time < time) continue;
      const FileTime attempt = a.attempt_time.value_or(entry.time);
      if (attempt > time) {
        if (next == kNone) next = entry.value;
      } else if (inside == kNone || access_.at(inside).attempt_time <= attempt) {
        inside = entry.value;
      }
    }
    return inside != kNone ? inside : next;
  }

  Index ServedBehind(const TracedLogon& logon) const {
    const FileTime time = TimeOf(logon);
    for (const TimeIndex::Entry& entry :
         let_in_.Between(logon.session.boot, time, time + kNlaBeforeDesktop)) {
      const LogonSession& behind = logons_.at(entry.value).session;
      if (behind.access_session != kNone && history_.SameUserHere(behind.user, logon.session.user))
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
  }

  const History& history_;
  LogonTable& logons_;
  AccessTable& access_;
  TimeIndex begins_;  // → access session
  TimeIndex let_in_;  // → logon session
};

}  // namespace

void PointNlaToDesktops(const History& history, LogonTable& logons, AccessTable& access) {
  NlaLogons(history, logons, access).Run();
}

}  // namespace logonloom
