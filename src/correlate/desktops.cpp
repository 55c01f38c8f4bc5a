#include "correlate/desktops.h"

#include <algorithm>

#include "correlate/by_products.h"
#include "correlate/desktop_signs.h"
#include "correlate/logon_requests.h"
#include "correlate/takeovers.h"
#include "correlate/visit_ends.h"
#include "correlate/visit_origins.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

class VisitBuilder {
 public:
  VisitBuilder(const History& history, LogonTable& logons, LocalTable& locals,
               std::vector<Connection>& connections, AccessTable& access)
      : history_(history),
        logons_(logons),
        locals_(locals),
        origins_(history, connections, access),
        ends_(history, logons, locals, origins_, access),
        requests_(history),
        access_(access),
        desktops_(FindDesktops(history, logons, locals)) {}

  void Run() {
    for (Desktop& desktop : desktops_) Visit(desktop);
    FindTakeovers(history_, logons_, origins_, access_);
    for (const Desktop& desktop : desktops_) PointToVisits(desktop);
  }

 private:
  void Visit(Desktop& desktop) {
    Index open = kNone;
    if (desktop.start) open = First(desktop);
    for (const DesktopSign& sign : desktop.signs) open = Read(desktop, open, sign);
    if (desktop.visits.empty()) open = Unknown(desktop);
    for (const Index visit : desktop.visits) origins_.JoinByTime(visit);
    PlaceByProducts(history_, requests_, desktop, logons_, access_);
    ends_.Finish(desktop, open);
  }

  // The visit that is open behind the sign.
  Index Read(Desktop& desktop, Index open, const DesktopSign& sign) {
    switch (sign.kind) {
      case SignKind::kConnect:
        return Connect(desktop, open, sign);
      case SignKind::kDisconnect:
        return Disconnect(desktop, open, sign);
      case SignKind::kReason:
        Explain(desktop, open, sign);
        return open;
      case SignKind::kLock:
      case SignKind::kUnlock:
        if (open == kNone) open = Unknown(desktop);
        Mark(open, sign);
        return open;
      case SignKind::kLeft:
        if (open != kNone) ends_.Leave(desktop, open, sign.time);
        return kNone;
    }
    return open;
  }

  // A visit with what all visits of the desktop share.
  Index Add(Desktop& desktop) {
    AccessSession s;
    s.host = desktop.host;
    s.boot = desktop.boot;
    s.user = desktop.user;
    s.account_class = history_.ClassHere(desktop.user);
    s.logon_session = desktop.logon;
    s.local_session = desktop.local;
    if (desktop.local != kNone) s.ts_session_id = locals_.at(desktop.local).session.ts_session_id;
    if (desktop.logon != kNone) {
      const LogonSession& logon = logons_.at(desktop.logon).session;
      s.account_class = logon.account_class;
      s.elevated = logon.elevated;
      if (desktop.twin != kNone && logons_.at(desktop.twin).session.elevated == true)
        s.elevated = true;
    }
    const Index visit = access_.Add(std::move(s));
    if (!desktop.visits.empty()) access_.at(visit).reconnect_of = desktop.visits.back();
    desktop.visits.push_back(visit);
    return visit;
  }

  // The visit that made the desktop.
  Index First(Desktop& desktop) {
    const Index visit = Add(desktop);
    AccessSession& s = access_.at(visit);
    s.start_time = desktop.start;
    s.begin_confidence = desktop.begin_confidence;
    access_.Attempted(visit, *desktop.start);
    for (const Index i : desktop.begin_events) ProveBegin(desktop, visit, i);
    if (desktop.begin_events.empty()) ProveSysmon(desktop, visit);
    for (const Index i : desktop.begin_events) requests_.Prove(visit, i, access_);
    if (desktop.logon != kNone) {
      const LogonSession& logon = logons_.at(desktop.logon).session;
      s.logon_type = logon.logon_type;
      s.auth_package = logon.auth_package;
      s.source_host = logon.source_host;
      VisitOrigins::SetAddress(s, logon.source_ip, logon.source_zone, logon.source_port);
    }
    origins_.Decide(visit, desktop.begin_events);
    if (s.kind == SessionKind::kRdp && history_.IsOwnName(s.source_host)) s.source_host.clear();
    return visit;
  }

  void ProveBegin(const Desktop& desktop, Index visit, Index i) {
    const EventKind kind = history_.event(i).kind;
    if (kind == EventKind::kLogon || kind == EventKind::kLogonGroups ||
        kind == EventKind::kLogonClaims) {
      const bool of_twin =
          desktop.twin != kNone && logons_.owner_of[static_cast<std::size_t>(i)] == desktop.twin;
      access_.Prove(visit, i, of_twin ? EvidenceRole::kLinked : EvidenceRole::kLogon,
                    of_twin ? "linked_logon" : "logon_event");
    } else {
      access_.Prove(visit, i, EvidenceRole::kBegin, "local_session");
    }
  }

  void ProveSysmon(const Desktop& desktop, Index visit) {
    for (const Index half : {desktop.logon, desktop.twin})
      if (half != kNone && logons_.at(half).sysmon_event != kNone)
        access_.Prove(visit, logons_.at(half).sysmon_event, EvidenceRole::kUse,
                      "sysmon_logon_guid");
  }

  Index Unknown(Desktop& desktop) {
    const Index visit = Add(desktop);
    access_.at(visit).begin_confidence = kNoEvidence;
    if (desktop.local != kNone && desktop.visits.size() == 1)
      origins_.Decide(visit, locals_.at(desktop.local).other_signs);  // 22 has the address
    return visit;
  }

  Index Connect(Desktop& desktop, Index open, const DesktopSign& sign) {
    if (open != kNone) {
      AccessSession& s = access_.at(open);
      if (s.start_time && (sign.time <= *s.start_time + kSameAct || IsNewsOf(open, sign))) {
        s.start_time = std::min(*s.start_time, sign.time);
        access_.Prove(open, sign.event, EvidenceRole::kReconnect, "same_reconnect");
        origins_.Decide(open, {sign.event});
        told_by_[open].push_back(history_.event(sign.event).channel);
        return open;
      }
      ends_.Replace(desktop, open, sign);
    }
    return Reconnect(desktop, sign);
  }

  Index Reconnect(Desktop& desktop, const DesktopSign& sign) {
    const Event& e = history_.event(sign.event);
    const Index before = desktop.visits.empty() ? kNone : desktop.visits.back();
    const Index visit = Add(desktop);
    if (before != kNone) ends_.Supersede(before, visit, sign.time);
    AccessSession& s = access_.at(visit);
    s.start_time = sign.time;
    s.begin_confidence = ReconnectConfidence(sign.event);
    access_.Attempted(visit, sign.time);
    if (e.kind == EventKind::kLogon)
      TakeClient(s, sign.event);
    else
      access_.Prove(visit, sign.event, EvidenceRole::kReconnect, "reconnect_event");
    origins_.Decide(visit, {sign.event});
    told_by_[visit].push_back(e.channel);
    return visit;
  }

  // Of an unlock from another address it is known only that somebody had come from there.
  double ReconnectConfidence(Index event) const {
    const EventKind kind = history_.event(event).kind;
    if (kind == EventKind::kRdpSessionBound) return kWindow;
    if (kind != EventKind::kLogon) return kRecorded;
    return LogonBy(event).purpose == Purpose::kUnlock && IsFromElsewhere(event) ? kWindow : kDerived;
  }

  // As the logon tells that let the user back in.
  void TakeClient(AccessSession& s, Index event) const {
    const LogonSession& logon = LogonBy(event);
    if (!IsFromElsewhere(event)) {
      s.kind = SessionKind::kConsole;
      s.is_local = true;
      return;
    }
    VisitOrigins::SetAddress(s, logon.source_ip, logon.source_zone, logon.source_port);
    if (!history_.IsOwnName(logon.source_host)) s.source_host = logon.source_host;
  }

  bool IsFromElsewhere(Index logon) const {
    return history_.Origin(history_.event(logon)) != nullptr;
  }

  const LogonSession& LogonBy(Index event) const {
    return logons_.at(logons_.owner_of[static_cast<std::size_t>(event)]).session;
  }

  // A log that has not told yet of the reconnect that began the visit.
  bool IsNewsOf(Index visit, const DesktopSign& sign) const {
    const auto* told = told_by_.Find(visit);
    const auto& start = access_.at(visit).start_time;
    if (told == nullptr || !start || sign.time > *start + kSlowAct) return false;
    const Symbol channel = history_.event(sign.event).channel;
    return std::find(told->begin(), told->end(), channel) == told->end();
  }

  // Each log tells a disconnect ahead of the reconnect that follows it, but one log may tell both
  // ahead of the other: such a disconnect ended the visit before.
  bool IsOfVisitBefore(const Desktop& desktop, Index open, const DesktopSign& sign) const {
    return open != kNone && desktop.visits.size() > 1 && IsNewsOf(open, sign);
  }

  void Explain(const Desktop& desktop, Index open, const DesktopSign& sign) {
    if (desktop.visits.empty()) return;
    const Index latest = desktop.visits.back();
    if (IsOfVisitBefore(desktop, open, sign))
      ends_.Explain(desktop.visits.rbegin()[1], sign);
    else if (open != kNone || ends_.JustEnded(latest, sign))
      ends_.Explain(latest, sign);
  }

  Index Disconnect(Desktop& desktop, Index open, const DesktopSign& sign) {
    if (IsOfVisitBefore(desktop, open, sign)) {
      const Index before = desktop.visits.rbegin()[1];
      ends_.Disconnect(before, sign);
      ends_.Supersede(before, open, *access_.at(open).start_time);
      return open;
    }
    Index visit = open;
    if (visit == kNone) {
      const bool told = !desktop.visits.empty() && ends_.JustEnded(desktop.visits.back(), sign);
      visit = told ? desktop.visits.back() : Unknown(desktop);
    }
    ends_.Disconnect(visit, sign);
    if (!access_.at(visit).start_time)  // it names the client where the connect is not logged
      origins_.Decide(visit, {sign.event});
    else
      origins_.Complete(visit, sign.event);
    return kNone;
  }

  void Mark(Index visit, const DesktopSign& sign) {
    const bool lock = sign.kind == SignKind::kLock;
    if (lock) ++access_.at(visit).lock_count;
    access_.Prove(visit, sign.event, lock ? EvidenceRole::kLock : EvidenceRole::kUnlock,
                  lock ? "lock_event" : "unlock_event");
  }

  void PointToVisits(const Desktop& desktop) {
    for (const Index half : {desktop.logon, desktop.twin}) {
      if (half == kNone) continue;
      logons_.at(half).session.access_session = desktop.visits.front();
      logons_.at(half).session.local_session = desktop.local;
    }
    for (const Index by_product : desktop.unlocks)
      logons_.at(by_product).session.local_session = desktop.local;
  }

  const History& history_;
  LogonTable& logons_;
  LocalTable& locals_;
  VisitOrigins origins_;
  VisitEnds ends_;
  LogonRequests requests_;
  AccessTable& access_;
  std::vector<Desktop> desktops_;
  FlatMap<Index, std::vector<Symbol>> told_by_;  // visit → channels that told its reconnect
};

}  // namespace

void FindDesktopVisits(const History& history, LogonTable& logons, LocalTable& locals,
                       std::vector<Connection>& connections, AccessTable& access) {
  VisitBuilder(history, logons, locals, connections, access).Run();
}

}  // namespace logonloom
