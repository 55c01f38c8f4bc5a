#include "correlate/local_sessions.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "base/text.h"
#include "correlate/access_table.h"
#include "correlate/connections.h"
#include "correlate/local_ends.h"
#include "correlate/local_owners.h"
#include "correlate/local_signs.h"
#include "correlate/windows.h"
#include "model/number_in.h"

namespace logonloom {
namespace {

class LocalBuilder {
 public:
  LocalBuilder(const History& history, const LogonTable& logons)
      : history_(history), logons_(logons), signs_(history, logons) {}

  LocalTable Run() {
    for (const Index i : signs_.Take()) Read(i);
    for (TracedLocal& local : table_.locals)
      if (local.begin_event != kNone && !ConnectedAtBegin(local)) ++local.session.connects;
    EndLocals(history_, table_);
    NameOwners(history_, logons_, table_);
    return std::move(table_);
  }

 private:
  using Key = NumberIn;  // boot, id

  bool IsOfUser(Index session, Index profile) const {
    const User& user = table_.at(session).session.user;
    return !user.sid.empty() && history_.event(profile).writer_sid.view() == user.sid.view();
  }

  // A process of another account, or of another logon of the same one, may be a child of the desktop
  // (runas, consent) as well as of the next desktop, unless it is a shell.
  void ReadProcess(const Key& key, Index i) {
    const Index owner = OwnerByEvent(i);
    const bool shell = IsShell(history_.event(i));
    Index session = OpenOf(key, owner);
    if (session == kNone) {
      const Index open = Open(key);
      const bool free = open != kNone && !owned_.contains(open) && MayBeOf(open, owner);
      if (!free && !shell && (open != kNone || signs_.HasSeveralUsers(key))) return;
      session = free ? open : Create(key, i);
      if (!free) {
        table_.at(session).session.user = logons_.at(owner).session.user;
        table_.at(session).guessed = !shell;
      }
      Own(key, session, owner);
    }
    Note(session, i);
  }

  // 22 comes with the begin of a use: long behind the first sign of one whose begin is not known, it
  // is the next one's.
  void ReadShellStart(const Key& key, Index i) {
    const Index open = OpenFor(key, i);
    const bool later =
        open != kNone && table_.at(open).begin_event == kNone &&
        history_.event(i).time > history_.event(table_.at(open).first_event).time + kAttemptPause;
    Note(open != kNone && !later ? open : Create(key, i), i);
  }

  // A lock names the logon session of the desktop itself.
  void ReadLock(const Key& key, Index i) {
    const Index owner = OwnerByEvent(i);
    Index session = owner == kNone ? Open(key) : OpenOf(key, owner);
    if (session == kNone) {
      const Index open = Open(key);
      session = open != kNone && !owned_.contains(open) ? open : Create(key, i);
      if (owner != kNone) Own(key, session, owner);
    }
    Note(session, i);
  }

  // The use of the id that is known to be that logon session's, while it is open.
  Index OpenOf(const Key& key, Index owner) const {
    const auto known = use_of_.find({key.number, PairOf(owner)});
    if (known == use_of_.end() || table_.at(known->second).end_event != kNone) return kNone;
    return known->second;
  }

  void Own(const Key& key, Index session, Index owner) {
    owned_.insert(session);
    use_of_[{key.number, PairOf(owner)}] = session;
  }

  // Nothing says that the desktop is another account's, or older than the logon.
  bool MayBeOf(Index session, Index owner) const {
    const LocalSession& local = table_.at(session).session;
    const LogonSession& logon = logons_.at(owner).session;
    if (AreComparable(local.user, logon.user) && !history_.SameUserHere(local.user, logon.user))
      return false;
    if (!logon.start_time) return true;
    if (local.start_time) return *logon.start_time <= *local.start_time + kConnectionToDesktop;
    const FileTime first = history_.event(table_.at(session).first_event).time;
    return history_.clock.WasSet(local.boot) || *logon.start_time <= first + kLogonToLocalSession;
  }

  Index PairOf(Index logon) const {
    const Index twin = logons_.at(logon).session.linked;
    return twin == kNone ? logon : std::min(logon, twin);
  }

  void ReadProfile(const Key& key, Index i) {
    const Index open = Open(key);
    if (signs_.ToldByLsm(i)) {
      if (open != kNone && IsOfUser(open, i) && signs_.EndIsMissing(i)) return Close(key, i);
      if (open == kNone) return;
      Note(open, i);
      if (history_.event(i).kind == EventKind::kProfileLogoff)  // no longer a witness that it is open
        table_.at(open).last_of_log.erase(history_.event(i).channel);
    } else if (history_.event(i).kind == EventKind::kProfileLogon) {
      Note(Begin(key, i), i);
    } else if (open != kNone) {
      Close(key, i);
    }
  }

  void Read(Index i) {
    const Event& e = history_.event(i);
    const Key key{history_.boot_of(i), *e.ts_session_id};
    switch (e.kind) {
      case EventKind::kProcessStart:
        return ReadProcess(key, i);
      case EventKind::kProfileLogon:
      case EventKind::kProfileLogoff:
        return ReadProfile(key, i);
      case EventKind::kLocked:
      case EventKind::kUnlocked:
      case EventKind::kScreensaverOn:
      case EventKind::kScreensaverOff:
        return ReadLock(key, i);
      case EventKind::kRdpSessionBound:
        if (signs_.Establishes(i)) Note(Open(key) != kNone ? Open(key) : Begin(key, i), i);
        return;
      case EventKind::kTsLogon:
      case EventKind::kWinlogonLogon:
        Note(Begin(key, i), i);
        return;
      case EventKind::kTsShellStart:
        return ReadShellStart(key, i);
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
        const Index open = OpenFor(key, i);
        Note(open != kNone ? open : Create(key, i), i);
    }
  }

  Index Open(const Key& key) const {
    const Index* latest = latest_.Find(key);
    return latest == nullptr || table_.at(*latest).end_event != kNone ? kNone : *latest;
  }

  // The open use that the event tells of: another user is at the next one, though no end is logged.
  Index OpenFor(const Key& key, Index i) const {
    const Index open = Open(key);
    if (open == kNone || OfOneUser(table_.at(open), i)) return open;
    return kNone;
  }

  // LocalSessionManager writes one user in one form; other logs may name him otherwise, but for his
  // SID.
  bool OfOneUser(const TracedLocal& local, Index i) const {
    const Symbol sid = history_.event(i).target.sid, told = history_.event(i).target.name;
    const SharedText& known = local.session.user.sid;
    const bool comparable = !local.guessed && !sid.empty() && !known.empty();
    if (comparable && !EqualsIgnoreCase(sid.view(), known.view())) return false;
    if (!ByLsm(i) || told.empty() || local.lsm_user.empty()) return true;
    return EqualsIgnoreCase(told.view(), local.lsm_user.view());
  }

  bool ByLsm(Index i) const {
    return history_.event(i).channel.view() == kLocalSessionManagerChannel;
  }

  Index Create(const Key& key, Index i) {
    Supersede(Open(key), history_.event(i).time);
    TracedLocal local;
    local.session.host = kThisMachine;
    local.session.boot = key.place;
    local.session.ts_session_id = static_cast<std::uint32_t>(key.number);
    local.session.use_number = ++uses_[key];
    local.first_event = local.last_event = i;
    local.last_time = history_.event(i).time;
    table_.locals.push_back(std::move(local));
    return latest_[key] = table_.size() - 1;
  }

  // Its id went to the next use, so it had ended, though no record tells when.
  void Supersede(Index session, FileTime time) {
    if (session == kNone) return;
    SessionEnd& end = table_.at(session).session.end;
    end.reason = EndReason::kSuperseded;
    end.basis = EndBasis::kNextUse;
    end.lower = table_.at(session).last_time;
    end.upper = time;
    end.confidence = kWindow;
  }

  // 21 and 7001 tell of one logon within seconds; the same sign again, or one much later, is the
  // next use of the id although no record of the end is there.
  Index Begin(const Key& key, Index i) {
    const Event& e = history_.event(i);
    const Index open = OpenFor(key, i);
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
    const Index open = OpenFor(key, i);
    const Index closed = Closed(key);
    if (open == kNone && closed != kNone && TellsSameEnd(table_.at(closed), i)) {
      table_.at(closed).closing.push_back(i);
      return;
    }
    const Index session = open != kNone && !MayBeOfLaterUse(open, i) ? open : Create(key, i);
    TracedLocal& local = table_.at(session);
    local.end_event = i;
    local.closing.push_back(i);
    Note(session, i);
  }

  // The log of the logoff begins behind all that is known of the use, and no log that tells of
  // logoffs has a word on it: in between the id may have gone to another use, in another boot too.
  bool MayBeOfLaterUse(Index open, Index logoff) const {
    const TracedLocal& local = table_.at(open);
    const Index first = history_.RunOf(logoff).first;
    return local.last_of_log.empty() && local.connects.empty() &&
           history_.event(first).time > local.last_time;
  }

  // The disconnect just ahead of it is part of that logoff.
  void CloseByReason(const Key& key, Index open, Index i) {
    Close(key, i);
    TracedLocal& local = table_.at(open);
    const auto part_of_it = [&](Index d) {
      return history_.event(i).time <= history_.event(d).time + kSameAct;
    };
    std::copy_if(local.disconnects.begin(), local.disconnects.end(),
                 std::back_inserter(local.closing), part_of_it);
    std::erase_if(local.disconnects, part_of_it);
  }

  // The latest use of the id, if its end is told.
  Index Closed(const Key& key) const {
    const Index* latest = latest_.Find(key);
    return latest == nullptr || table_.at(*latest).end_event == kNone ? kNone : *latest;
  }

  bool TellsSameEnd(const TracedLocal& closed, Index i) const {
    const Event &end = history_.event(closed.end_event), &e = history_.event(i);
    return end.kind != e.kind && OfOneUser(closed, i) && e.time <= end.time + kLogoffSpread;
  }

  // 24 and 40 behind 23 are part of the logoff, however long that took if they are the connection's
  // or name the user who left. 39 and 40 also name provisional ids and session 0, so they open
  // nothing; a 40 that gives a logoff as its reason closes what is open, since its 23 is missing.
  void Disconnect(const Key& key, Index i) {
    const Index open = OpenFor(key, i);
    if (open != kNone && history_.event(i).reason == kReasonLogoff) return CloseByReason(key, open, i);
    if (open != kNone) {
      table_.at(open).disconnects.push_back(i);
      Note(open, i);
      return;
    }
    const Index closed = Closed(key);
    if (closed != kNone && BelongsToLogoff(table_.at(closed), i)) {
      table_.at(closed).closing.push_back(i);
      return;
    }
    if (history_.event(i).kind != EventKind::kTsDisconnected) return;
    const Index session = Create(key, i);
    table_.at(session).disconnects.push_back(i);
    Note(session, i);
  }

  bool BelongsToLogoff(const TracedLocal& closed, Index i) const {
    const Event& e = history_.event(i);
    if (!OfOneUser(closed, i)) return false;
    const bool named = !e.target.name.empty() && !closed.lsm_user.empty();
    const Ticks span = named ? kLogoffSpread : kDisconnectAfterLogoff;
    return std::any_of(closed.closing.begin(), closed.closing.end(), [&](Index c) {
      const Event& end = history_.event(c);
      return e.time <= end.time + span || SameConnection(end, e);
    });
  }

  static bool SameConnection(const Event& a, const Event& b) {
    return IsConnectionId(a.activity_id.view(), a.time) && a.activity_id == b.activity_id;
  }

  void Note(Index session, Index i) {
    TracedLocal& local = table_.at(session);
    const Event& e = history_.event(i);
    local.last_event = i;
    local.last_time = std::max(local.last_time, e.time);
    if (TellsLogoffs(e)) local.last_of_log[e.channel] = i;
    TakeUser(session, e);
    if (ByLsm(i) && local.lsm_user.empty()) local.lsm_user = e.target.name;
    if (IsConnect(e.kind)) {
      if (!ToldBy66(local, e)) ++local.session.connects;
      local.connects.push_back(i);
    } else if (local.end_event != i &&
               !std::count(local.disconnects.begin(), local.disconnects.end(), i)) {
      local.other_signs.push_back(i);
    }
  }

  // What was guessed from a program that ran there, another record may confirm or refute.
  void TakeUser(Index session, const Event& e) {
    TracedLocal& local = table_.at(session);
    if (local.guessed && e.kind != EventKind::kProcessStart && !e.target.empty()) {
      const User told = ToUser(e.target);
      if (!AreComparable(local.session.user, told)) return;
      local.guessed = false;
      if (!history_.SameUserHere(local.session.user, told)) {
        local.session.user = {};
        owned_.erase(session);
      }
    }
    Complete(local.session.user, e.target);
  }

  static bool IsConnect(EventKind kind) {
    return kind == EventKind::kTsLogon || kind == EventKind::kTsReconnected ||
           kind == EventKind::kRdpSessionBound;
  }

  // RdpCoreTS tells of a connect just ahead of LocalSessionManager.
  bool ToldBy66(const TracedLocal& local, const Event& connect) const {
    if (local.connects.empty() || connect.kind == EventKind::kRdpSessionBound) return false;
    const Event& last = history_.event(local.connects.back());
    return last.kind == EventKind::kRdpSessionBound &&
           connect.time <= last.time + kConnectionToDesktop;
  }

  // Whether the log of this record would tell a logoff too.
  static bool TellsLogoffs(const Event& e) {
    return e.channel.view() == kLocalSessionManagerChannel || e.channel.view() == kSystemChannel ||
           e.kind == EventKind::kProfileLogon;
  }

  // 7001 tells of a logon, and so of a connect, that 21 may tell too.
  bool ConnectedAtBegin(const TracedLocal& local) const {
    const FileTime begin = history_.event(local.begin_event).time;
    return std::any_of(local.connects.begin(), local.connects.end(), [&](Index i) {
      return history_.event(i).time <= begin + kConnectionToDesktop;
    });
  }

  Index OwnerByEvent(Index i) const { return logons_.owner_of[static_cast<std::size_t>(i)]; }

  const History& history_;
  const LogonTable& logons_;
  LocalSigns signs_;
  LocalTable table_;
  NumberMap<Index> latest_;
  NumberMap<std::int32_t> uses_;
  std::map<std::pair<std::uint64_t, Index>, Index> use_of_;  // id, pair of logon sessions → its use
  std::set<Index> owned_;                                 // uses in use_of_
};

}  // namespace

bool IsShell(const Event& process) {
  return EndsWithIgnoreCase(process.process_name.view(), "\\explorer.exe") ||
         EndsWithIgnoreCase(process.process_name.view(), "\\userinit.exe");
}

LocalTable TraceLocals(const History& history, const LogonTable& logons) {
  return LocalBuilder(history, logons).Run();
}

}  // namespace logonloom
