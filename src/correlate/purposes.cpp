#include "correlate/purposes.h"

#include <algorithm>

#include "base/text.h"
#include "correlate/ssh_connections.h"
#include "correlate/time_index.h"
#include "correlate/user_index.h"
#include "correlate/windows.h"
#include "model/logon_ids.h"

namespace logonloom {

bool IsDesktop(Purpose purpose) {
  return purpose == Purpose::kDesktop || purpose == Purpose::kRemoteDesktop ||
         purpose == Purpose::kInteractive;
}

bool IsByProduct(Purpose purpose) {
  return purpose == Purpose::kNla || purpose == Purpose::kUnlock ||
         purpose == Purpose::kReconnect || purpose == Purpose::kElevation ||
         purpose == Purpose::kSshLookup;
}

bool WasOpen(const LogonTable& table, Index desktop_index, Index logon_index) {
  const TracedLogon &desktop = table.at(desktop_index), &logon = table.at(logon_index);
  Index end = desktop.goodbye_event != kNone ? desktop.goodbye_event : desktop.logoff_event;
  if (end == kNone && desktop.session.linked != kNone)
    end = table.at(desktop.session.linked).goodbye_event;
  if (end != kNone && end < logon.logon_event) return false;
  if (desktop.logon_event == kNone && desktop.session.logon_id < logon.session.logon_id)
    return true;
  return desktop.first_event < logon.logon_event;
}

namespace {

constexpr Index kMostRecordsLooked = 1000;  // for the network logon of who came in

bool EndsWithProgram(Symbol path, std::string_view program) {
  return EndsWithIgnoreCase(path.view(), program);
}

bool IsWindowManager(const User& user) {
  return user.sid.starts_with("S-1-5-90-") || user.sid.starts_with("S-1-5-96-") ||
         user.name.starts_with("DWM-") || user.name.starts_with("UMFD-");
}

bool FromUser32(const Event& e) { return EqualsIgnoreCase(e.logon_process.view(), "User32"); }

// Types 2 and 11: at the desktop only from User32, else by a program for another one.
Purpose InteractivePurpose(const Event& e, bool has_caller) {
  if (FromUser32(e)) return Purpose::kDesktop;
  if (EqualsIgnoreCase(e.logon_process.view(), "seclogo")) return Purpose::kRunas;
  if (EqualsIgnoreCase(e.logon_process.view(), "CredPro") ||
      EndsWithProgram(e.process_name, "\\consent.exe"))
    return Purpose::kElevation;
  if (EqualsIgnoreCase(e.logon_process.view(), "Advapi") || has_caller) return Purpose::kLogonUser;
  return Purpose::kInteractive;
}

Purpose NetworkPurpose(const History& history, const Event& e, bool has_caller) {
  if (IsSshd(e.process_name.view()))
    return e.logon_type == 8 ? Purpose::kSsh : Purpose::kSshLookup;
  const LoggedAddress* address = history.Address(e.address);
  if (address != nullptr && !address->loopback) return Purpose::kNetwork;  // a web server's, for its client
  const bool asked_here = e.subject_logon_id != 0 && address == nullptr;
  return has_caller || asked_here ? Purpose::kLogonUser : Purpose::kNetwork;
}

// Of types that need no second look.
Purpose PurposeOfPlainType(std::uint32_t type) {
  switch (type) {
    case 0:
      return Purpose::kSystem;
    case 4:
      return Purpose::kBatch;
    case 5:
      return Purpose::kService;
    case 7:
    case 13:
      return Purpose::kUnlock;
    case 9:
      return Purpose::kNewCredentials;
    case 10:
    case 12:
      return Purpose::kRemoteDesktop;
    default:
      return Purpose::kUnknown;
  }
}

Purpose PurposeOfLogon(const History& history, const Event& e, const LogonSession& session) {
  if (session.account_class == AccountClass::kVirtual && IsWindowManager(session.user))
    return Purpose::kWindowManager;
  const bool has_caller = session.parent != kNone;
  switch (e.logon_type) {
    case 2:
    case 11:
      return InteractivePurpose(e, has_caller);
    case 3:
    case 8:
      return NetworkPurpose(history, e, has_caller);
    default:
      return PurposeOfPlainType(e.logon_type);
  }
}

// Without a 4624: the type alone does not tell a desktop from a program's logon.
Purpose PurposeOfType(std::uint32_t type, const TracedLogon& logon) {
  switch (type) {
    case 2:
    case 11:
      return logon.opens_desktop ? Purpose::kDesktop : Purpose::kUnknown;
    case 3:
    case 8:
      return logon.session.parent != kNone ? Purpose::kLogonUser : Purpose::kNetwork;
    case 0:
      return Purpose::kUnknown;
    case 10:
    case 12:
      return logon.logoff_type && !logon.opens_desktop ? Purpose::kUnknown
                                                       : Purpose::kRemoteDesktop;
    default:
      return PurposeOfPlainType(type);
  }
}

// Without a 4624: from what the records that name it can only mean.
Purpose PurposeOfImplied(const TracedLogon& logon) {
  if (logon.group_event != kNone && logon.session.logon_type)
    return PurposeOfType(*logon.session.logon_type, logon);
  if (logon.opens_desktop) return Purpose::kDesktop;
  if (logon.denied_desktop) return Purpose::kNla;
  // Nobody says goodbye in a session made by a program, or only to let a user back in.
  if (logon.logoff_type && *logon.logoff_type != 3) return PurposeOfType(*logon.logoff_type, logon);
  if (logon.session.linked != kNone) return Purpose::kDesktop;
  if (logon.winrm_sign) return Purpose::kWinrm;
  if (logon.network_sign || logon.session.account_class == AccountClass::kMachine)
    return Purpose::kNetwork;
  return Purpose::kUnknown;
}

class PurposeRules {
 public:
  PurposeRules(const History& history, LogonTable& table) : history_(history), table_(table) {
    for (const Index i : history.OfKind(EventKind::kRcmAuthenticated))
      authenticated_.Add(history.boot_of(i), history.event(i).time, i);
    for (const EventKind kind :
         {EventKind::kTsLogon, EventKind::kTsReconnected, EventKind::kSessionReconnected})
      for (const Index i : history.OfKind(kind))
        returns_.Add(history.boot_of(i), history.event(i).time, i);
    authenticated_.Sort();
    returns_.Sort();
  }

  void Run() {
    for (TracedLogon& logon : table_.logons) {
      LogonSession& s = logon.session;
      s.account_class = history_.ClassHere(s.user, s.logon_id);
      if (IsPermanent(s.logon_id))
        s.purpose = s.logon_id == 0x3e7 ? Purpose::kSystem : Purpose::kWellKnown;
      else if (logon.logon_event != kNone)
        s.purpose = PurposeOfLogon(history_, history_.event(logon.logon_event), s);
      else
        s.purpose = PurposeOfImplied(logon);
    }
    for (Index s = 0; s < table_.size(); ++s) {
      TakePurposeOfTwin(s);
      const LogonSession& session = table_.at(s).session;
      if (!IsDesktop(session.purpose)) continue;
      of_user_.Add(session.boot, session.user, s);
    }
    for (Index s = 0; s < table_.size(); ++s) {
      if (OnlyReturns(s)) table_.at(s).session.purpose = Purpose::kReconnect;
    }
    for (Index s = 0; s < table_.size(); ++s) TakeReturnOfTwin(s);
  }

 private:
  // The logged half tells what the other one is for.
  void TakePurposeOfTwin(Index s) {
    TracedLogon& logon = table_.at(s);
    if (logon.logon_event != kNone || logon.session.linked == kNone) return;
    const TracedLogon& twin = table_.at(logon.session.linked);
    if (twin.opens_desktop && !logon.opens_desktop) logon.session.purpose = Purpose::kDesktop;
    if (twin.logon_event != kNone)
      logon.session.purpose =
          PurposeOfLogon(history_, history_.event(twin.logon_event), twin.session);
  }

  void TakeReturnOfTwin(Index s) {
    TracedLogon& logon = table_.at(s);
    if (logon.logon_event != kNone || logon.session.linked == kNone) return;
    if (table_.at(logon.session.linked).session.purpose == Purpose::kReconnect)
      logon.session.purpose = Purpose::kReconnect;
  }

  bool SameUserAs(Index a, Index b) const {
    return history_.SameUserHere(table_.at(a).session.user, table_.at(b).session.user);
  }

  // A User32 logon that lives for seconds beside an open desktop of the same user, ended by 4634
  // alone: Windows made it to let the user back in. Newer Windows makes one of type 7 for that. The
  // desktop may have been opened ahead of the log.
  bool OnlyReturns(Index s) const {
    const TracedLogon& logon = table_.at(s);
    if (logon.logon_event == kNone) return false;
    if (logon.session.purpose == Purpose::kUnlock) return LetsBackIn(s) || FollowsAuthentication(s);
    if (!IsDesktop(logon.session.purpose)) return false;
    if (!FromUser32(history_.event(logon.logon_event))) return false;
    if (LetsBackIn(s)) return true;
    if (!EndedShortly(s)) return false;
    if (MayReturnToUnseen(logon)) return true;
    return of_user_.AnyMayBe(logon.session.boot, logon.session.user, [&](Index d) {
      return d != s && d != logon.session.linked && IsDesktop(table_.at(d).session.purpose) &&
             WasOpen(table_, d, s) && SameUserAs(s, d);
    });
  }

  bool EndedShortly(Index s) const {
    bool ended = false;
    for (const Index half : {s, table_.at(s).session.linked}) {
      if (half == kNone) continue;
      const TracedLogon& logon = table_.at(half);
      if (logon.goodbye_event != kNone) return false;
      if (logon.logon_event == kNone || logon.logoff_event == kNone) continue;
      const FileTime begin = history_.event(logon.logon_event).time;
      if (history_.event(logon.logoff_event).time > begin + kShortLogon) return false;
      ended = true;
    }
    return ended;
  }

  // The log lacks some of the boot ahead, so that the desktop may be older than what it has: nobody
  // leaves a new one within seconds, and by 4634 alone.
  bool MayReturnToUnseen(const TracedLogon& logon) const {
    const Index twin = logon.session.linked;
    const TracedLogon& other = twin == kNone ? logon : table_.at(twin);
    return MayHaveEnded(logon, other) && MayHaveEnded(other, logon) &&
           !history_.SeenFromStart(logon.logon_event);
  }

  // By its 4634, which may be missing beside that of the other half.
  bool MayHaveEnded(const TracedLogon& half, const TracedLogon& other) const {
    if (half.logoff_event != kNone) return true;
    if (other.logoff_event == kNone) return false;
    const Event& e = history_.event(other.logoff_event);
    return !history_.seen.Contiguous(e.channel, e.record_id - 1, e.record_id + 1);
  }

  // Made right ahead of a reconnect of its user, and no desktop of its own was opened.
  bool LetsBackIn(Index s) const {
    const LogonSession& session = table_.at(s).session;
    const FileTime time = history_.event(table_.at(s).logon_event).time;
    bool reconnected = false;
    for (const TimeIndex::Entry& entry :
         returns_.Between(session.boot, time, time + kLogonToLocalSession)) {
      const Event& e = history_.event(entry.value);
      if (!history_.SameUserHere(session.user, ToUser(e.target))) continue;
      if (e.kind == EventKind::kTsLogon) return false;
      const Index owner = table_.owner_of[static_cast<std::size_t>(entry.value)];
      if (owner != kNone && (owner == s || owner == session.linked)) return false;
      reconnected |= entry.time <= time + kSameAct;
    }
    return reconnected;
  }

  // From elsewhere, right behind the network logon by which its user authenticated there, or the
  // 1149 of that: he came in anew, though the records of the reconnect are missing.
  bool FollowsAuthentication(Index s) const {
    const Index logon = table_.at(s).logon_event;
    const Event& e = history_.event(logon);
    const LoggedAddress* address = history_.Origin(e);
    if (address == nullptr) return false;
    const auto signs =
        authenticated_.Between(history_.boot_of(logon), e.time - kNlaBeforeDesktop, e.time);
    const bool told = std::any_of(signs.begin(), signs.end(), [&](const TimeIndex::Entry& entry) {
      const Event& sign = history_.event(entry.value);
      return sign.address == e.address && history_.SameUserHere(ToUser(sign.target), ToUser(e.target));
    });
    if (told) return true;
    const Index least = std::max<Index>(history_.RunOf(logon).first, logon - kMostRecordsLooked);
    for (Index i = logon; i-- > least && history_.event(i).time >= e.time - kNlaBeforeDesktop;) {
      const Event& nla = history_.event(i);
      if (nla.kind == EventKind::kLogon && nla.logon_type == 3 && nla.port == 0 &&
          nla.address == e.address && history_.SameUserHere(ToUser(nla.target), ToUser(e.target)))
        return true;
    }
    return false;
  }

  const History& history_;
  LogonTable& table_;
  UserIndex of_user_;        // → desktops, by user
  TimeIndex returns_;        // 21, 25, 4778
  TimeIndex authenticated_;  // 1149
};

}  // namespace

void DecidePurposes(const History& history, LogonTable& table) {
  PurposeRules(history, table).Run();
}

}  // namespace logonloom
