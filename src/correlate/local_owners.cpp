#include "correlate/local_owners.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>
#include <vector>

#include "base/text.h"
#include "correlate/purposes.h"
#include "correlate/time_index.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

class OwnerFinder {
 public:
  OwnerFinder(const History& history, const LogonTable& logons, LocalTable& locals)
      : history_(history), logons_(logons), locals_(locals) {}

  // In the order of how well each tells: lock records name both ids, then Sysmon's processes,
  // then neighbours in time of one user.
  void Run() {
    BindByLocks();
    BindByProcesses();
    for (TracedLocal& local : locals_.locals)
      BindByRecords(local, {EventKind::kSessionReconnected, EventKind::kSessionDisconnected});
    for (TracedLocal& local : locals_.locals) BindByRecords(local, {EventKind::kLogoffInitiated});
    for (TracedLocal& local : locals_.locals) BindByLogon(local);
    BindByStays();
  }

 private:
  using Key = std::pair<Index, std::uint32_t>;

  // The desktop belongs to the filtered half.
  Index FilteredHalf(Index logon) const {
    const LogonSession& s = logons_.at(logon).session;
    return s.elevated == true && s.linked != kNone ? s.linked : logon;
  }

  void Bind(TracedLocal& local, Index logon) {
    if (logon == kNone || local.session.logon_session != kNone) return;
    const Index half = FilteredHalf(logon);
    if (!bound_.insert(half).second) return;
    local.session.logon_session = half;
    Complete(local.session.user, logons_.at(half).session.user);
  }

  bool Agrees(const TracedLocal& local, Index logon) const {
    const LogonSession& s = logons_.at(logon).session;
    if (s.boot != local.session.boot) return false;
    const User& user = local.session.user;
    return (user.name.empty() && user.sid.empty()) || history_.SameUserHere(user, s.user);
  }

  // One is told by its SID alone, the other by its name: nothing speaks against a person's shell in
  // that very desktop.
  bool MayAgree(const TracedLocal& local, Index logon) const {
    const LogonSession& s = logons_.at(logon).session;
    return s.boot == local.session.boot && s.account_class == AccountClass::kUser &&
           !AreComparable(local.session.user, s.user);
  }

  bool IsOfKnownUser(const TracedLocal& local, Index logon) const {
    return AreComparable(local.session.user, logons_.at(logon).session.user) &&
           Agrees(local, logon);
  }

  // A logon that made the desktop, whoever's that is.
  bool BeganWith(const TracedLocal& local, Index logon) const {
    const auto &begin = local.session.start_time, &made = logons_.at(logon).session.start_time;
    return MayAgree(local, logon) && begin && made && *made <= *begin + kSysmonTwins &&
           *begin <= *made + kLogonToLocalSession;
  }

  void BindByLocks() {
    for (TracedLocal& local : locals_.locals)
      for (const Index i : local.other_signs)
        if (history_.event(i).kind != EventKind::kProcessStart && OwnerByEvent(i) != kNone)
          Bind(local, OwnerByEvent(i));
  }

  Index OwnerByEvent(Index i) const { return logons_.owner_of[static_cast<std::size_t>(i)]; }

  void BindByProcesses() {
    std::map<Key, std::vector<Index>> processes;
    for (const Index i : history_.OfKind(EventKind::kProcessStart)) {
      const Event& e = history_.event(i);
      if (e.ts_session_id && *e.ts_session_id != 0 && OwnerByEvent(i) != kNone)
        processes[{history_.boot_of(i), *e.ts_session_id}].push_back(i);
    }
    for (TracedLocal& local : locals_.locals) {
      const auto found = processes.find({local.session.boot, local.session.ts_session_id});
      if (found != processes.end()) Bind(local, ShellOwner(local, found->second));
    }
  }

  Index ShellOwner(const TracedLocal& local, const std::vector<Index>& processes) const {
    Index smallest = kNone;
    for (const Index i : processes) {
      const Event& e = history_.event(i);
      if (local.session.start_time && e.time < *local.session.start_time - kSameAct) continue;
      if (local.session.end.time && e.time > *local.session.end.time + kSameAct) continue;
      if (local.session.end.reason == EndReason::kSuperseded && e.time >= *local.session.end.upper)
        continue;  // of the next use of the id
      const Index owner = OwnerByEvent(i);
      if (IsShell(e) && (Agrees(local, owner) || MayAgree(local, owner))) return owner;
      if (!IsOfKnownUser(local, owner) && !BeganWith(local, owner)) continue;
      if (smallest == kNone ||
          logons_.at(owner).session.logon_id < logons_.at(smallest).session.logon_id)
        smallest = owner;
    }
    return smallest;
  }

  // 4778/4779 beside 25/24, 4647 beside 23/7002, of the same user.
  void BindByRecords(TracedLocal& local, std::initializer_list<EventKind> kinds) {
    const bool at_end = *kinds.begin() == EventKind::kLogoffInitiated;
    std::vector<Index> signs = local.connects;
    signs.insert(signs.end(), local.disconnects.begin(), local.disconnects.end());
    if (at_end) {  // others may be logged off before the last of them
      signs = local.closing;
      signs.resize(std::min<std::size_t>(signs.size(), 1));
    }
    for (const Index sign : signs) {
      const FileTime time = history_.event(sign).time;
      const FileTime latest = time + (at_end ? kSameFailure : kSameAct);  // 4647 comes first
      for (const EventKind kind : kinds)
        for (const TimeIndex::Entry& entry :
             OfKind(kind).Between(local.session.boot, time - kSameAct, latest))
          if (OwnerByEvent(entry.value) != kNone && Agrees(local, OwnerByEvent(entry.value)))
            return Bind(local, OwnerByEvent(entry.value));
    }
  }

  const TimeIndex& OfKind(EventKind kind) {
    const auto [it, added] = by_kind_.try_emplace(kind);
    if (added) {
      for (const Index i : history_.OfKind(kind))
        it->second.Add(history_.boot_of(i), history_.event(i).time, i);
      it->second.Sort();
    }
    return it->second;
  }

  // The User32 logon just ahead of the session's begin; the latest where several are.
  void BindByLogon(TracedLocal& local) {
    if (!local.session.start_time || local.session.logon_session != kNone) return;
    Index latest = kNone;
    const FileTime start = *local.session.start_time;
    for (const TimeIndex::Entry& entry :
         OfKind(EventKind::kLogon)
             .Between(local.session.boot, start - kLogonToLocalSession, start + kSameFailure)) {
      const Index owner = OwnerByEvent(entry.value);
      if (owner == kNone || !IsDesktop(logons_.at(owner).session.purpose)) continue;
      if (Agrees(local, owner)) latest = owner;
    }
    Bind(local, latest);
  }

  // Where the 4624 is gone: the only use of an id by the account that was open whenever the logon
  // session was named, and that nothing tells of once that was over.
  void BindByStays() {
    std::map<Index, std::vector<Index>> stays;  // desktop's logon → local sessions
    std::map<Index, int> claims;                // local session → logons
    for (Index s = 0; s < logons_.size(); ++s) {
      const TracedLogon& logon = logons_.at(s);
      if (logon.logon_event != kNone || !IsDesktop(logon.session.purpose)) continue;
      if (FilteredHalf(s) != s || bound_.contains(s)) continue;
      for (Index l = 0; l < locals_.size(); ++l)
        if (MayHaveStayed(logon, locals_.at(l))) {
          stays[s].push_back(l);
          ++claims[l];
        }
    }
    for (const auto& [logon, locals] : stays)
      if (locals.size() == 1 && claims[locals.front()] == 1) Bind(locals_.at(locals.front()), logon);
  }

  bool MayHaveStayed(const TracedLogon& logon, const TracedLocal& local) const {
    const LocalSession& s = local.session;
    if (s.boot != logon.session.boot || s.logon_session != kNone) return false;
    if (!history_.SameUserHere(s.user, logon.session.user)) return false;
    const Index over = logon.goodbye_event != kNone ? logon.goodbye_event : logon.logoff_event;
    if (over != kNone && local.last_time > history_.event(over).time + kLogoffSpread) return false;
    const FileTime first = history_.event(logon.first_event).time;
    const auto last = s.end.time ? s.end.time : s.end.upper;
    return (!s.start_time || *s.start_time <= first + kLogonToLocalSession) &&
           (!last || logon.last_time <= *last + kSameAct);
  }

  const History& history_;
  const LogonTable& logons_;
  LocalTable& locals_;
  std::set<Index> bound_;
  std::map<EventKind, TimeIndex> by_kind_;
};

}  // namespace

void ShareUsers(const History& history, LogonTable& logons, LocalTable& locals) {
  for (TracedLocal& local : locals.locals) {
    const Index owner = local.session.logon_session;
    if (owner == kNone) continue;
    for (const Index half : {owner, logons.at(owner).session.linked}) {
      if (half == kNone) continue;
      User &desktop = local.session.user, &logon = logons.at(half).session.user;
      if (AreComparable(desktop, logon) && !history.SameUserHere(desktop, logon)) continue;
      Complete(desktop, logon);
      Complete(logon, desktop);
    }
  }
}

void NameOwners(const History& history, const LogonTable& logons, LocalTable& locals) {
  OwnerFinder(history, logons, locals).Run();
}

}  // namespace logonloom
