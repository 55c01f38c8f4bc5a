#include "correlate/untold_returns.h"

#include <algorithm>

#include "correlate/logon_ends.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

class ReturnTeller {
 public:
  ReturnTeller(const History& history, const LogonTable& logons, const ToldVisits& told,
               std::vector<Desktop>& desktops)
      : history_(history),
        logons_(logons),
        desktops_(desktops),
        told_(told),
        served_(static_cast<std::size_t>(logons.size())) {}

  void Run() {
    for (Desktop& desktop : desktops_)
      for (const Index s : desktop.unlocks) {
        served_[static_cast<std::size_t>(s)] = true;
        if (IsUntold(s) && (IsReturn(s) || CameFromAnotherAddress(desktop, s))) Tell(desktop, s);
      }
    for (Index s = 0; s < logons_.size(); ++s)
      if (!served_[static_cast<std::size_t>(s)] && IsUntold(s) && (IsReturn(s) || IsNewcomer(s)))
        AddUnseen(s);
  }

 private:
  Index LogonOf(Index s) const { return logons_.at(s).logon_event; }
  bool IsReturn(Index s) const { return logons_.at(s).session.purpose == Purpose::kReconnect; }

  const LoggedAddress* AddressOf(Index event) const {
    return history_.Address(history_.event(event).address);
  }

  bool IsUntold(Index s) const {
    if (LogonOf(s) == kNone) return false;
    if (history_.Origin(history_.event(LogonOf(s))) == nullptr) return false;
    const LogonSession& session = logons_.at(s).session;
    const FileTime time = history_.event(LogonOf(s)).time;
    return !told_.TellConnect(session.boot, session.user, time) && !told_.Cover(session.boot, time);
  }

  // One of type 7 only unlocks, but not from where nobody was.
  bool CameFromAnotherAddress(const Desktop& desktop, Index s) const {
    if (logons_.at(s).session.purpose != Purpose::kUnlock) return false;
    const LoggedAddress *known = nullptr, *from = AddressOf(LogonOf(s));
    for (const Index i : desktop.begin_events)
      if (const LoggedAddress* address = AddressOf(i)) known = address;
    for (const DesktopSign& sign : desktop.signs) {
      if (sign.time > history_.event(LogonOf(s)).time) break;
      if (sign.kind == SignKind::kConnect) known = AddressOf(sign.event);
    }
    return known != nullptr && known->text != from->text;
  }

  // He unlocked one of several desktops, at none of which anybody from there was known to be.
  bool IsNewcomer(Index s) const {
    const LogonSession& session = logons_.at(s).session;
    if (session.purpose != Purpose::kUnlock) return false;
    bool known = false;
    for (const Desktop& desktop : desktops_) {
      if (desktop.boot != session.boot || !history_.SameUserHere(desktop.user, session.user))
        continue;
      if (!CameFromAnotherAddress(desktop, s)) return false;
      known = true;
    }
    return known;
  }

  // A server may let a user have several desktops, of which one may be older than the logs.
  void Tell(Desktop& desktop, Index s) {
    const FileTime time = history_.event(LogonOf(s)).time;
    const auto& signs = desktop.signs;
    const bool of_twin = std::any_of(signs.begin(), signs.end(), [&](const DesktopSign& sign) {
      return sign.kind == SignKind::kConnect && sign.time <= time && time <= sign.time + kSameAct;
    });
    if (of_twin) return;
    const bool doubtful = !history_.SeenFromStart(LogonOf(s));
    Insert(desktop.signs, {SignKind::kConnect, time, LogonOf(s), doubtful});
    if (doubtful) desktop.doubts.push_back(time);
  }

  // To a desktop of which the logs show nothing else, or to one of several.
  void AddUnseen(Index s) {
    const TracedLogon& logon = logons_.at(s);
    for (Desktop& desktop : desktops_)
      if (desktop.boot == logon.session.boot &&
          history_.SameUserHere(desktop.user, logon.session.user))
        desktop.doubts.push_back(history_.event(LogonOf(s)).time);
    Desktop desktop;
    desktop.host = logon.session.host;
    desktop.boot = logon.session.boot;
    desktop.user = logon.session.user;
    for (const Index half : {s, logon.session.linked}) {
      if (half == kNone || served_[static_cast<std::size_t>(half)]) continue;
      served_[static_cast<std::size_t>(half)] = true;
      desktop.unlocks.push_back(half);
    }
    Tell(desktop, s);
    desktop.end = EndOfBoot(history_, desktop.boot, history_.event(LogonOf(s)).time,
                            SeenBehind(history_, LogonOf(s)), false);
    desktops_.push_back(std::move(desktop));
  }

  const History& history_;
  const LogonTable& logons_;
  std::vector<Desktop>& desktops_;
  const ToldVisits& told_;
  std::vector<bool> served_;  // logon session → whether a desktop has it
};

}  // namespace

void TellReturns(const History& history, const LogonTable& logons, const ToldVisits& told,
                 std::vector<Desktop>& desktops) {
  ReturnTeller(history, logons, told, desktops).Run();
}

}  // namespace logonloom
