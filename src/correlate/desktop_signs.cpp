#include "correlate/desktop_signs.h"

#include <algorithm>

#include "base/flat_map.h"
#include "correlate/console_turns.h"
#include "correlate/purposes.h"
#include "correlate/served_desktops.h"
#include "correlate/told_visits.h"
#include "correlate/untold_returns.h"
#include "correlate/windows.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

std::optional<SignKind> SignOf(EventKind kind) {
  switch (kind) {
    case EventKind::kTsReconnected:
    case EventKind::kSessionReconnected:
    case EventKind::kRdpSessionBound:
      return SignKind::kConnect;
    case EventKind::kTsDisconnected:
    case EventKind::kSessionDisconnected:
    case EventKind::kTsDisconnectedBy:
      return SignKind::kDisconnect;
    case EventKind::kTsDisconnectReason:
      return SignKind::kReason;
    case EventKind::kLocked:
      return SignKind::kLock;
    case EventKind::kUnlocked:
      return SignKind::kUnlock;
    default:
      return std::nullopt;
  }
}

// Of the records that are evidence of a logon session.
bool MaySign(EvidenceRole role) {
  return role == EvidenceRole::kReconnect || role == EvidenceRole::kDisconnect ||
         role == EvidenceRole::kLock || role == EvidenceRole::kUnlock;
}

class DesktopBuilder {
 public:
  DesktopBuilder(const History& history, const LogonTable& logons, const LocalTable& locals)
      : history_(history),
        logons_(logons),
        locals_(locals),
        local_of_(static_cast<std::size_t>(logons.size()), kNone),
        taken_(static_cast<std::size_t>(locals.size())) {
    for (Index l = 0; l < locals.size(); ++l)
      if (const Index owner = locals.at(l).session.logon_session; owner != kNone)
        local_of_[static_cast<std::size_t>(owner)] = l;
    for (const SessionEvidence& e : logons.evidence)
      if (e.logon_session != kNone && MaySign(e.role)) signs_[e.logon_session].push_back(e.event);
  }

  std::vector<Desktop> Run() {
    for (Index s = 0; s < logons_.size(); ++s) AddLogon(s);
    for (Index l = 0; l < locals_.size(); ++l)
      if (!taken_[static_cast<std::size_t>(l)]) AddLocal(l);
    for (Desktop& desktop : desktops_) Complete(desktop);
    ServeDesktops(history_, logons_, desktops_);
    const ToldVisits told(history_);
    TellReturns(history_, logons_, told, desktops_);
    TakeConsoleTurns(history_, logons_, told, desktops_);
    return std::move(desktops_);
  }

 private:
  // One desktop per pair, represented by the filtered half: it owns the processes of the shell.
  bool Represents(Index s) const {
    const TracedLogon& logon = logons_.at(s);
    if (!IsDesktop(logon.session.purpose) || IsPermanent(logon.session.logon_id)) return false;
    const Index twin = logon.session.linked;
    if (twin == kNone) return true;
    if (logon.session.elevated == true) return false;
    if (logons_.at(twin).session.elevated == true) return true;
    return logon.session.logon_id > logons_.at(twin).session.logon_id;
  }

  void AddLogon(Index s) {
    if (!Represents(s)) return;
    const LogonSession& session = logons_.at(s).session;
    Desktop desktop;
    desktop.host = session.host;
    desktop.boot = session.boot;
    desktop.logon = s;
    desktop.twin = session.linked;
    desktop.user = session.user;
    for (const Index half : {s, session.linked})
      if (half != kNone && desktop.local == kNone)
        desktop.local = local_of_[static_cast<std::size_t>(half)];
    if (desktop.local != kNone) {
      taken_[static_cast<std::size_t>(desktop.local)] = true;
      const User& user = locals_.at(desktop.local).session.user;
      if (desktop.user.sid.empty()) desktop.user.sid = user.sid;
      if (desktop.user.name.empty()) desktop.user.name = user.name;
    }
    desktops_.push_back(std::move(desktop));
  }

  void AddLocal(Index l) {
    const LocalSession& session = locals_.at(l).session;
    Desktop desktop;
    desktop.host = session.host;
    desktop.boot = session.boot;
    desktop.local = l;
    desktop.user = session.user;
    desktops_.push_back(std::move(desktop));
  }

  void Complete(Desktop& desktop) const {
    for (const Index half : {desktop.twin, desktop.logon})
      if (half != kNone) TakeLogon(desktop, half);
    if (desktop.local != kNone) TakeLocal(desktop);
    for (const Index i : desktop.begin_events) {
      const FileTime time = history_.event(i).time;
      desktop.start = std::min(desktop.start.value_or(time), time);
    }
    const bool recorded =
        std::any_of(desktop.begin_events.begin(), desktop.begin_events.end(),
                    [&](Index i) { return history_.event(i).kind != EventKind::kRdpSessionBound; });
    desktop.begin_confidence = recorded ? kRecorded : desktop.start ? kWindow : kNoEvidence;
    if (!desktop.start) StartFromLogon(desktop);
    if (desktop.local != kNone && locals_.at(desktop.local).guessed)
      desktop.begin_confidence = std::min(desktop.begin_confidence, kWindow);
    SortSigns(desktop);
    DecideEnd(desktop);
  }

  // Sysmon's word on when the session was made.
  void StartFromLogon(Desktop& desktop) const {
    for (const Index half : {desktop.twin, desktop.logon}) {
      if (half == kNone) continue;
      const auto& start = logons_.at(half).session.start_time;
      if (start) desktop.start = std::min(desktop.start.value_or(*start), *start);
    }
    if (desktop.start) desktop.begin_confidence = kDerived;
  }

  void TakeLogon(Desktop& desktop, Index half) const {
    const TracedLogon& logon = logons_.at(half);
    const Index begin = logon.logon_event != kNone ? logon.logon_event : logon.group_event;
    if (begin != kNone) desktop.begin_events.push_back(begin);
    if (logon.goodbye_event != kNone) desktop.logoff_events.push_back(logon.goodbye_event);
    if (const auto* events = signs_.Find(half))
      for (const Index i : *events) TakeSign(desktop, i);
  }

  void TakeLocal(Desktop& desktop) const {
    const TracedLocal& local = locals_.at(desktop.local);
    for (const Index i : local.connects)
      if (OpensDesktop(local, i))
        desktop.begin_events.push_back(i);
      else
        TakeSign(desktop, i);
    for (const Index i : local.disconnects) TakeSign(desktop, i);
    for (const Index i : local.other_signs)
      if (history_.event(i).kind == EventKind::kWinlogonLogon || i == local.begin_event)
        desktop.begin_events.push_back(i);
      else
        TakeSign(desktop, i);
    desktop.logoff_events.insert(desktop.logoff_events.end(), local.closing.begin(),
                                 local.closing.end());
  }

  // A bound connection is a reconnect, unless it told of the session first or beside its logon.
  bool OpensDesktop(const TracedLocal& local, Index i) const {
    const Event& e = history_.event(i);
    if (e.kind == EventKind::kTsReconnected) return false;
    return e.kind != EventKind::kRdpSessionBound || i == local.begin_event ||
           (local.begin_event != kNone &&
            e.time <= history_.event(local.begin_event).time + kConnectionToDesktop);
  }

  void TakeSign(Desktop& desktop, Index i) const {
    const Event& e = history_.event(i);
    if (const auto kind = SignOf(e.kind)) desktop.signs.push_back({*kind, e.time, i});
  }

  // Record order inside one channel, time across channels.
  void SortSigns(Desktop& desktop) const {
    auto& signs = desktop.signs;
    const auto by_event = [](const DesktopSign& a, const DesktopSign& b) {
      return a.event < b.event;
    };
    std::sort(signs.begin(), signs.end(), by_event);
    signs.erase(
        std::unique(signs.begin(), signs.end(),
                    [](const DesktopSign& a, const DesktopSign& b) { return a.event == b.event; }),
        signs.end());
    const bool one_channel = std::all_of(signs.begin(), signs.end(), [&](const DesktopSign& s) {
      return history_.event(s.event).channel == history_.event(signs.front().event).channel;
    });
    if (!one_channel)
      std::stable_sort(signs.begin(), signs.end(),
                       [](const DesktopSign& a, const DesktopSign& b) { return a.time < b.time; });
  }

  // As the logs of the logon session tell, else as those of the local one do.
  SessionEnd EndWithoutLogoff(const Desktop& desktop) const {
    if (desktop.logon == kNone) return locals_.at(desktop.local).session.end;
    const SessionEnd& end = logons_.at(desktop.logon).session.end;
    if (desktop.local == kNone) return end;
    SessionEnd of_local = locals_.at(desktop.local).session.end;
    const bool left = of_local.reason == EndReason::kSuperseded && end.confidence < kRecorded;
    if (end.reason != EndReason::kUnknown && !left) return end;
    if (!of_local.time && end.lower)
      of_local.lower = std::max(of_local.lower.value_or(*end.lower), *end.lower);
    return of_local;
  }

  // At the first of 4647 and 23/7002; the disconnect that follows a logoff belongs to it.
  void DecideEnd(Desktop& desktop) const {
    if (desktop.logoff_events.empty()) {
      desktop.end = EndWithoutLogoff(desktop);
      const Index logoff = desktop.logon != kNone ? logons_.at(desktop.logon).logoff_event : kNone;
      if (logoff != kNone) desktop.logoff_events.push_back(logoff);
      return;
    }
    const auto first = std::min_element(
        desktop.logoff_events.begin(), desktop.logoff_events.end(),
        [&](Index a, Index b) { return history_.event(a).time < history_.event(b).time; });
    const Event& e = history_.event(*first);
    desktop.end.time = e.time;
    desktop.end.reason = EndReason::kLogoff;
    desktop.end.basis = e.kind == EventKind::kLogoffInitiated ? EndBasis::kLogoffInitiated
                                                              : EndBasis::kLocalSession;
    desktop.end.confidence = kRecorded;
    FileTime last = e.time;
    for (const Index i : desktop.logoff_events) last = std::max(last, history_.event(i).time);
    const Index logoff = desktop.logon != kNone ? logons_.at(desktop.logon).logoff_event : kNone;
    if (logoff != kNone) last = std::max(last, history_.event(logoff).time);
    std::erase_if(desktop.signs, [&](const DesktopSign& sign) {
      const bool closes = sign.kind == SignKind::kDisconnect || sign.kind == SignKind::kReason;
      return closes && sign.time >= e.time && sign.time <= last + kDisconnectAfterLogoff;
    });
  }

  const History& history_;
  const LogonTable& logons_;
  const LocalTable& locals_;
  std::vector<Index> local_of_;                // logon session → local session
  FlatMap<Index, std::vector<Index>> signs_;   // logon session → events that may be signs
  std::vector<bool> taken_;                    // local session → whether a logon session has it
  std::vector<Desktop> desktops_;
};

}  // namespace

void Insert(std::vector<DesktopSign>& signs, const DesktopSign& sign) {
  const auto behind = std::find_if(
      signs.begin(), signs.end(), [&](const DesktopSign& known) { return known.time > sign.time; });
  signs.insert(behind, sign);
}

std::vector<Desktop> FindDesktops(const History& history, const LogonTable& logons,
                                  const LocalTable& locals) {
  return DesktopBuilder(history, logons, locals).Run();
}

}  // namespace logonloom
