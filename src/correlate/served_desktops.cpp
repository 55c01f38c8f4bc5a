#include "correlate/served_desktops.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "correlate/user_index.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

class ByProductAssigner {
 public:
  ByProductAssigner(const History& history, const LogonTable& logons,
                    std::vector<Desktop>& desktops)
      : history_(history), logons_(logons), desktops_(desktops) {}

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

 private:
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
    if (history_.Origin(e) == nullptr) return false;
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
  std::vector<Desktop>& desktops_;
  UserIndex untold_returns_;  // → logon sessions
};

}  // namespace

void ServeDesktops(const History& history, const LogonTable& logons,
                   std::vector<Desktop>& desktops) {
  ByProductAssigner assigner(history, logons, desktops);
  assigner.AssignByProducts();
  assigner.AssignElevations();
}

}  // namespace logonloom
