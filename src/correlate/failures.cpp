#include "correlate/failures.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/caseless_hash.h"
#include "base/flat_map.h"
#include "base/text.h"
#include "correlate/ssh_connections.h"
#include "correlate/time_index.h"
#include "correlate/user_index.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

constexpr std::uint32_t kTypeNetwork = 3;  // network level authentication of desktops too

bool IsDesktopType(std::uint32_t type) {
  return type == 2 || type == 10 || type == 11 || type == 12;
}

bool IsUnlockType(std::uint32_t type) { return type == 7 || type == 13; }

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
    return a.boot == b.boot && a.type == b.type &&
           (IsOne(a.source, b.source) || a.source == b.source) &&
           (IsOne(a.user, b.user) || EqualsIgnoreCase(a.user, b.user));
  }
  // Mostly equal texts are the same one in the pool.
  static bool IsOne(std::string_view a, std::string_view b) {
    return a.data() == b.data() && a.size() == b.size();
  }
};

struct RunKeyHash {
  std::size_t operator()(const RunKey& key) const noexcept {
    const std::uint64_t seed = std::uint64_t{key.type} << 32 | static_cast<std::uint32_t>(key.boot);
    return HashText(key.source, HashIgnoringCase(key.user, seed));
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
  FailureFolder(const History& history, LogonTable& logons, AccessTable& access)
      : history_(history), logons_(logons), access_(access), starts_(StartIndex(access)) {
    for (Index s = 0; s < access.size(); ++s)
      if (access.at(s).outcome == Outcome::kEstablished ||
          access.at(s).outcome == Outcome::kTakenOver)
        of_user_.Add(access.at(s).boot, access.at(s).user, s);
  }

  void Run(const BulkList<FailedAttempt>& attempts) {
    for (const FailedAttempt& attempt : attempts)
      if (!attempt.in_connection) Append(attempt);
    for (FailureRun& run : runs_)
      if (!JoinSession(run)) AddFailed(run);
  }

 private:
  void Append(const FailedAttempt& attempt) {
    const Index i = attempt.event;
    const Event& e = history_.event(i);
    // Whatever the domain: attackers make it up.
    const std::string_view user = attempt.user.name.view();
    const auto [open, first] = open_.Add(
        {attempt.boot, attempt.type, user.substr(0, user.find('@')), attempt.source.view()});
    if (!first && GoesOn(runs_[open], e.time)) {
      FailureRun& run = runs_[open];
      run.events.push_back(i);
      run.last = std::max(run.last, e.time);
      run.first = std::min(run.first, e.time);
      Complete(run.user, e.target);
      return;
    }
    open = runs_.size();
    runs_.push_back({{i}, attempt.user, attempt.source, attempt.type, e.time, e.time});
  }

  // A success that the failures led to ends their run.
  bool GoesOn(const FailureRun& run, FileTime time) const {
    if (time > run.last + kAttemptPause) return false;
    const bool may_lead_in = IsDesktopType(run.type) || run.type == kTypeNetwork;
    return !may_lead_in || SessionBegunIn(run, run.last, time) == kNone;
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
    const auto& start = access_.at(best).start_time;
    if (!IsUnlockType(run.type) || (start && *start > run.first))
      access_.Attempted(best, run.first);
    PointDenied(run, best);
    return true;
  }

  Index SessionFor(const FailureRun& run) const {
    if (IsUnlockType(run.type)) {
      const Index returned_to = SessionReturnedTo(run);
      if (returned_to != kNone || OriginOf(run) == nullptr) return returned_to;
    } else if (!IsDesktopType(run.type)) {
      return kNone;
    }
    return SessionBegunIn(run, run.last, run.last + kAttemptPause);
  }

  // Where the run came from, if from elsewhere.
  const LoggedAddress* OriginOf(const FailureRun& run) const {
    return history_.Origin(history_.event(run.events.back()));
  }

  // The first session of that account and source.
  Index SessionBegunIn(const FailureRun& run, FileTime from, FileTime to) const {
    for (const TimeIndex::Entry& entry :
         starts_.Between(history_.boot_of(run.events.front()), from, to))
      if (IsGoal(run, access_.at(entry.value))) return entry.value;
    return kNone;
  }

  static bool IsAtDesktop(const AccessSession& s) {
    return s.kind == SessionKind::kConsole || s.kind == SessionKind::kRdp ||
           s.kind == SessionKind::kInteractive;
  }

  bool IsGoal(const FailureRun& run, const AccessSession& s) const {
    if (!IsAtDesktop(s) || s.outcome != Outcome::kEstablished) return false;
    if (!history_.SameUserHere(run.user, s.user)) return false;
    if (s.kind == SessionKind::kConsole && run.type != 10 && run.type != kTypeNetwork) return true;
    return run.source == s.source_ip || run.source == ToLower(s.source_host);
  }

  // The latest desktop of the account that was open, to somebody from there; one whose begin is not
  // known has no claim beside another.
  Index SessionReturnedTo(const FailureRun& run) const {
    Index latest = kNone;
    of_user_.AnyMayBe(history_.boot_of(run.events.front()), run.user, [&](Index s) {
      if (!IsOpenDesktop(access_.at(s), run) || !history_.SameUserHere(run.user, access_.at(s).user))
        return false;
      if (IsElsewhere(access_.at(s), run)) return false;
      const FileTime begin = access_.at(s).start_time.value_or(FileTime{});
      if (latest == kNone || access_.at(latest).start_time.value_or(FileTime{}) < begin) latest = s;
      return false;
    });
    return latest;
  }

  static bool IsOpenDesktop(const AccessSession& s, const FailureRun& run) {
    const auto end = s.end.time ? s.end.time : s.end.upper;
    return IsAtDesktop(s) && s.start_time.value_or(run.first) <= run.first && (!end || *end >= run.last);
  }

  // Whoever was in that visit came from another place than the failures did.
  bool IsElsewhere(const AccessSession& s, const FailureRun& run) const {
    const LoggedAddress* origin = OriginOf(run);
    if (origin == nullptr || s.source_ip == origin->text) return false;
    return s.kind == SessionKind::kConsole || !s.source_ip.empty();
  }

  void AddFailed(const FailureRun& run) {
    const Event& last = history_.event(run.events.back());
    AccessSession s;
    s.host = kThisMachine;
    s.boot = history_.boot_of(run.events.front());
    s.user = run.user;
    s.account_class = history_.ClassHere(run.user);
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
      if (!address->unspecified && (!address->loopback || s.kind == SessionKind::kNetwork))
        s.is_local = address->loopback;
    }
    if (s.kind == SessionKind::kConsole) s.is_local = true;
    if (s.is_local == false && history_.IsOwnName(s.source_host)) s.source_host.clear();
    s.failures = static_cast<std::int32_t>(run.events.size());
    if (last.kind == EventKind::kRemoteAccessDenied)
      s.logon_session = logons_.owner_of[static_cast<std::size_t>(run.events.back())];
    const Index session = access_.Add(std::move(s));
    PointDenied(run, session);
    for (const Index i : run.events)
      access_.Prove(session, i, EvidenceRole::kFailure, "failures_of_one_account");
  }

  // 4825 names the logon that only authenticated.
  void PointDenied(const FailureRun& run, Index session) {
    for (const Index i : run.events) {
      const Index logon = logons_.owner_of[static_cast<std::size_t>(i)];
      if (history_.event(i).kind == EventKind::kRemoteAccessDenied && logon != kNone)
        logons_.at(logon).session.access_session = session;
    }
  }

  // Events of Kerberos do not name it, nor do all of NTLM.
  static std::string_view PackageOf(const Event& e) {
    if (!e.auth_package.empty()) return e.auth_package.view();
    switch (e.kind) {
      case EventKind::kCredentialsValidated:
      case EventKind::kValidationFailed:
      case EventKind::kNtlmDenied:
        return "NTLM";
      case EventKind::kTicketGrantingRequested:
      case EventKind::kTicketGrantingFailed:
      case EventKind::kTicketGrantingDenied:
      case EventKind::kPreAuthenticationFailed:
      case EventKind::kPreAuthenticationDenied:
        return "Kerberos";
      default:
        return {};
    }
  }

  SessionKind KindOf(const FailureRun& run, const Event& e) const {
    if (run.type == 10 || run.type == 12) return SessionKind::kRdp;
    if (IsUnlockType(run.type) && OriginOf(run) != nullptr) return SessionKind::kRdp;
    if (run.type == 2 || run.type == 11) return SessionKind::kConsole;
    if (IsUnlockType(run.type)) return SessionKind::kInteractive;  // unlocked where?
    if (IsSshd(e.process_name.view())) return SessionKind::kSsh;
    return SessionKind::kNetwork;
  }

  const History& history_;
  LogonTable& logons_;
  AccessTable& access_;
  TimeIndex starts_;   // → access session
  UserIndex of_user_;  // → access session in which somebody was
  std::vector<FailureRun> runs_;
  FlatMap<RunKey, std::size_t, RunKeyHash> open_;  // the last run; its texts are the attempts'
};

}  // namespace

void FoldFailures(const History& history, const BulkList<FailedAttempt>& attempts,
                  LogonTable& logons, AccessTable& access) {
  FailureFolder(history, logons, access).Run(attempts);
}

}  // namespace logonloom
