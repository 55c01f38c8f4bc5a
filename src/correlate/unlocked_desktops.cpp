#include "correlate/unlocked_desktops.h"

#include "correlate/purposes.h"
#include "correlate/user_index.h"

namespace logonloom {
namespace {

class Unlocked {
 public:
  Unlocked(const History& history, LogonTable& logons, const LocalTable& locals)
      : history_(history), logons_(logons), locals_(locals) {
    for (Index l = 0; l < logons.size(); ++l) {
      const LogonSession& s = logons.at(l).session;
      if (IsDesktop(s.purpose)) desktops_.Add(s.boot, s.user, l);
      if (s.purpose == Purpose::kUnknown && s.account_class == AccountClass::kUser)
        unknown_.Add(s.boot, s.user, l);
    }
    for (Index l = 0; l < locals.size(); ++l)
      of_terminal_services_.Add(locals.at(l).session.boot, locals.at(l).session.user, l);
  }

  void Run() {
    for (Index l = 0; l < logons_.size(); ++l)
      if (logons_.at(l).session.purpose == Purpose::kUnlock && logons_.at(l).logon_event != kNone &&
          !DesktopKnown(l))
        Name(l);
  }

 private:
  bool SameUser(const User& a, const User& b) const { return history_.SameUserHere(a, b); }

  bool DesktopKnown(Index unlock) const {
    const LogonSession& s = logons_.at(unlock).session;
    const FileTime time = history_.event(logons_.at(unlock).logon_event).time;
    return desktops_.AnyMayBe(s.boot, s.user, [&](Index d) {
      return WasOpen(logons_, d, unlock) && SameUser(s.user, logons_.at(d).session.user);
    }) || of_terminal_services_.AnyMayBe(s.boot, s.user, [&](Index l) {
      const TracedLocal& local = locals_.at(l);
      const bool ended = local.end_event != kNone && history_.event(local.end_event).time < time;
      return !ended && SameUser(s.user, local.session.user);
    });
  }

  void Name(Index unlock) {
    const LogonSession& s = logons_.at(unlock).session;
    Index found = kNone;
    unknown_.AnyMayBe(s.boot, s.user, [&](Index u) {
      const LogonSession& candidate = logons_.at(u).session;
      const bool latest = found == kNone || candidate.logon_id > logons_.at(found).session.logon_id;
      if (latest && candidate.logon_id < s.logon_id && WasOpen(logons_, u, unlock) &&
          SameUser(s.user, candidate.user))
        found = u;
      return false;
    });
    if (found == kNone) return;
    logons_.at(found).session.purpose = Purpose::kDesktop;
    desktops_.Add(s.boot, logons_.at(found).session.user, found);
  }

  const History& history_;
  LogonTable& logons_;
  const LocalTable& locals_;
  UserIndex desktops_, unknown_;    // → logon sessions
  UserIndex of_terminal_services_;  // → local sessions
};

}  // namespace

void NameUnlockedDesktops(const History& history, LogonTable& logons, const LocalTable& locals) {
  Unlocked(history, logons, locals).Run();
}

}  // namespace logonloom
