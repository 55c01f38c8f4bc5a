#include "correlate/takeovers.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "correlate/connections.h"
#include "correlate/time_index.h"
#include "correlate/windows.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

// tscon run by SYSTEM needs no password of the session's owner.
TimeIndex SystemSwitches(const History& history) {
  TimeIndex switches;
  for (const Index i : history.OfKind(EventKind::kProcessStart)) {
    const Event& e = history.event(i);
    if (OwnerOf(e) == kSystemLogonId && EndsWithIgnoreCase(e.process_name.view(), "\\tscon.exe"))
      switches.Add(history.boot_of(i), e.time, i);
  }
  switches.Sort();
  return switches;
}

bool LetsIn(Purpose purpose) {
  return purpose == Purpose::kNla || purpose == Purpose::kReconnect || purpose == Purpose::kUnlock;
}

bool IsConnect(EventKind kind) {
  return kind == EventKind::kSessionReconnected || kind == EventKind::kTsReconnected;
}

bool IsDisconnect(EventKind kind) {
  return kind == EventKind::kSessionDisconnected || kind == EventKind::kTsDisconnected;
}

bool SameDesktop(const AccessSession& a, const AccessSession& b) {
  return a.logon_session == b.logon_session && a.local_session == b.local_session;
}

class TakeoverFinder {
 public:
  TakeoverFinder(const History& history, const LogonTable& logons, const VisitOrigins& origins,
                 AccessTable& access)
      : history_(history),
        logons_(logons),
        origins_(origins),
        access_(access),
        switches_(SystemSwitches(history)) {
    for (Index l = 0; l < logons.size(); ++l) {
      const Index logon = logons.at(l).logon_event;
      if (logon != kNone && LetsIn(logons.at(l).session.purpose))
        let_in_.Add(history.boot_of(logon), history.event(logon).time, l);
    }
    for (const Index i : history.OfKind(EventKind::kRcmAuthenticated))
      authenticated_.Add(history.boot_of(i), history.event(i).time, i);
    let_in_.Sort();
    authenticated_.Sort();
  }

  void Run() {
    std::map<Index, Index> visit_of;  // records of connects and disconnects → visit
    for (const SessionEvidence& e : access_.evidence) {
      const EventKind kind = history_.event(e.event).kind;
      if (IsDisconnect(kind) && e.role == EvidenceRole::kDisconnect)
        disconnects_.Add(history_.boot_of(e.event), history_.event(e.event).time, e.event);
      if (IsConnect(kind) || IsDisconnect(kind)) visit_of[e.event] = e.access_session;
    }
    disconnects_.Sort();
    for (const auto& [i, visit] : visit_of)
      if (IsConnect(history_.event(i).kind) && MayBeTaken(i, visit)) Judge(i, visit, visit_of);
  }

 private:
  bool MayBeTaken(Index connect, Index visit) const {
    const bool own = origins_.HasOwnConnection(visit);
    return !own && !WasAuthenticated(access_.at(visit), history_.event(connect).time);
  }

  bool WasAuthenticated(const AccessSession& s, FileTime time) const {
    for (const TimeIndex::Entry& entry :
         let_in_.Between(s.boot, time - kNlaBeforeDesktop, time + kSameAct))
      if (history_.SameUserHere(logons_.at(entry.value).session.user, s.user)) return true;
    const auto signs = authenticated_.Between(s.boot, time - kNlaBeforeDesktop, time);
    return std::any_of(signs.begin(), signs.end(), [&](const TimeIndex::Entry& entry) {
      return history_.SameUserHere(ToUser(history_.event(entry.value).target), s.user);
    });
  }

  void Judge(Index connect, Index visit, const std::map<Index, Index>& visit_of) {
    const FileTime time = history_.event(connect).time;
    const Index boot = history_.boot_of(connect);
    AccessSession& taken = access_.at(visit);
    for (const TimeIndex::Entry& entry : switches_.Between(boot, time - kSameAct, time)) {
      taken.outcome = Outcome::kTakenOver;
      access_.Prove(visit, entry.value, EvidenceRole::kTakeover, "tscon");
    }
    for (const TimeIndex::Entry& entry : disconnects_.Between(boot, time - kSameAct, time)) {
      const Index displaced = visit_of.at(entry.value);
      AccessSession& old = access_.at(displaced);
      if (SameDesktop(old, taken) || !SameLink(connect, entry.value)) continue;
      if (taken.outcome != Outcome::kTakenOver && CameBack(connect)) continue;
      const bool other_user = !history_.SameUserHere(old.user, taken.user);
      if (!other_user && taken.outcome != Outcome::kTakenOver) continue;
      taken.outcome = Outcome::kTakenOver;
      access_.Prove(visit, entry.value, EvidenceRole::kTakeover, "same_connection");
      old.end.reason = EndReason::kSuperseded;
      old.superseded_by = visit;
    }
  }

  // By the name of the link and its client where Security tells both, by its id where
  // LocalSessionManager does. The name alone goes to whoever connects next.
  bool SameLink(Index connect, Index disconnect) const {
    const Event &x = history_.event(connect), &y = history_.event(disconnect);
    if (EqualsIgnoreCase(x.session_name.view(), "Console")) return false;
    if (!x.session_name.empty()) return x.session_name == y.session_name && SameClient(x, y);
    return IsConnectionId(x.activity_id.view(), x.time) && x.activity_id == y.activity_id;
  }

  bool SameClient(const Event& a, const Event& b) const {
    const LoggedAddress *x = history_.Address(a.address), *y = history_.Address(b.address);
    const bool named = !a.workstation.empty() && !b.workstation.empty();
    if (named && !EqualsIgnoreCase(a.workstation.view(), b.workstation.view())) return false;
    if (x != nullptr && y != nullptr) return x->text == y->text;
    return named;
  }

  // To the client that the same desktop had lost moments ago: where many sit behind one client, its
  // name and address do not tell whose link it was.
  bool CameBack(Index i) const {
    const Event& connect = history_.event(i);
    const auto lost = disconnects_.Between(history_.boot_of(i),
                                           connect.time - kConnectionToDesktop, connect.time);
    return std::any_of(lost.begin(), lost.end(), [&](const TimeIndex::Entry& entry) {
      const Event& e = history_.event(entry.value);
      return e.kind == EventKind::kSessionDisconnected &&
             e.target_logon_id == connect.target_logon_id && SameClient(e, connect);
    });
  }

  const History& history_;
  const LogonTable& logons_;
  const VisitOrigins& origins_;
  AccessTable& access_;
  TimeIndex switches_;       // → 4688 of tscon
  TimeIndex disconnects_;    // → 4779, 24
  TimeIndex let_in_;         // → logon session
  TimeIndex authenticated_;  // → 1149
};

}  // namespace

void FindTakeovers(const History& history, const LogonTable& logons, const VisitOrigins& origins,
                   AccessTable& access) {
  TakeoverFinder(history, logons, origins, access).Run();
}

}  // namespace logonloom
