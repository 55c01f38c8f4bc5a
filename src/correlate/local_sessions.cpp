#include "correlate/local_sessions.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "correlate/logon_ends.h"
#include "correlate/purposes.h"
#include "correlate/time_index.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

// Of session 0 too, in which nobody sits.
bool OfPrograms(EventKind kind) {
  return kind == EventKind::kProfileLogon || kind == EventKind::kProfileLogoff ||
         kind == EventKind::kProcessStart;
}

bool MayBeSign(EventKind kind) {
  switch (kind) {
    case EventKind::kTsLogon:
    case EventKind::kTsShellStart:
    case EventKind::kTsLogoff:
    case EventKind::kTsDisconnected:
    case EventKind::kTsReconnected:
    case EventKind::kTsDisconnectedBy:
    case EventKind::kTsDisconnectReason:
    case EventKind::kWinlogonLogon:
    case EventKind::kWinlogonLogoff:
    case EventKind::kLocked:
    case EventKind::kUnlocked:
    case EventKind::kScreensaverOn:
    case EventKind::kScreensaverOff:
    case EventKind::kRdpSessionBound:
      return true;
    default:
      return OfPrograms(kind);
  }
}

bool IsShell(const Event& process) {
  return EndsWithIgnoreCase(process.process_name.view(), "\\explorer.exe") ||
         EndsWithIgnoreCase(process.process_name.view(), "\\userinit.exe");
}

class LocalBuilder {
 public:
  LocalBuilder(const History& history, const LogonTable& logons)
      : history_(history), logons_(logons) {}

  LocalTable Run() {
    for (const Index i : Signs()) Read(i);
    for (TracedLocal& local : table_.locals) End(local);
    BindToLogons();
    return std::move(table_);
  }

 private:
  using Key = std::pair<Index, std::uint32_t>;

  std::vector<Index> Signs() {
    std::vector<Index> signs;
    for (const Index i : history_.Where(MayBeSign)) {
      const Event& e = history_.event(i);
      if (!e.ts_session_id || (OfPrograms(e.kind) && *e.ts_session_id == 0)) continue;
      if (e.kind == EventKind::kProcessStart) NoteUser(i);
      if (e.kind == EventKind::kProcessStart && !TellsDesktop(i)) continue;
      if (e.kind == EventKind::kRdpSessionBound && !e.activity_id.empty())
        last_bound_[{history_.boot_of(i), e.activity_id}] = i;
      signs.push_back(i);
    }
    std::stable_sort(signs.begin(), signs.end(), [&](Index a, Index b) {
      return std::make_tuple(history_.boot_of(a), history_.event(a).time) <
             std::make_tuple(history_.boot_of(b), history_.event(b).time);
    });
    return signs;
  }

  void NoteUser(Index i) {
    const Index owner = OwnerByEvent(i);
    if (owner == kNone || logons_.at(owner).session.account_class != AccountClass::kUser) return;
    users_[{history_.boot_of(i), *history_.event(i).ts_session_id}].insert(
        ToLower(logons_.at(owner).session.user.name));
  }

  bool ToldByLsm(Index i) const {
    return history_.seen.Covers(kLocalSessionManagerChannel,
                                history_.event(i).time);
  }

  // A process of a person in a desktop, where no log of desktops covers the moment. Another user's
  // process in it, by runas and the like, is none of whoever sits there.
  bool TellsDesktop(Index i) const {
    const Index owner = OwnerByEvent(i);
    if (owner == kNone || ToldByLsm(i)) return false;
    const LogonSession& session = logons_.at(owner).session;
    if (session.account_class != AccountClass::kUser) return false;
    if (session.purpose != Purpose::kUnknown && !IsDesktop(session.purpose)) return false;
    return !history_.seen.Covers(kSystemChannel, history_.event(i).time);
  }

  // It may name a provisional id first, so the last of a connection counts, and only where neither
  // LocalSessionManager nor Security could tell.
  bool Establishes(Index i) const {
    const Event& e = history_.event(i);
    const auto last = last_bound_.find({history_.boot_of(i), e.activity_id});
    if (last != last_bound_.end() && last->second != i) return false;
    return !ToldByLsm(i) && !history_.seen.Covers(kSecurityChannel, e.time);
  }

  void ReadProcess(const Key& key, Index i) {
    const Index owner = OwnerByEvent(i);
    const User& user = logons_.at(owner).session.user;
    const bool shell = IsShell(history_.event(i));
    Index session = Open(key);
    if (session != kNone) {
      const TracedLocal& open = table_.at(session);
      const User& known = open.session.user;
      const bool other_user = AreComparable(known, user) && !history_.SameUserHere(known, user);
      if (other_user && !shell) return;
      if (other_user || (shell && open.shell != kNone && open.shell != owner)) session = kNone;
    } else if (!shell && HasSeveralUsers(key)) {
      return;
    }
    if (session == kNone) {
      session = Create(key, i);
      table_.at(session).session.user = user;
      table_.at(session).guessed = !shell;
    }
    if (shell) table_.at(session).shell = owner;
    Note(session, i);
  }

  // Of all persons whose programs ran in that desktop.
  bool HasSeveralUsers(const Key& key) const {
    const auto found = users_.find(key);
    return found != users_.end() && found->second.size() > 1;
  }

  void ReadProfile(const Key& key, Index i) {
    const Index open = Open(key);
    if (ToldByLsm(i)) {
      if (open != kNone) Note(open, i);
    } else if (history_.event(i).kind == EventKind::kProfileLogon) {
      Note(open != kNone ? open : StartedBy(Create(key, i), i), i);
    } else if (open != kNone) {
      Close(key, i);
    }
  }

  void Read(Index i) {
    const Event& e = history_.event(i);
    const auto key = std::make_pair(history_.boot_of(i), *e.ts_session_id);
    switch (e.kind) {
      case EventKind::kProcessStart:
        return ReadProcess(key, i);
      case EventKind::kProfileLogon:
      case EventKind::kProfileLogoff:
        return ReadProfile(key, i);
      case EventKind::kRdpSessionBound:
        if (!Establishes(i) || Open(key) != kNone) return;
        [[fallthrough]];
      case EventKind::kTsLogon:
      case EventKind::kWinlogonLogon:
        Note(Begin(key, i), i);
        return;
      case EventKind::kTsLogoff:
      case EventKind::kWinlogonLogoff:
        Close(key, i);
        return;
      case EventKind::kTsDisconnectedBy:
      case EventKind::kTsDisconnectReason:
      case EventKind::kTsDisconnected:
        Disconnect(key, i);
        return;
      default:
        Note(Open(key) != kNone ? Open(key) : Create(key, i), i);
    }
  }

  Index Open(const Key& key) const {
    const auto it = latest_.find(key);
    if (it == latest_.end() || table_.at(it->second).end_event != kNone) return kNone;
    return it->second;
  }

  Index Create(const Key& key, Index i) {
    TracedLocal local;
    local.session.host = kThisMachine;
    local.session.boot = key.first;
    local.session.ts_session_id = key.second;
    local.session.use_number = ++uses_[key];
    local.first_event = local.last_event = i;
    local.last_time = history_.event(i).time;
    table_.locals.push_back(std::move(local));
    return latest_[key] = table_.size() - 1;
  }

  // 21 and 7001 tell of one logon within seconds; the same sign again, or one much later, is the
  // next use of the id although no record of the end is there.
  Index Begin(const Key& key, Index i) {
    const Event& e = history_.event(i);
    const Index open = Open(key);
    if (open == kNone) return StartedBy(Create(key, i), i);
    TracedLocal& local = table_.at(open);
    if (local.begin_event == kNone) {
      const bool just_seen =
          e.time <= history_.event(local.first_event).time + kLogonToLocalSession;
      return just_seen ? StartedBy(open, i) : StartedBy(Create(key, i), i);
    }
    const Event& begin = history_.event(local.begin_event);
    if (begin.kind != e.kind && e.time <= begin.time + kConnectionToDesktop) return open;
    return StartedBy(Create(key, i), i);
  }

  Index StartedBy(Index session, Index i) {
    TracedLocal& local = table_.at(session);
    local.begin_event = i;
    local.session.start_time = history_.event(i).time;
    return session;
  }

  void Close(const Key& key, Index i) {
    const Event& e = history_.event(i);
    const Index open = Open(key);
    const auto latest = latest_.find(key);
    if (open == kNone && latest != latest_.end()) {
      TracedLocal& closed = table_.at(latest->second);
      const Event& end = history_.event(closed.end_event);
      if (end.kind != e.kind && e.time <= end.time + kLogonToLocalSession) {
        closed.closing.push_back(i);
        return;
      }
    }
    const Index session = open != kNone ? open : Create(key, i);
    TracedLocal& local = table_.at(session);
    local.end_event = i;
    local.closing.push_back(i);
    Note(session, i);
  }

  // 24 and 40 right behind 23 are part of the logoff. 39 and 40 also name provisional ids and
  // session 0, so they open nothing.
  void Disconnect(const Key& key, Index i) {
    const Event& e = history_.event(i);
    const Index open = Open(key);
    if (open != kNone) {
      table_.at(open).disconnects.push_back(i);
      Note(open, i);
      return;
    }
    const auto latest = latest_.find(key);
    if (latest != latest_.end()) {
      TracedLocal& closed = table_.at(latest->second);
      if (e.time <= history_.event(closed.end_event).time + kDisconnectAfterLogoff) {
        closed.closing.push_back(i);
        return;
      }
    }
    if (e.kind != EventKind::kTsDisconnected) return;
    const Index session = Create(key, i);
    table_.at(session).disconnects.push_back(i);
    Note(session, i);
  }

  void Note(Index session, Index i) {
    TracedLocal& local = table_.at(session);
    const Event& e = history_.event(i);
    local.last_event = i;
    local.last_time = std::max(local.last_time, e.time);
    if (e.kind != EventKind::kProcessStart && !e.target.empty()) local.guessed = false;
    Complete(local.session.user, e.target);
    if (e.kind == EventKind::kTsLogon || e.kind == EventKind::kTsReconnected) {
      local.connects.push_back(i);
      ++local.session.connects;
    } else if (e.kind == EventKind::kRdpSessionBound && local.begin_event == i) {
      local.connects.push_back(i);
      ++local.session.connects;
    } else if (local.end_event != i &&
               !std::count(local.disconnects.begin(), local.disconnects.end(), i)) {
      local.other_signs.push_back(i);
    }
  }

  void End(TracedLocal& local) const {
    if (local.begin_event != kNone && local.session.connects == 0) local.session.connects = 1;
    if (local.end_event != kNone) {
      local.session.end.time = history_.event(local.end_event).time;
      local.session.end.reason = EndReason::kLogoff;
      local.session.end.basis = EndBasis::kLocalSession;
      local.session.end.confidence = kRecorded;
      return;
    }
    const auto by_fast_startup =
        EndByFastStartup(history_, local.session.boot, local.last_time, kNone);
    local.session.end = by_fast_startup ? *by_fast_startup
                                        : EndOfBoot(history_, local.session.boot, local.last_time,
                                                    SeenBehind(history_, local.last_event), false);
  }

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
    const User& user = logons_.at(half).session.user;
    if (local.session.user.name.empty()) local.session.user.name = user.name;
    if (local.session.user.domain.empty()) local.session.user.domain = user.domain;
    if (local.session.user.sid.empty()) local.session.user.sid = user.sid;
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

  // In the order of how well each tells: lock records name both ids, then Sysmon's processes,
  // then neighbours in time of one user.
  void BindToLogons() {
    BindByLocks();
    BindByProcesses();
    for (TracedLocal& local : table_.locals)
      BindByRecords(local, {EventKind::kSessionReconnected, EventKind::kSessionDisconnected});
    for (TracedLocal& local : table_.locals) BindByRecords(local, {EventKind::kLogoffInitiated});
    for (TracedLocal& local : table_.locals) BindByLogon(local);
  }

  void BindByLocks() {
    for (TracedLocal& local : table_.locals)
      for (const Index i : local.other_signs)
        if (OwnerByEvent(i) != kNone) Bind(local, OwnerByEvent(i));
  }

  Index OwnerByEvent(Index i) const { return logons_.owner_of[static_cast<std::size_t>(i)]; }

  void BindByProcesses() {
    std::map<Key, std::vector<Index>> processes;
    for (const Index i : history_.OfKind(EventKind::kProcessStart)) {
      const Event& e = history_.event(i);
      if (e.ts_session_id && *e.ts_session_id != 0 && OwnerByEvent(i) != kNone)
        processes[{history_.boot_of(i), *e.ts_session_id}].push_back(i);
    }
    for (TracedLocal& local : table_.locals) {
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
    if (at_end) signs = local.closing;
    for (const Index sign : signs) {
      const FileTime time = history_.event(sign).time;
      for (const EventKind kind : kinds)
        for (const TimeIndex::Entry& entry :
             OfKind(kind).Between(local.session.boot, time - kSameAct, time + kSameAct))
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

  const History& history_;
  const LogonTable& logons_;
  LocalTable table_;
  std::map<Key, Index> latest_;
  std::map<Key, std::int32_t> uses_;
  std::map<Key, std::set<std::string>> users_;  // of Sysmon's processes
  std::map<std::pair<Index, Symbol>, Index> last_bound_;  // connection → its last 66
  std::set<Index> bound_;
  std::map<EventKind, TimeIndex> by_kind_;
};

}  // namespace

LocalTable TraceLocals(const History& history, const LogonTable& logons) {
  return LocalBuilder(history, logons).Run();
}

}  // namespace logonloom
