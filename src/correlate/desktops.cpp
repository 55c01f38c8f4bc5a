#include "correlate/desktops.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "correlate/desktop_signs.h"
#include "correlate/logon_ends.h"
#include "correlate/purposes.h"
#include "correlate/takeovers.h"
#include "correlate/time_index.h"
#include "correlate/visit_origins.h"
#include "correlate/windows.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

// Which record tells a disconnect's time best; 40 gives only the reason.
int DisconnectRank(EventKind kind) {
  switch (kind) {
    case EventKind::kTsDisconnected:
      return 0;
    case EventKind::kSessionDisconnected:
      return 1;
    default:
      return 2;
  }
}

class VisitBuilder {
 public:
  VisitBuilder(const History& history, LogonTable& logons, LocalTable& locals,
               std::vector<Connection>& connections, AccessTable& access)
      : history_(history),
        logons_(logons),
        locals_(locals),
        origins_(history, connections, access),
        access_(access),
        desktops_(FindDesktops(history, logons, locals)) {
    for (const Index i : history.OfKind(EventKind::kExplicitCredentials))
      if (IsPermanent(history.event(i).subject_logon_id))
        credentials_.Add(history.boot_of(i), history.event(i).time, i);
    credentials_.Sort();
  }

  void Run() {
    for (Desktop& desktop : desktops_) Visit(desktop);
    FindTakeovers(history_, access_);
    for (const Desktop& desktop : desktops_) PointToVisits(desktop);
  }

 private:
  void Visit(Desktop& desktop) {
    Index open = kNone;
    if (desktop.start) open = First(desktop);
    for (std::size_t s = 0; s < desktop.signs.size(); ++s) {
      const DesktopSign& sign = desktop.signs[s];
      switch (sign.kind) {
        case SignKind::kConnect:
          open = Connect(desktop, open, sign);
          break;
        case SignKind::kDisconnect:
          if (open == kNone && !JustEnded(desktop, sign)) open = Unknown(desktop);
          open = Disconnect(desktop, open, sign);
          break;
        case SignKind::kReason:
          if (open == kNone && !JustEnded(desktop, sign)) break;
          access_.Prove(desktop.visits.back(), sign.event, EvidenceRole::kDisconnect,
                        "disconnect_reason");
          reasons_[desktop.visits.back()].push_back(sign);
          break;
        case SignKind::kLock:
        case SignKind::kUnlock:
          if (open == kNone) open = Unknown(desktop);
          Mark(open, sign);
          break;
      }
    }
    if (desktop.visits.empty()) open = Unknown(desktop);
    AddUnlocks(desktop);
    Finish(desktop, open);
  }

  // A visit with what all visits of the desktop share.
  Index Add(Desktop& desktop) {
    AccessSession s;
    s.host = desktop.host;
    s.boot = desktop.boot;
    s.user = desktop.user;
    s.account_class = ClassOf(desktop.user, 0);
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
    ProveCredentials(desktop, visit);
    if (desktop.logon != kNone) {
      const LogonSession& logon = logons_.at(desktop.logon).session;
      s.logon_type = logon.logon_type;
      s.auth_package = logon.auth_package;
      if (!IsOwnNameOfRemote(logon)) s.source_host = logon.source_host;
      VisitOrigins::SetAddress(s, logon.source_ip, logon.source_port);
    }
    origins_.Decide(desktop, visit, desktop.begin_events);
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
        access_.Prove(visit, logons_.at(half).sysmon_event, EvidenceRole::kLogon,
                      "sysmon_logon_guid");
  }

  // The 4624 of a remote desktop gives this machine's own name as workstation.
  bool IsOwnNameOfRemote(const LogonSession& logon) const {
    const auto& names = history_.machine.names;
    return logon.purpose == Purpose::kRemoteDesktop &&
           std::find(names.begin(), names.end(), ToLower(logon.source_host)) != names.end();
  }

  // Winlogon's own 4648, just ahead of the 4624 that it asks for, is the first sign of the attempt.
  void ProveCredentials(const Desktop& desktop, Index visit) {
    for (const Index i : desktop.begin_events) {
      const Event& logon = history_.event(i);
      if (logon.kind != EventKind::kLogon) continue;
      for (const TimeIndex::Entry& entry :
           credentials_.Between(desktop.boot, logon.time - kSameAct, logon.time)) {
        const Event& e = history_.event(entry.value);
        if (e.process_id != logon.process_id || entry.value > i) continue;
        if (!history_.SameUserHere(ToUser(e.target), desktop.user)) continue;
        access_.Prove(visit, entry.value, EvidenceRole::kAttempt, "explicit_credentials");
        access_.Attempted(visit, e.time);
        const LoggedAddress* address = history_.Address(e.address);
        if (address && access_.at(visit).source_ip.empty())
          VisitOrigins::SetAddress(access_.at(visit), address->text, e.port);
      }
    }
  }

  Index Unknown(Desktop& desktop) {
    const Index visit = Add(desktop);
    access_.at(visit).begin_confidence = kNoEvidence;
    if (desktop.local != kNone && desktop.visits.size() == 1)
      origins_.Decide(desktop, visit, locals_.at(desktop.local).other_signs);  // 22 has the address
    return visit;
  }

  Index Connect(Desktop& desktop, Index open, const DesktopSign& sign) {
    const Event& e = history_.event(sign.event);
    if (open != kNone) {
      AccessSession& s = access_.at(open);
      if (s.start_time && sign.time <= *s.start_time + kSameAct) {
        s.start_time = std::min(*s.start_time, sign.time);
        access_.Prove(open, sign.event, EvidenceRole::kReconnect, "same_reconnect");
        origins_.Decide(desktop, open, {sign.event});
        return open;
      }
      s.end = ReplacedBy(desktop, open, sign.time);
    }
    const Index before = desktop.visits.empty() ? kNone : desktop.visits.back();
    const Index visit = Add(desktop);
    if (before != kNone) Supersede(before, visit, sign.time);
    AccessSession& s = access_.at(visit);
    s.start_time = sign.time;
    s.begin_confidence = kRecorded;
    access_.Attempted(visit, sign.time);
    access_.Prove(visit, sign.event, EvidenceRole::kReconnect, "reconnect_event");
    s.source_host = e.workstation;
    origins_.Decide(desktop, visit, {sign.event});
    return visit;
  }

  // A reconnect although no record tells how the visit before ended.
  SessionEnd ReplacedBy(const Desktop& desktop, Index open, FileTime time) const {
    SessionEnd end;
    end.reason = EndReason::kSuperseded;
    end.basis = EndBasis::kNextUse;
    end.lower = access_.at(open).start_time;
    for (const DesktopSign& sign : desktop.signs)
      if (sign.time < time) end.lower = std::max(end.lower.value_or(sign.time), sign.time);
    end.upper = time;
    end.confidence = kWindow;
    return end;
  }

  // Another connection took the desktop over where it begins within moments of the disconnect.
  void Supersede(Index before, Index visit, FileTime time) {
    AccessSession& old = access_.at(before);
    const bool at_once = old.end.time && time <= *old.end.time + kSameAct;
    if (!at_once && old.end.reason != EndReason::kSuperseded) return;
    old.end.reason = EndReason::kSuperseded;
    old.superseded_by = visit;
  }

  bool JustEnded(const Desktop& desktop, const DesktopSign& sign) const {
    if (desktop.visits.empty()) return false;
    const SessionEnd& end = access_.at(desktop.visits.back()).end;
    return end.time && sign.time <= *end.time + kSameAct;
  }

  Index Disconnect(Desktop& desktop, Index open, const DesktopSign& sign) {
    const EventKind kind = history_.event(sign.event).kind;
    const Index visit = open != kNone ? open : desktop.visits.back();
    AccessSession& s = access_.at(visit);
    const bool better = open != kNone || DisconnectRank(kind) < disconnect_rank_[visit];
    if (better) {
      s.end = {};
      s.end.time = sign.time;
      s.end.reason = EndReason::kDisconnect;
      s.end.basis = EndBasis::kDisconnectEvent;
      s.end.confidence = kRecorded;
      disconnect_rank_[visit] = DisconnectRank(kind);
    }
    access_.Prove(visit, sign.event, EvidenceRole::kDisconnect, "disconnect_event");
    const Event& e = history_.event(sign.event);
    if (!s.start_time) {  // the disconnect names the client where the connect is not logged
      s.source_host = e.workstation;
      origins_.Decide(desktop, visit, {sign.event});
    }
    return kNone;
  }

  void Mark(Index visit, const DesktopSign& sign) {
    const bool lock = sign.kind == SignKind::kLock;
    if (lock) ++access_.at(visit).lock_count;
    access_.Prove(visit, sign.event, lock ? EvidenceRole::kLock : EvidenceRole::kUnlock,
                  lock ? "lock_event" : "unlock_event");
  }

  // The logons that Windows makes to let the user back in. Without 4800 each unlock means a lock.
  void AddUnlocks(Desktop& desktop) {
    std::map<Index, std::int32_t> unlocked;
    std::map<Index, FileTime> last_unlock;
    for (const Index by_product : desktop.unlocks) {
      TracedLogon& logon = logons_.at(by_product);
      const bool unlock = logon.session.purpose == Purpose::kUnlock;
      const bool returns = logon.session.purpose == Purpose::kReconnect;
      const FileTime time = history_.event(logon.first_event).time;
      // A return is made ahead of the reconnect that it lets in.
      const Index visit = VisitAt(desktop, returns ? time + kShortLogon : time);
      logon.session.access_session = visit;
      if (logon.logon_event != kNone)
        access_.Prove(visit, logon.logon_event,
                      unlock ? EvidenceRole::kUnlock : EvidenceRole::kByProduct,
                      unlock    ? "unlock_logon"
                      : returns ? "reconnect_logon"
                                : "elevation_logon");
      if (!unlock) continue;
      const auto last = last_unlock.find(visit);  // of its half, or another try at once
      if (last == last_unlock.end() || time > last->second + kSameAct) ++unlocked[visit];
      last_unlock[visit] = time;
    }
    for (const auto& [visit, count] : unlocked)
      access_.at(visit).lock_count = std::max(access_.at(visit).lock_count, count);
  }

  // The visit of the moment, else the last that began before it, else the first.
  Index VisitAt(const Desktop& desktop, FileTime time) const {
    Index found = desktop.visits.front();
    for (const Index visit : desktop.visits)
      if (access_.at(visit).start_time.value_or(time) <= time) found = visit;
    return found;
  }

  // 40 says why the client went, where neither 23 nor 4647 nor the next connection does.
  void TakeReason(Index visit) {
    SessionEnd& end = access_.at(visit).end;
    const auto reasons = reasons_.find(visit);
    if (end.reason != EndReason::kDisconnect || reasons == reasons_.end()) return;
    for (const DesktopSign& sign : reasons->second) {
      const Ticks apart = sign.time - *end.time;
      if (apart > kSameAct || apart < Ticks{-kSameAct.count}) continue;
      const auto reason = history_.event(sign.event).reason;
      if (reason == kReasonLogoff) end.reason = EndReason::kLogoff;
      if (reason == kReasonReplaced) end.reason = EndReason::kSuperseded;
    }
  }

  // That nobody left before the machine or its log stopped is known only if one of the logs that
  // tell of it is whole from the visit's begin on.
  void DoubtWithoutRecords(const Desktop& desktop, Index visit) {
    SessionEnd& end = access_.at(visit).end;
    if (end.basis != EndBasis::kBootEnd || end.confidence < kDerived) return;
    const auto& start = access_.at(visit).start_time;
    std::vector<Index> begins = desktop.begin_events;
    for (const DesktopSign& sign : desktop.signs)
      if (sign.kind == SignKind::kConnect) begins.push_back(sign.event);
    const bool whole = std::any_of(begins.begin(), begins.end(), [&](Index i) {
      return start && history_.event(i).time >= *start && TellsDisconnects(i) &&
             SeenBehind(history_, i).boot_end;
    });
    if (whole) return;
    end.upper = end.time;
    end.lower = start;
    for (const DesktopSign& sign : desktop.signs)
      end.lower = std::max(end.lower.value_or(sign.time), sign.time);
    if (!end.lower) end.lower = LastTimeOf(desktop);
    if (end.lower && end.upper && *end.upper < *end.lower) end.lower = end.upper;
    end.confidence = kWindow;
  }

  std::optional<FileTime> LastTimeOf(const Desktop& desktop) const {
    if (desktop.local != kNone) return locals_.at(desktop.local).last_time;
    return desktop.logon == kNone ? std::nullopt
                                  : std::optional(logons_.at(desktop.logon).last_time);
  }

  // Whether the event's log does. In Security only if that is audited, as its other marks show.
  bool TellsDisconnects(Index i) const {
    if (history_.event(i).channel.view() == kLocalSessionManagerChannel) return true;
    if (history_.event(i).channel.view() != kSecurityChannel) return false;
    for (const EventKind mark : {EventKind::kSessionDisconnected, EventKind::kSessionReconnected,
                                 EventKind::kLocked, EventKind::kUnlocked})
      if (!history_.OfKind(mark).empty()) return true;
    return false;
  }

  // The link's own end, where no record of the desktop tells of a disconnect.
  void EndWithConnection(Index visit) {
    const Connection* taken = origins_.Taken(visit);
    if (taken == nullptr || !taken->disconnected) return;
    SessionEnd& end = access_.at(visit).end;
    const FileTime gone = *taken->disconnected;
    if (end.confidence == kRecorded && *end.time <= gone + kSameAct) return;
    end = {};
    end.time = gone;
    end.reason = EndReason::kDisconnect;
    end.basis = EndBasis::kDisconnectEvent;
    end.confidence = kRecorded;
  }

  void Finish(Desktop& desktop, Index open) {
    for (const Index visit : desktop.visits) {
      AccessSession& s = access_.at(visit);
      if (visit == open) {
        s.end = desktop.end;
        for (const Index i : desktop.logoff_events)
          access_.Prove(visit, i, EvidenceRole::kLogoff, "logoff_event");
      }
      TakeReason(visit);
      EndWithConnection(visit);
      DoubtWithoutRecords(desktop, visit);
      s.confidence = std::min(s.begin_confidence, s.end.confidence);
    }
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
  AccessTable& access_;
  std::vector<Desktop> desktops_;
  std::map<Index, int> disconnect_rank_;
  std::map<Index, std::vector<DesktopSign>> reasons_;  // visit → its 40
  TimeIndex credentials_;                              // 4648 that the system itself wrote
};

}  // namespace

void FindDesktopVisits(const History& history, LogonTable& logons, LocalTable& locals,
                       std::vector<Connection>& connections, AccessTable& access) {
  VisitBuilder(history, logons, locals, connections, access).Run();
}

}  // namespace logonloom
