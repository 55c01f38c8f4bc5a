#include "correlate/console_turns.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "correlate/purposes.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

bool IsInteractive(const Event& logon) { return logon.logon_type == 2 || logon.logon_type == 11; }

class ConsoleTurns {
 public:
  ConsoleTurns(const History& history, const LogonTable& logons, const ToldVisits& told,
               std::vector<Desktop>& desktops)
      : history_(history), logons_(logons), told_(told), desktops_(desktops) {
    for (std::size_t d = 0; d < desktops.size(); ++d) List(static_cast<Index>(d));
    std::sort(turns_.begin(), turns_.end(), [](const Turn& a, const Turn& b) {
      return std::tie(a.boot, a.time, a.event) < std::tie(b.boot, b.time, b.event);
    });
  }

  void Run() {
    for (const Turn& turn : turns_) {
      Index& there = there_.try_emplace(turn.boot, kNone).first->second;
      switch (turn.kind) {
        case TurnKind::kRemote:
          Come(turn, there);
          break;
        case TurnKind::kGone:
          if (there == turn.desktop) there = kNone;
          break;
        case TurnKind::kLetIn:
          if (!IsReturn(turn)) break;
          Insert(At(turn.desktop).signs, {SignKind::kConnect, turn.time, turn.event});
          [[fallthrough]];
        case TurnKind::kConsole:
          SendAway(turn, there);
          there = turn.desktop;
          sent_away_.erase(turn.desktop);
          remote_.erase(turn.desktop);
      }
    }
  }

 private:
  // kLetIn: a logon for a desktop that was there: its user may have come back to the console.
  enum class TurnKind { kConsole, kLetIn, kRemote, kGone };
  struct Turn {
    Index boot;
    FileTime time;
    Index event, desktop;
    TurnKind kind;
  };

  Desktop& At(Index desktop) { return desktops_[static_cast<std::size_t>(desktop)]; }

  bool IsFromElsewhere(Index event) const {
    const Event& e = history_.event(event);
    return e.kind == EventKind::kRdpSessionBound || history_.Origin(e) != nullptr;
  }

  void List(Index d) {
    const Desktop& desktop = At(d);
    const auto add = [&](Index event, TurnKind kind) {
      turns_.push_back({desktop.boot, history_.event(event).time, event, d, kind});
    };
    for (const Index i : desktop.begin_events) {
      const Event& e = history_.event(i);
      if (e.kind != EventKind::kLogon) continue;
      const bool remote = e.logon_type == 10 || e.logon_type == 12;
      if (remote || IsInteractive(e)) add(i, remote ? TurnKind::kRemote : TurnKind::kConsole);
    }
    for (const DesktopSign& sign : desktop.signs)
      if (sign.kind == SignKind::kConnect)
        add(sign.event, IsFromElsewhere(sign.event) ? TurnKind::kRemote : TurnKind::kConsole);
      else if (sign.kind == SignKind::kDisconnect)
        add(sign.event, TurnKind::kGone);
    for (const Index s : desktop.unlocks) {
      const TracedLogon& logon = logons_.at(s);
      if (logon.logon_event != kNone && logon.session.purpose != Purpose::kElevation &&
          !IsFromElsewhere(logon.logon_event))
        add(logon.logon_event, TurnKind::kLetIn);
    }
  }

  // An unlock is one only of a desktop that was left.
  bool IsReturn(const Turn& turn) {
    const bool back = sent_away_.contains(turn.desktop) ||
                      (remote_.contains(turn.desktop) && IsInteractive(history_.event(turn.event)));
    return back && !told_.Cover(turn.boot, turn.time) &&
           !told_.TellConnect(turn.boot, At(turn.desktop).user, turn.time);
  }

  // A client lets in one at a time, a server many: which of them this is, is not known.
  void Come(const Turn& turn, Index& there) {
    if (there == turn.desktop)
      there = kNone;
    else if (there != kNone && IsOpen(there, turn.time) && !told_.Cover(turn.boot, turn.time))
      At(there).doubts.push_back(turn.time);
    // He may have come to any desktop that he had, and so unlock that one from elsewhere.
    std::erase_if(sent_away_,
                  [&](Index desktop) { return !IsOfAnother(desktop, At(turn.desktop).user); });
    remote_.insert(turn.desktop);
  }

  // Who logs on again comes back to the desktop that he has; or what looks like two is one.
  bool IsOfAnother(Index desktop, const User& user) {
    return AreComparable(At(desktop).user, user) && !history_.SameUserHere(At(desktop).user, user);
  }

  void SendAway(const Turn& turn, Index there) {
    if (there == kNone || !IsOfAnother(there, At(turn.desktop).user) ||
        !IsOpen(there, turn.time) || told_.Cover(turn.boot, turn.time))
      return;
    Insert(At(there).signs, {SignKind::kLeft, turn.time, turn.event});
    sent_away_.insert(there);
  }

  bool IsOpen(Index desktop, FileTime time) {
    const SessionEnd& end = At(desktop).end;
    const auto over = end.time ? end.time : end.upper;
    return !over || *over > time;
  }

  const History& history_;
  const LogonTable& logons_;
  const ToldVisits& told_;
  std::vector<Desktop>& desktops_;
  std::vector<Turn> turns_;
  std::map<Index, Index> there_;  // boot → desktop at the console
  std::set<Index> sent_away_, remote_;
};

}  // namespace

void TakeConsoleTurns(const History& history, const LogonTable& logons, const ToldVisits& told,
                      std::vector<Desktop>& desktops) {
  ConsoleTurns(history, logons, told, desktops).Run();
}

}  // namespace logonloom
