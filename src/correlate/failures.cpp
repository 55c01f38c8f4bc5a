#include "correlate/failures.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/ip_address.h"
#include "base/text.h"
#include "model/logon_ids.h"
#include "correlate/time_index.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

// A failed LogonUser or runas on this machine is something a program did, no attempt to get in.
bool IsLocalActivity(const History& history, Index i) {
  const Event& e = history.event(i);
  if (e.subject_logon_id != 0 && !IsPermanent(e.subject_logon_id)) return true;
  if (e.logon_type == 4 || e.logon_type == 5 || e.logon_type == 9) return true;
  if (ParseIpAddress(e.address.view())) return false;
  const auto& names = history.names(history.host_of(i));
  return std::find(names.begin(), names.end(), ToLower(e.workstation.view())) != names.end();
}

std::string SourceOf(const Event& e) {
  if (const auto address = ParseIpAddress(e.address.view())) return address->text;
  return ToLower(e.workstation.view());
}

bool IsDesktopType(std::uint32_t type) {
  return type == 2 || type == 10 || type == 11 || type == 12;
}

TimeIndex StartIndex(const AccessTable& access) {
  TimeIndex starts;
  for (Index s = 0; s < access.size(); ++s)
    if (access.at(s).start_time) starts.Add(access.at(s).boot, *access.at(s).start_time, s);
  starts.Sort();
  return starts;
}

struct FailureRun {
  std::vector<Index> events;
  User user;
  std::string source;
  std::uint32_t type = 0;
  FileTime first, last;
};

class FailureFolder {
 public:
  FailureFolder(const History& history, std::vector<Connection>& connections, AccessTable& access)
      : history_(history), connections_(connections), access_(access) {
    for (std::size_t c = 0; c < connections.size(); ++c)
      for (const Index i : connections[c].events)
        if (history.event(i).kind == EventKind::kRdpBadPassword)
          bad_passwords_.Add(connections[c].boot, history.event(i).time, static_cast<Index>(c));
    bad_passwords_.Sort();
    starts_ = StartIndex(access);
  }

  void Run() {
    for (Index i = 0; i < history_.size(); ++i) {
      if (history_.event(i).kind != EventKind::kLogonFailed || IsLocalActivity(history_, i))
        continue;
      if (!JoinConnection(i)) Append(i);
    }
    for (FailureRun& run : runs_)
      if (!JoinSession(run)) AddFailed(run);
  }

 private:
  // RdpCoreTS 140 tells the same attempt without its user.
  bool JoinConnection(Index i) {
    const Event& e = history_.event(i);
    const auto address = ParseIpAddress(e.address.view());
    const auto near = bad_passwords_.Between(history_.boot_of(i), e.time - kSameFailure,
                                             e.time + kSameFailure);
    for (const TimeIndex::Entry& entry : near) {
      Connection& c = connections_[static_cast<std::size_t>(entry.value)];
      if (address && !c.ip.empty() && address->text != c.ip) continue;
      Complete(c.user, e.target);
      if (c.source_host.empty()) c.source_host = std::string(e.workstation.view());
      c.events.push_back(i);
      return true;
    }
    return false;
  }

  void Append(Index i) {
    const Event& e = history_.event(i);
    const auto key = std::make_tuple(history_.boot_of(i), ToLower(e.target.name.view()),
                                     SourceOf(e), e.logon_type);
    const auto open = open_.find(key);
    if (open != open_.end() && e.time <= runs_[open->second].last + kAttemptPause) {
      FailureRun& run = runs_[open->second];
      run.events.push_back(i);
      run.last = std::max(run.last, e.time);
      run.first = std::min(run.first, e.time);
      Complete(run.user, e.target);
      return;
    }
    open_[key] = runs_.size();
    runs_.push_back({{i}, ToUser(e.target), SourceOf(e), e.logon_type, e.time, e.time});
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

  // The first session that the failures can belong to.
  Index SessionFor(const FailureRun& run) const {
    if (run.type != 7 && !IsDesktopType(run.type)) return kNone;
    const FileTime from = run.type == 7 ? FileTime{} : run.last;
    const FileTime to = run.type == 7 ? run.first : run.last + kAttemptPause;
    for (const TimeIndex::Entry& entry :
         starts_.Between(history_.boot_of(run.events.front()), from, to))
      if (Fits(run, access_.at(entry.value))) return entry.value;
    return kNone;
  }

  bool Fits(const FailureRun& run, const AccessSession& s) const {
    if (s.kind == SessionKind::kNetwork || s.outcome != Outcome::kEstablished) return false;
    if (!history_.SameUserOn(s.host, run.user, s.user)) return false;
    if (run.type == 7)
      return !s.end.time || *s.end.time >= run.last;
    return run.source == s.source_ip || run.source == ToLower(s.source_host) ||
           (run.type != 10 && s.kind == SessionKind::kConsole);
  }

  void AddFailed(const FailureRun& run) {
    const Event& last = history_.event(run.events.back());
    AccessSession s;
    s.host = history_.host_of(run.events.front());
    s.boot = history_.boot_of(run.events.front());
    s.user = run.user;
    s.account_class = ClassOf(run.user, 0);
    s.kind = KindOf(run, last);
    s.outcome = Outcome::kFailed;
    s.logon_type = run.type;
    s.auth_package = std::string(last.auth_package.view());
    s.attempt_time = run.first;
    s.end.time = run.last;
    s.end.reason = EndReason::kAccessDenied;
    s.end.basis = EndBasis::kFailure;
    s.end.confidence = kRecorded;
    s.begin_confidence = s.confidence = kRecorded;
    s.source_host = std::string(last.workstation.view());
    if (const auto address = ParseIpAddress(last.address.view())) {
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

  static SessionKind KindOf(const FailureRun& run, const Event& e) {
    if (run.type == 10 || run.type == 12) return SessionKind::kRdp;
    if (run.type == 2 || run.type == 7 || run.type == 11 || run.type == 13) return SessionKind::kConsole;
    if (EndsWithIgnoreCase(e.process_name.view(), "\\sshd.exe")) return SessionKind::kSsh;
    return SessionKind::kNetwork;
  }

  const History& history_;
  std::vector<Connection>& connections_;
  AccessTable& access_;
  TimeIndex bad_passwords_;  // → connection
  TimeIndex starts_;         // → access session
  std::vector<FailureRun> runs_;
  std::map<std::tuple<Index, std::string, std::string, std::uint32_t>, std::size_t> open_;
};

EvidenceRole RoleInConnection(EventKind kind) {
  switch (kind) {
    case EventKind::kRcmAuthenticated:
      return EvidenceRole::kNetworkAuth;
    case EventKind::kRdpBadPassword:
    case EventKind::kLogonFailed:
      return EvidenceRole::kFailure;
    case EventKind::kRdpDisconnected:
    case EventKind::kRdpDisconnectReason:
      return EvidenceRole::kDisconnect;
    default:
      return EvidenceRole::kAttempt;
  }
}

AccessSession OfConnection(const Connection& c) {
  AccessSession s;
  s.host = c.host;
  s.boot = c.boot;
  s.user = c.user;
  s.account_class = ClassOf(c.user, 0);
  s.kind = SessionKind::kRdp;
  s.attempt_time = c.first_time;
  s.source_ip = c.ip;
  s.source_port = c.port;
  s.source_zone = c.zone;
  s.source_host = c.source_host;
  s.connection_id = c.id;
  s.failures = c.bad_passwords;
  const auto address = ParseIpAddress(c.ip);
  if (address && !address->loopback) s.is_local = false;
  s.begin_confidence = kRecorded;
  return s;
}

void DecideOutcome(AccessSession& s, const Connection& c, const History& history) {
  if (c.authenticated) {
    s.outcome = Outcome::kAuthenticatedOnly;
    if (c.disconnected) {
      s.end.time = c.disconnected;
      s.end.reason = EndReason::kDisconnect;
      s.end.basis = EndBasis::kDisconnectEvent;
      s.end.confidence = kRecorded;
    } else {
      s.end.lower = c.last_time;
    }
  } else if (c.bad_passwords > 0) {
    s.outcome = Outcome::kFailed;
    s.end.reason = EndReason::kAccessDenied;
    s.end.basis = EndBasis::kFailure;
    s.end.confidence = kRecorded;
    for (const Index i : c.events)
      if (history.event(i).kind == EventKind::kRdpBadPassword)
        s.end.time = history.event(i).time;
  } else {
    s.outcome = Outcome::kAbandoned;
    s.end.reason = EndReason::kAbandoned;
    s.end.lower = c.last_time;
    s.end.time = c.disconnected;
    if (c.disconnected) {
      s.end.basis = EndBasis::kDisconnectEvent;
      s.end.confidence = kRecorded;
    }
  }
}

bool OnlyFailed(const Connection& c) {
  return !c.used && c.bad_passwords > 0 && !c.authenticated && c.desktop_events.empty();
}

// The RDP session that a failed connection of this account and source led to, within minutes;
// other failures of the same run may stand between.
Index SessionAfter(const History& history, const Connection& c, const AccessTable& access,
                   const std::map<Index, std::vector<Index>>& rdp_of_boot) {
  const auto sessions = rdp_of_boot.find(c.boot);
  if (sessions == rdp_of_boot.end() || c.ip.empty()) return kNone;
  for (const Index s : sessions->second) {
    const AccessSession& a = access.at(s);
    const FileTime begin = a.attempt_time.value_or(*a.start_time);
    if (c.last_time > begin + kSameFailure || begin > c.last_time + kAttemptPause) continue;
    if (a.source_ip == c.ip && history.SameUserOn(a.host, a.user, c.user)) return s;
  }
  return kNone;
}

// Backwards in time, so that a run of failures is taken into the session one after the other.
void TakeFailedConnections(const History& history, std::vector<Connection>& connections,
                           AccessTable& access) {
  std::map<Index, std::vector<Index>> rdp_of_boot;
  for (Index s = 0; s < access.size(); ++s)
    if (access.at(s).start_time && access.at(s).kind == SessionKind::kRdp)
      rdp_of_boot[access.at(s).boot].push_back(s);
  for (auto c = connections.rbegin(); c != connections.rend(); ++c) {
    if (!OnlyFailed(*c)) continue;
    const Index session = SessionAfter(history, *c, access, rdp_of_boot);
    if (session == kNone) continue;
    c->used = true;
    access.at(session).failures += c->bad_passwords;
    access.Attempted(session, c->first_time);
    for (const Index i : c->events)
      access.Prove(session, i, RoleInConnection(history.event(i).kind), "failures_before");
  }
}

}  // namespace

void FoldFailures(const History& history, std::vector<Connection>& connections,
                  AccessTable& access) {
  FailureFolder(history, connections, access).Run();
}

void AddUnusedConnections(const History& history, std::vector<Connection>& connections,
                          AccessTable& access) {
  TakeFailedConnections(history, connections, access);
  for (Connection& c : connections) {
    if (c.used || c.events.empty() || !c.desktop_events.empty()) continue;
    const bool attempt = std::any_of(c.events.begin(), c.events.end(), [&](Index i) {
      const EvidenceRole role = RoleInConnection(history.event(i).kind);
      return role != EvidenceRole::kDisconnect &&
             history.event(i).kind != EventKind::kRdpSessionBound;
    });
    if (!attempt) continue;  // only the tail of a connection that began before the logs
    c.used = true;
    AccessSession s = OfConnection(c);
    DecideOutcome(s, c, history);
    s.confidence = std::min(s.begin_confidence, s.end.confidence);
    const Index session = access.Add(std::move(s));
    for (const Index i : c.events)
      access.Prove(session, i, RoleInConnection(history.event(i).kind),
                   c.id.empty() ? "connection_time" : "connection_id");
  }
}

namespace {

struct Failure {
  Index boot;
  std::string source;
  FileTime time;
  Index event;
};

std::vector<Failure> AllFailures(const History& history) {
  std::vector<Failure> failures;
  for (Index i = 0; i < history.size(); ++i) {
    const Event& e = history.event(i);
    const bool logon = e.kind == EventKind::kLogonFailed && !IsLocalActivity(history, i);
    if (logon || e.kind == EventKind::kRdpBadPassword)
      failures.push_back({history.boot_of(i), SourceOf(e), e.time, i});
  }
  std::stable_sort(failures.begin(), failures.end(), [](const Failure& a, const Failure& b) {
    return std::tie(a.boot, a.source, a.time) < std::tie(b.boot, b.source, b.time);
  });
  return failures;
}

// 140 and 4625 of one attempt within a second count once; the 4625 has the user.
bool ToldTwice(const History& history, const std::vector<Failure>& failures, std::size_t i) {
  if (history.event(failures[i].event).kind != EventKind::kRdpBadPassword) return false;
  for (const std::size_t other : {i - 1, i + 1}) {
    if (other >= failures.size() || failures[other].source != failures[i].source) continue;
    const Ticks apart = failures[other].time - failures[i].time;
    if (history.event(failures[other].event).kind == EventKind::kLogonFailed &&
        apart <= kSameFailure && apart >= Ticks{-kSameFailure.count})
      return true;
  }
  return false;
}

Index FirstSuccess(const AttemptGroup& group, const AccessTable& access,
                   const TimeIndex& starts) {
  for (const TimeIndex::Entry& entry :
       starts.Between(group.boot, group.first_time, group.last_time + kAttemptPause)) {
    const AccessSession& session = access.at(entry.value);
    const bool same_source = std::any_of(
        group.sources.begin(), group.sources.end(), [&](const std::string& source) {
          return source == session.source_ip || source == ToLower(session.source_host);
        });
    if (same_source) return entry.value;
  }
  return kNone;
}

}  // namespace

std::vector<AttemptGroup> FindCampaigns(const History& history, const AccessTable& access) {
  struct Open {
    AttemptGroup group;
    std::set<std::string> users;
    std::map<std::uint32_t, std::int64_t> statuses;
  };
  std::vector<Open> campaigns;
  const std::vector<Failure> failures = AllFailures(history);
  for (std::size_t i = 0; i < failures.size(); ++i) {
    const Failure& f = failures[i];
    if (ToldTwice(history, failures, i)) continue;
    const bool goes_on = !campaigns.empty() && campaigns.back().group.boot == f.boot &&
                         campaigns.back().group.sources.front() == f.source &&
                         f.time <= campaigns.back().group.last_time + kAttemptPause;
    if (!goes_on) {
      Open open;
      open.group.host = history.host_of(f.event);
      open.group.boot = f.boot;
      open.group.sources = {f.source};
      open.group.first_time = f.time;
      campaigns.push_back(std::move(open));
    }
    Open& open = campaigns.back();
    const Event& e = history.event(f.event);
    open.group.last_time = f.time;
    ++open.group.count;
    if (!e.target.name.empty()) open.users.insert(std::string(e.target.name.view()));
    ++open.statuses[e.sub_status != 0 ? e.sub_status : e.status];
  }
  const TimeIndex starts = StartIndex(access);
  std::vector<AttemptGroup> groups;
  for (Open& open : campaigns) {
    open.group.users.assign(open.users.begin(), open.users.end());
    open.group.statuses.assign(open.statuses.begin(), open.statuses.end());
    std::erase(open.group.sources, std::string());
    open.group.first_success = FirstSuccess(open.group, access, starts);
    groups.push_back(std::move(open.group));
  }
  return groups;
}

}  // namespace logonloom
