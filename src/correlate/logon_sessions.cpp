#include "correlate/logon_sessions.h"

#include <algorithm>

#include "base/text.h"
#include "correlate/tokens.h"
#include "correlate/windows.h"
#include "model/logon_ids.h"

namespace logonloom {

Index LogonTable::Find(Index boot, Luid id, Index event) const {
  const SameId* known = by_id_.Find({boot, id});
  if (known == nullptr) return kNone;
  Index found = known->first;
  for (Index s = found; s != kNone; s = next_[static_cast<std::size_t>(s)])
    if (at(s).first_event <= event) found = s;
  return found;
}

namespace {

constexpr std::string_view kFullToken = "%%1937", kLimitedToken = "%%1938";  // of a pair

bool HasIntegrity(const Event& e, std::string_view word, std::string_view label) {
  return EqualsIgnoreCase(e.integrity.view(), word) || e.integrity.view() == label;
}

// Only the elevated half of a pair does these.
bool IsElevatedSign(const Event& e) {
  switch (e.kind) {
    case EventKind::kSpecialPrivileges:
      return true;
    case EventKind::kLogCleared:
      return e.event_id == 1102;
    default:
      return false;
  }
}

bool OpensDesktop(EventKind kind) {
  switch (kind) {
    case EventKind::kLogoffInitiated:
    case EventKind::kSessionReconnected:
    case EventKind::kSessionDisconnected:
    case EventKind::kLocked:
    case EventKind::kUnlocked:
    case EventKind::kScreensaverOn:
    case EventKind::kScreensaverOff:
      return true;
    default:
      return false;
  }
}

// The other end of a share's use. Whoever came in from elsewhere can use this machine's shares by its
// own address too.
const LoggedAddress* SharedTo(const History& history, const Event& e) {
  if (e.kind != EventKind::kShareAccess && e.kind != EventKind::kShareFileAccess) return nullptr;
  const LoggedAddress* address = history.Address(e.address);
  return address != nullptr && !address->loopback ? address : nullptr;
}

// The host of WinRM's shells runs as who came in by it.
bool IsRemoteShell(const Event& e) {
  return EndsWithIgnoreCase(e.process_name.view(), "\\wsmprovhost.exe") ||
         EndsWithIgnoreCase(e.process_name.view(), "\\winrshost.exe");
}

// The account that the owner's logon id belongs to.
const Account& OwnerAccount(const Event& e) {
  return e.target_logon_id != 0 ? e.target : e.subject;
}

EvidenceRole RoleOf(EventKind kind) {
  switch (kind) {
    case EventKind::kLogon:
      return EvidenceRole::kLogon;
    case EventKind::kSpecialPrivileges:
      return EvidenceRole::kPrivileges;
    case EventKind::kLogoff:
    case EventKind::kLogoffInitiated:
      return EvidenceRole::kLogoff;
    case EventKind::kSessionReconnected:
      return EvidenceRole::kReconnect;
    case EventKind::kSessionDisconnected:
      return EvidenceRole::kDisconnect;
    case EventKind::kLocked:
    case EventKind::kScreensaverOn:
      return EvidenceRole::kLock;
    case EventKind::kUnlocked:
    case EventKind::kScreensaverOff:
      return EvidenceRole::kUnlock;
    default:
      return EvidenceRole::kUse;
  }
}

// Records that only use a session stand in `activity`; they are no evidence of a boundary.
bool IsEvidence(EventKind kind) { return RoleOf(kind) != EvidenceRole::kUse; }

void Describe(LogonSession& s, const Event& e, const LoggedAddress* address) {
  s.start_time = e.time;
  s.start_basis = StartBasis::kLogonEvent;
  if (e.has_logon_type) s.logon_type = e.logon_type;
  s.elevated = e.elevated;
  s.auth_package = e.auth_package;
  s.lm_package = e.lm_package;
  s.key_length = e.key_length;
  s.logon_process = e.logon_process;
  s.process_id = e.process_id;
  s.process_name = e.process_name;
  s.logon_guid = e.logon_guid;
  s.restricted_admin = e.restricted_admin;
  s.impersonation_level = e.impersonation_level;
  s.virtual_account = e.virtual_account;
  s.outbound = ToUser(e.outbound);
  s.source_host = e.workstation;
  s.source_port = e.port;
  if (address != nullptr) {
    s.source_ip = address->text;
    s.source_zone = address->zone;
    if (s.source_port == 0) s.source_port = address->port;
  }
}

}  // namespace

class LogonBuilder {
 public:
  explicit LogonBuilder(const History& history) : history_(history) {}

  LogonTable Run() {
    table_.owner_of.assign(static_cast<std::size_t>(history_.size()), kNone);
    // Some have no 4624; moving all of them for those costs more than room that is not touched.
    const std::size_t logons = history_.OfKind(EventKind::kLogon).size();
    table_.logons.reserve(logons + logons / 2);
    for (Index i = 0; i < history_.size(); ++i) Read(i);
    FindParentsAndTwins();
    return std::move(table_);
  }

 private:
  void Read(Index i) {
    const Event& e = history_.event(i);
    const Luid id = OwnerOf(e);
    if (id == 0) return;
    if (e.subject_logon_id != 0 && !IsPermanent(e.subject_logon_id) &&
        (e.subject_logon_id != id || e.kind == EventKind::kLogonFailed))
      callers_.push_back(i);
    if (e.kind == EventKind::kLogonFailed) return;
    // A torn 4624 may name its caller only.
    const bool opens = e.kind == EventKind::kLogon && e.target_logon_id != 0;
    const Index session = opens ? Open(i, id) : Refer(i, id);
    table_.owner_of[static_cast<std::size_t>(i)] = session;
    Note(table_.at(session), i, e, session);
  }

  Index Create(Index i, Luid id) {
    TracedLogon& logon = table_.logons.emplace_back();
    logon.session.host = kThisMachine;
    logon.session.boot = history_.boot_of(i);
    logon.session.logon_id = id;
    logon.first_event = logon.last_event = i;
    logon.last_time = history_.event(i).time;
    table_.next_.push_back(kNone);
    const Index session = table_.size() - 1;
    LogonTable::SameId& known = table_.by_id_[{history_.boot_of(i), id}];
    (known.first == kNone ? known.first : table_.next_[static_cast<std::size_t>(known.last)]) =
        session;
    known.last = session;
    return session;
  }

  Index Latest(Index i, Luid id) const {
    const LogonTable::SameId* known = table_.by_id_.Find({history_.boot_of(i), id});
    return known == nullptr ? kNone : known->last;
  }

  Index Refer(Index i, Luid id) {
    const Index known = Latest(i, id);
    return known != kNone ? known : Create(i, id);
  }

  // A 4624. The 4672 of a network logon comes ahead of it and has opened the session already.
  // Permanent LUIDs have one session per boot, later 4624 only refresh it. Any other LUID that
  // comes again means a boot that the log does not show.
  Index Open(Index i, Luid id) {
    const Event& e = history_.event(i);
    Index session = Latest(i, id);
    if (session != kNone && !IsPermanent(id) && !IsAhead(table_.at(session), e)) {
      TracedLogon& old = table_.at(session);
      old.session.end = Superseded(old, e);
      session = kNone;
    }
    if (session == kNone) session = Create(i, id);
    TracedLogon& logon = table_.at(session);
    if (logon.logon_event == kNone) {
      Describe(logon.session, e, history_.Address(e.address));
      logon.logon_event = i;
    }
    return session;
  }

  bool IsAhead(const TracedLogon& known, const Event& logon) const {
    if (known.logon_event != kNone) return false;
    const Event& first = history_.event(known.first_event);
    return first.channel != logon.channel || (first.time <= logon.time + kPrivilegesBeforeLogon &&
                                              first.time >= logon.time - kPrivilegesBeforeLogon);
  }

  SessionEnd Superseded(const TracedLogon& old, const Event& next) const {
    SessionEnd end;
    if (old.logoff_event != kNone || old.goodbye_event != kNone) return end;
    end.reason = EndReason::kSuperseded;
    end.basis = EndBasis::kNextUse;
    end.lower = history_.event(old.last_event).time;
    end.upper = next.time;
    end.confidence = kWindow;
    return end;
  }

  void Note(TracedLogon& logon, Index i, const Event& e, Index session) {
    logon.last_event = std::max(logon.last_event, i);
    logon.last_time = std::max(logon.last_time, e.time);
    if (IsSecurity(e.channel)) logon.last_security_event = i;
    if (e.kind != EventKind::kLogon || logon.logon_event == i)
      Complete(logon.session.user, OwnerAccount(e));
    logon.elevated_sign |= IsElevatedSign(e);
    if (e.kind == EventKind::kSpecialPrivileges && logon.privileges_event == kNone)
      logon.privileges_event = i;
    if (e.kind == EventKind::kProcessStart) NoteProcess(logon, e);
    logon.opens_desktop |= OpensDesktop(e.kind);
    const LoggedAddress* shared_to = SharedTo(history_, e);
    logon.network_sign |= shared_to != nullptr || (e.kind == EventKind::kLogoff &&
                                                   e.has_logon_type && e.logon_type == 3);
    logon.denied_desktop |= e.kind == EventKind::kRemoteAccessDenied;
    if (e.kind == EventKind::kLogoff && logon.logoff_event == kNone) {
      logon.logoff_event = i;
      if (e.has_logon_type) logon.logoff_type = e.logon_type;
    }
    if (e.kind == EventKind::kLogoffInitiated && logon.goodbye_event == kNone)
      logon.goodbye_event = i;
    logon.in_use |= shared_to != nullptr;
    tokens_.AddTo(logon.session, e);
    if (shared_to != nullptr && logon.session.source_ip.empty()) {
      logon.session.source_ip = shared_to->text;
      logon.session.source_zone = shared_to->zone;
    }
    const bool refreshes = IsPermanent(logon.session.logon_id) && logon.first_event != i;
    if (IsEvidence(e.kind) && !refreshes)
      table_.evidence.push_back({kNone, session, i, RoleOf(e.kind), "logon_id"});
  }

  static void NoteProcess(TracedLogon& logon, const Event& e) {
    logon.in_use = true;
    logon.elevated_sign |= e.token_elevation.view() == kFullToken;
    logon.limited_token |= e.token_elevation.view() == kLimitedToken;
    logon.high_integrity |= HasIntegrity(e, "High", "S-1-16-12288");
    logon.medium_integrity |= HasIntegrity(e, "Medium", "S-1-16-8192");
    logon.winrm_sign |= IsRemoteShell(e);
  }

  // SubjectLogonId of a 4624 tells who asked for the session, TargetLinkedLogonId the other half.
  // Sessions that only such a record names, or one of what was done to another session, are implied
  // by it.
  void FindParentsAndTwins() {
    for (const Index i : callers_) {
      const Event& e = history_.event(i);
      const Index caller = Named(i, e.subject_logon_id, e.subject);
      const Index asked = table_.owner_of[static_cast<std::size_t>(i)];
      if (asked != kNone && table_.at(asked).logon_event == i)
        table_.at(asked).session.parent = caller;
    }
    const Index logged = table_.size();
    for (Index s = 0; s < logged; ++s) {
      const Index logon = table_.at(s).logon_event;
      if (logon == kNone) continue;
      const Event& e = history_.event(logon);
      const Luid twin = e.linked_logon_id;
      if (twin != 0 && !IsPermanent(twin) && twin != e.target_logon_id)
        Named(logon, twin, e.target);
    }
  }

  Index Named(Index event, Luid id, const Account& account) {
    const Event& e = history_.event(event);
    Index session = table_.Find(history_.boot_of(event), id, event);
    if (session == kNone) session = Create(event, id);
    TracedLogon& named = table_.at(session);
    Complete(named.session.user, account);
    named.last_event = std::max(named.last_event, event);
    named.last_time = std::max(named.last_time, e.time);
    if (e.channel.view() == kSecurityChannel)
      named.last_security_event = std::max(named.last_security_event, event);
    return session;
  }

  bool IsSecurity(Symbol channel) {
    if (!(channel == channel_)) security_ = channel.view() == kSecurityChannel;
    channel_ = channel;
    return security_;
  }

  const History& history_;
  LogonTable table_;
  TokenReader tokens_;
  std::vector<Index> callers_;  // events that name, beside their owner, the session that acted
  Symbol channel_;  // of the last record
  bool security_ = false;
};

LogonTable TraceLogons(const History& history) { return LogonBuilder(history).Run(); }

}  // namespace logonloom
