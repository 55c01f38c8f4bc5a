#include "correlate/failures.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/flat_map.h"
#include "base/text.h"
#include "correlate/time_index.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

bool IsDesktopType(std::uint32_t type) {
  return type == 2 || type == 10 || type == 11 || type == 12;
}

// Established sessions by their start.
TimeIndex StartIndex(const AccessTable& access) {
  TimeIndex starts;
  for (Index s = 0; s < access.size(); ++s)
    if (access.at(s).start_time) starts.Add(access.at(s).boot, *access.at(s).start_time, s);
  starts.Sort();
  return starts;
}

// Attempts on one account, whatever the case of its name, from one source.
struct RunKey {
  Index boot = kNone;
  std::uint32_t type = 0;
  std::string_view user, source;
  friend bool operator==(const RunKey& a, const RunKey& b) {
    return a.boot == b.boot && a.type == b.type && a.source == b.source &&
           EqualsIgnoreCase(a.user, b.user);
  }
};

struct RunKeyHash {
  std::size_t operator()(const RunKey& key) const noexcept {
    std::uint64_t hash = std::uint64_t{key.type} << 32 | static_cast<std::uint32_t>(key.boot);
    for (const char c : key.user) hash = hash * 31 + static_cast<unsigned char>(c | 0x20);
    return MixBits(hash) ^ std::hash<std::string_view>()(key.source);
  }
};

struct FailureRun {
  std::vector<Index> events;
  User user;
  SharedText source;
  std::uint32_t type = 0;  // 0: told by an authentication alone
  FileTime first, last;
};

class FailureFolder {
 public:
  FailureFolder(const History& history, AccessTable& access)
      : history_(history), access_(access), starts_(StartIndex(access)) {}

  void Run(const std::vector<FailedAttempt>& attempts) {
    for (const FailedAttempt& attempt : attempts)
      if (!attempt.in_connection) Append(attempt);
    for (FailureRun& run : runs_)
      if (!JoinSession(run)) AddFailed(run);
  }

 private:
  void Append(const FailedAttempt& attempt) {
    const Index i = attempt.event;
    const Event& e = history_.event(i);
    const auto [open, first] =
        open_.Add({attempt.boot, e.logon_type, attempt.user.name, attempt.source});
    if (!first && e.time <= runs_[open].last + kAttemptPause) {
      FailureRun& run = runs_[open];
      run.events.push_back(i);
      run.last = std::max(run.last, e.time);
      run.first = std::min(run.first, e.time);
      Complete(run.user, e.target);
      return;
    }
    open = runs_.size();
    runs_.push_back({{i}, attempt.user, attempt.source, e.logon_type, e.time, e.time});
  }

  // Console and RDP failures belong to the session of that account and source that follows
  // within minutes; a failed unlock to the session that was open.
  bool JoinSession(const FailureRun& run) {
    const Index best = SessionFor(run);
    if (best == kNone) return false;
    for (const Index i : run.events) {
      access_.Prove(best, i, EvidenceRole::kFailure, "failures_before");
      ++access_.at(best).failures;
    }
    if (run.type != 7) access_.Attempted(best, run.first);
    return true;
  }

  // The first session that the failures can belong to; of those that were open the latest.
  Index SessionFor(const FailureRun& run) const {
    const Index boot = history_.boot_of(run.events.front());
    Index found = kNone;
    if (run.type == 7) {
      for (const TimeIndex::Entry& entry : starts_.Between(boot, FileTime{}, run.first))
        if (WasOpen(run, access_.at(entry.value))) found = entry.value;
    } else if (IsDesktopType(run.type)) {
      for (const TimeIndex::Entry& entry : starts_.Between(boot, run.last, run.last + kAttemptPause))
        if (found == kNone && LedTo(run, access_.at(entry.value))) found = entry.value;
    }
    return found;
  }

  bool IsDesktopOfUser(const FailureRun& run, const AccessSession& s) const {
    const bool desktop = s.kind == SessionKind::kConsole || s.kind == SessionKind::kRdp ||
                         s.kind == SessionKind::kInteractive;
    return desktop && history_.SameUserHere(run.user, s.user);
  }

  bool WasOpen(const FailureRun& run, const AccessSession& s) const {
    const bool entered = s.outcome == Outcome::kEstablished || s.outcome == Outcome::kTakenOver;
    return entered && IsDesktopOfUser(run, s) && (!s.end.time || *s.end.time >= run.last);
  }

  bool LedTo(const FailureRun& run, const AccessSession& s) const {
    if (s.outcome != Outcome::kEstablished || !IsDesktopOfUser(run, s)) return false;
    return run.source == s.source_ip || run.source == ToLower(s.source_host) ||
           (run.type != 10 && s.kind == SessionKind::kConsole);
  }

  void AddFailed(const FailureRun& run) {
    const Event& last = history_.event(run.events.back());
    AccessSession s;
    s.host = kThisMachine;
    s.boot = history_.boot_of(run.events.front());
    s.user = run.user;
    s.account_class = ClassOf(run.user, 0);
    s.kind = KindOf(run, last);
    s.outcome = Outcome::kFailed;
    if (run.type != 0) s.logon_type = run.type;
    s.auth_package = PackageOf(last);
    s.attempt_time = run.first;
    s.end.time = run.last;
    s.end.reason = EndReason::kAccessDenied;
    s.end.basis = EndBasis::kFailure;
    s.end.confidence = kRecorded;
    s.begin_confidence = s.confidence = kRecorded;
    s.source_host = last.workstation;
    if (const LoggedAddress* address = history_.Address(last.address)) {
      s.source_ip = address->text;
      s.source_zone = address->zone;
      s.source_port = last.port != 0 ? last.port : address->port;
      if (!address->loopback) s.is_local = false;
    }
    if (s.kind == SessionKind::kConsole) s.is_local = true;
    s.failures = static_cast<std::int32_t>(run.events.size());
    const Index session = access_.Add(std::move(s));
    for (const Index i : run.events)
      access_.Prove(session, i, EvidenceRole::kFailure, "failures_of_one_account");
  }

  // Events of Kerberos do not name it.
  static std::string_view PackageOf(const Event& e) {
    const bool ntlm = e.kind == EventKind::kCredentialsValidated ||
                      e.kind == EventKind::kValidationFailed || e.kind == EventKind::kNtlmDenied;
    if (e.kind == EventKind::kLogonFailed || !e.auth_package.empty()) return e.auth_package.view();
    return ntlm ? "NTLM" : "Kerberos";
  }

  static SessionKind KindOf(const FailureRun& run, const Event& e) {
    if (run.type == 10 || run.type == 12) return SessionKind::kRdp;
    if (run.type == 2 || run.type == 11) return SessionKind::kConsole;
    if (run.type == 7 || run.type == 13) return SessionKind::kInteractive;  // unlocked where?
    if (EndsWithIgnoreCase(e.process_name.view(), "\\sshd.exe")) return SessionKind::kSsh;
    return SessionKind::kNetwork;
  }

  const History& history_;
  AccessTable& access_;
  TimeIndex starts_;  // → access session
  std::vector<FailureRun> runs_;
  FlatMap<RunKey, std::size_t, RunKeyHash> open_;  // the last run; its texts are the attempts'
};

}  // namespace

void FoldFailures(const History& history, const std::vector<FailedAttempt>& attempts,
                  AccessTable& access) {
  FailureFolder(history, access).Run(attempts);
}

}  // namespace logonloom
