#include "correlate/desktop_signs.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "base/flat_map.h"
#include "correlate/purposes.h"
#include "correlate/user_index.h"
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
    AssignByProducts();
    AssignElevations();
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

  // An unlock or a return serves a desktop of its user that was open then.
  void AssignByProducts() {
    const ListsOfUsers<LatestFirst> of_user = ListDesktops();
    std::vector<Desktop*> open;
    for (Index s = 0; s < logons_.size(); ++s) {
      const LogonSession& session = logons_.at(s).session;
      if (session.purpose != Purpose::kUnlock && session.purpose != Purpose::kReconnect) continue;
      const Index at = logons_.at(s).first_event;
      const bool of_security = IsOfSecurity(at);
      const FileTime time = history_.event(at).time;
      open.clear();
      of_user.Any(session.boot, session.user, [&](const LatestFirst& list) {
        for (std::size_t d = of_security ? FirstBegun(list, at) : 0;
             d < list.desktops.size() && open.size() < kMostDesktopsLooked; ++d) {
          if (of_security && list.logoffs[d].LiesAhead(at, time)) continue;
          Desktop& desktop = desktops_[static_cast<std::size_t>(list.desktops[d])];
          if (Open(desktop, s) && history_.SameUserHere(desktop.user, session.user))
            open.push_back(&desktop);
        }
        return false;
      });
      if (Desktop* served = Served(open, s)) served->unlocks.push_back(s);
    }
  }

  // What ends a desktop first, of the records of Security and of the others.
  struct FirstLogoff {
    Index in_security = INT32_MAX;
    FileTime elsewhere{INT64_MAX};
    bool LiesAhead(Index event, FileTime time) const {  // of a record of Security
      return in_security < event || elsewhere < time;
    }
  };

  struct LatestFirst {
    std::vector<Index> desktops;
    // Parallel: the least of all begins in Security up to this one. It falls, so that the first
    // desktop that had begun by some event is found at once.
    std::vector<Index> begins;
    // Parallel, since nearly all of a user's desktops were logged off when he unlocks one.
    std::vector<FirstLogoff> logoffs;
  };

  ListsOfUsers<LatestFirst> ListDesktops() const {
    std::vector<Index> order(desktops_.size());
    std::iota(order.begin(), order.end(), 0);
    const auto at = [this](Index d) -> const Desktop& {
      return desktops_[static_cast<std::size_t>(d)];
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](Index a, Index b) { return Later(at(a), at(b)); });
    ListsOfUsers<LatestFirst> lists;
    for (const Index d : order)
      lists.ForEach(at(d).boot, at(d).user, [&](LatestFirst& list) {
        const Index begin = BeginInSecurity(at(d));
        list.begins.push_back(list.begins.empty() ? begin : std::min(begin, list.begins.back()));
        list.desktops.push_back(d);
        list.logoffs.push_back(FirstLogoffOf(at(d)));
      });
    return lists;
  }

  FirstLogoff FirstLogoffOf(const Desktop& desktop) const {
    FirstLogoff first;
    for (const Index i : desktop.logoff_events)
      if (IsOfSecurity(i))
        first.in_security = std::min(first.in_security, i);
      else
        first.elsewhere = std::min(first.elsewhere, history_.event(i).time);
    return first;
  }

  bool IsOfSecurity(Index event) const {
    return history_.event(event).channel.view() == kSecurityChannel;
  }

  // The last record of the begin there, kNone if there is none.
  Index BeginInSecurity(const Desktop& desktop) const {
    Index begin = kNone;
    for (const Index i : desktop.begin_events)
      if (IsOfSecurity(i)) begin = std::max(begin, i);
    return begin;
  }

  // `event`: one of Security.
  static std::size_t FirstBegun(const LatestFirst& list, Index event) {
    const auto first = std::partition_point(list.begins.begin(), list.begins.end(),
                                            [event](Index begin) { return begin > event; });
    return static_cast<std::size_t>(first - list.begins.begin());
  }

  // The one whose own record tells of it; else the latest, unless another one may have been open as
  // well: then it is not known which.
  Desktop* Served(const std::vector<Desktop*>& open, Index by_product) {
    const FileTime time = history_.event(logons_.at(by_product).first_event).time;
    const LogonSession& session = logons_.at(by_product).session;
    const bool returns = session.purpose == Purpose::kReconnect;
    std::vector<Desktop*> possible;
    for (Desktop* desktop : open) {
      if (TellsReturn(*desktop, time)) return desktop;
      if (returns || LeftBy(*desktop, time) == kNone) possible.push_back(desktop);
    }
    if (returns) untold_returns_.Add(session.boot, session.user, by_product);
    Desktop* latest = nullptr;
    for (Desktop* desktop : possible)
      if (latest == nullptr || Later(*desktop, *latest)) latest = desktop;
    const bool doubtful = std::any_of(open.begin(), open.end(), [&](Desktop* desktop) {
      return desktop != latest && MayBeOpenAt(*desktop, time) &&
             (MayBeUsedAt(*desktop, time) || CameBack(*desktop, session.user, time));
    });
    if (doubtful || latest == nullptr || (!returns && MayReturn(by_product))) return nullptr;
    const bool alone = returns || IsShownByUnlock(*latest) || ShowsDesktopsOf(session.boot);
    return alone ? latest : nullptr;
  }

  // Whether a log that shows desktops reaches back to where the boot began. Else one of this user
  // may be older than the logs, beside the one that is known; unless the unlock alone shows that.
  bool ShowsDesktopsOf(Index boot) const {
    const auto from_start = [&](std::string_view channel) {
      const History::Run* run = history_.RunOf(boot, channel);
      return run != nullptr &&
             history_.boots.told_starts.contains(static_cast<std::size_t>(run->first));
    };
    return from_start(kSecurityChannel) || from_start(kLocalSessionManagerChannel);
  }

  bool IsShownByUnlock(const Desktop& desktop) const {
    return desktop.begin_events.empty() && desktop.local == kNone &&
           !logons_.at(desktop.logon).opens_desktop;
  }

  // From elsewhere, and a record just ahead is missing, by which its user may have authenticated
  // there, or one just behind, of the reconnect: he may have come back to any desktop, rather than
  // unlocked one.
  bool MayReturn(Index by_product) const {
    Index logon = logons_.at(by_product).logon_event;
    if (logon == kNone) return false;
    const Index twin = logons_.at(by_product).session.linked;
    if (twin != kNone && logons_.at(twin).logon_event != kNone)
      logon = std::min(logon, logons_.at(twin).logon_event);
    const Event& e = history_.event(logon);
    const LoggedAddress* address = history_.Address(e.address);
    if (address == nullptr || address->loopback || address->unspecified) return false;
    const History::Run& run = history_.RunOf(logon);
    const Index first = history_.FirstBehind(run.first, logon, e.time - kNlaBeforeDesktop);
    const Event& ahead = history_.event(std::max(run.first, first - 1));
    const Event& behind = history_.event(history_.FirstBehind(logon, run.last, e.time + kSameAct));
    return behind.time <= e.time + kSameAct ||
           !history_.seen.Contiguous(e.channel, ahead.record_id, behind.record_id);
  }

  // Whether its user came back since to a desktop that no record names, which may be this one.
  bool CameBack(const Desktop& desktop, const User& user, FileTime time) const {
    const Index left = LeftBy(desktop, time);
    return left != kNone && untold_returns_.AnyMayBe(desktop.boot, user, [&](Index r) {
      const FileTime back = history_.event(logons_.at(r).first_event).time;
      return back > history_.event(left).time && back <= time &&
             history_.SameUserHere(logons_.at(r).session.user, user);
    });
  }

  // 4801, 4778 or 25 at that moment.
  static bool TellsReturn(const Desktop& desktop, FileTime time) {
    return std::any_of(desktop.signs.begin(), desktop.signs.end(), [&](const DesktopSign& sign) {
      const bool kind = sign.kind == SignKind::kUnlock || sign.kind == SignKind::kConnect;
      return kind && sign.time >= time - kSameAct && sign.time <= time + kSameAct;
    });
  }

  // The disconnect behind which nobody was connected to it, kNone if there is none.
  static Index LeftBy(const Desktop& desktop, FileTime time) {
    Index left = kNone;
    for (const DesktopSign& sign : desktop.signs) {
      if (sign.time > time) break;
      if (sign.kind == SignKind::kConnect) left = kNone;
      if (sign.kind == SignKind::kDisconnect) left = sign.event;
    }
    return left;
  }

  // Unless it was left, and the log that tells so misses no record in which its user came back.
  bool MayBeUsedAt(const Desktop& desktop, FileTime time) const {
    const Index left = LeftBy(desktop, time);
    if (left == kNone) return true;
    // Or the log's last one of the boot.
    const Index behind = history_.FirstBehind(left, history_.RunOf(left).last, time);
    const Event& e = history_.event(left);
    return !history_.seen.Contiguous(e.channel, e.record_id, history_.event(behind).record_id);
  }

  // Where its end is not known, it may have been behind it.
  static bool MayBeOpenAt(const Desktop& desktop, FileTime time) {
    const auto end = desktop.end.time ? desktop.end.time : desktop.end.upper;
    return !end || *end > time;
  }

  // Consent asks at the desktop of whoever is there, for another account: whose it was is known
  // where just one desktop was open.
  void AssignElevations() {
    std::map<Index, std::vector<Index>> of_boot;
    for (std::size_t d = 0; d < desktops_.size(); ++d)
      of_boot[desktops_[d].boot].push_back(static_cast<Index>(d));
    for (Index s = 0; s < logons_.size(); ++s) {
      const TracedLogon& logon = logons_.at(s);
      if (logon.session.purpose != Purpose::kElevation || logon.session.parent != kNone) continue;
      std::vector<Index> open;
      const std::vector<Index>& all = of_boot[logon.session.boot];
      for (std::size_t d = all.size(); d-- > 0 && all.size() - d <= kMostDesktopsLooked;)
        if (Open(desktops_[static_cast<std::size_t>(all[d])], s)) open.push_back(all[d]);
      if (open.size() == 1) desktops_[static_cast<std::size_t>(open.front())].unlocks.push_back(s);
    }
  }

  // Among desktops of one user: the latest start; one without known start has no claim but by
  // its LUID, which is below the by-product's.
  bool Later(const Desktop& a, const Desktop& b) const {
    if (a.start && b.start) return *b.start < *a.start;
    if (a.start.has_value() != b.start.has_value()) return a.start.has_value();
    const auto id = [&](const Desktop& d) {
      return d.logon == kNone ? 0 : logons_.at(d.logon).session.logon_id;
    };
    return id(b) < id(a);
  }

  bool Open(const Desktop& desktop, Index by_product) const {
    const TracedLogon& logon = logons_.at(by_product);
    const Index at = logon.first_event;
    for (const Index i : desktop.begin_events)
      if (history_.event(i).channel == history_.event(at).channel && i > at) return false;
    for (const Index i : desktop.logoff_events) {
      const Event& e = history_.event(i);
      if (e.channel == history_.event(at).channel ? i < at : e.time < history_.event(at).time)
        return false;
    }
    return desktop.logon == kNone ||
           logons_.at(desktop.logon).session.logon_id < logon.session.logon_id;
  }

  const History& history_;
  const LogonTable& logons_;
  const LocalTable& locals_;
  std::vector<Index> local_of_;                // logon session → local session
  FlatMap<Index, std::vector<Index>> signs_;   // logon session → events that may be signs
  std::vector<bool> taken_;                    // local session → whether a logon session has it
  std::vector<Desktop> desktops_;
  UserIndex untold_returns_;  // → logon sessions
};

}  // namespace

std::vector<Desktop> FindDesktops(const History& history, const LogonTable& logons,
                                  const LocalTable& locals) {
  return DesktopBuilder(history, logons, locals).Run();
}

}  // namespace logonloom
