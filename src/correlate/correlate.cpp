#include <algorithm>
#include <span>
#include <utility>

#include "base/threads.h"
#include "correlate/access_table.h"
#include "correlate/attempts.h"
#include "correlate/campaigns.h"
#include "correlate/connection_sessions.h"
#include "correlate/connections.h"
#include "correlate/correlation_parts.h"
#include "correlate/desktops.h"
#include "correlate/end_bounds.h"
#include "correlate/evidence_order.h"
#include "correlate/failures.h"
#include "correlate/gaps.h"
#include "correlate/gateway_sessions.h"
#include "correlate/history.h"
#include "correlate/host_facts.h"
#include "correlate/linked_pairs.h"
#include "correlate/local_ends.h"
#include "correlate/local_owners.h"
#include "correlate/local_sessions.h"
#include "correlate/logon_ends.h"
#include "correlate/logon_sessions.h"
#include "correlate/logon_starts.h"
#include "correlate/network_authentications.h"
#include "correlate/network_sessions.h"
#include "correlate/nla_logons.h"
#include "correlate/purposes.h"
#include "correlate/shown_times.h"
#include "correlate/source_hints.h"
#include "correlate/ssh_sessions.h"
#include "correlate/time_index.h"
#include "correlate/unlocked_desktops.h"
#include "correlate/unseen.h"
#include "correlate/windows.h"
#include "correlate/winrm_sessions.h"
#include "logonloom/sessions.h"
#include "model/desktop_visits.h"
#include "model/logon_ids.h"
#include "model/session_keys.h"

namespace logonloom {
namespace {

// Logon sessions made by a program inside another session serve that session's visit.
void InheritAccess(LogonTable& logons) {
  for (Index l = 0; l < logons.size(); ++l) {
    Index ancestor = logons.at(l).session.parent;
    for (int depth = 0; ancestor != kNone && depth < 16; ++depth) {
      LogonSession& child = logons.at(l).session;
      if (child.access_session != kNone) break;
      child.access_session = logons.at(ancestor).session.access_session;
      ancestor = logons.at(ancestor).session.parent;
    }
  }
}

// The twin of a by-product serves what its half serves.
void ShareWithTwins(LogonTable& logons) {
  for (Index l = 0; l < logons.size(); ++l) {
    LogonSession& s = logons.at(l).session;
    if (s.linked == kNone) continue;
    const LogonSession& twin = logons.at(s.linked).session;
    if (s.access_session == kNone) s.access_session = twin.access_session;
    if (s.parent == kNone && !IsPermanent(s.logon_id) && twin.parent != l) s.parent = twin.parent;
  }
}

// Answers of one machine that need several tables at once, and the hand-over into one Correlation,
// without the events.
class Composer {
 public:
  explicit Composer(MachineEvents machine)
      : history_(std::move(machine)), logons_(TraceLogons(history_)) {}

  Correlation Run() {
    StartLogons(history_, logons_);
    LinkPairs(history_, logons_);
    DecidePurposes(history_, logons_);
    connections_ = FindConnections(history_);
    MarkNetworkAuthentications(history_, connections_, logons_);
    const std::vector<Index> shells = MarkWinrm(history_, logons_);
    StartPairsTogether();
    locals_ = TraceLocals(history_, logons_);
    NameOwnersOfDesktops();
    NameUnlockedDesktops(history_, logons_, locals_);
    EndLogons(history_, logons_);
    EndWithOwners(logons_, locals_);
    ssh_ = FindSshConnections(history_, logons_);
    attempts_ = FindAttempts(history_, connections_, ssh_);
    FindDesktopVisits(history_, logons_, locals_, connections_, access_);
    AddSshSessions(history_, ssh_, logons_, access_);
    FoldFailures(history_, attempts_, logons_, access_);
    AddUnusedConnections(history_, connections_, access_);
    PointNlaToDesktops(history_, logons_, access_);
    AddFailedConnections(history_, connections_, logons_, access_);
    BoundAbandoned(history_, access_);
    InheritAccess(logons_);
    ShareWithTwins(logons_);
    AddNetworkSessions(history_, logons_, access_);
    AddWinrmShells(history_, shells, access_);
    AddGatewaySessions(history_, access_);
    FillSourceHints(history_, logons_, access_);
    DropImpossibleEnds(logons_, locals_, access_);
    ProveBounds(logons_, locals_, access_);
    return Compose();
  }

 private:
  // Whoever owns a local session is at a desktop, though no record of the logon says so.
  void NameOwnersOfDesktops() {
    for (const TracedLocal& local : locals_.locals) {
      const Index owner = local.session.logon_session;
      if (owner == kNone) continue;
      for (const Index half : {owner, logons_.at(owner).session.linked}) {
        if (half == kNone || logons_.at(half).logon_event != kNone) continue;
        Purpose& purpose = logons_.at(half).session.purpose;
        if (purpose == Purpose::kUnknown) purpose = Purpose::kDesktop;
      }
    }
  }

  // A pair starts with its first half.
  void StartPairsTogether() {
    for (TracedLogon& logon : logons_.logons) {
      LogonSession& s = logon.session;
      if (s.linked != kNone && !s.start_time)
        s.start_time = logons_.at(s.linked).session.start_time;
    }
  }

  Correlation Compose() {
    OrderAccess();
    result_.attempt_groups = FindCampaigns(attempts_, access_);
    PlaceEvents();
    ShowTimes();
    NameSessions();
    result_.links = RunasLinks();
    CompleteUsers();
    TellUnseen(history_, access_);
    result_.gaps = FindGaps(history_);
    if (auto told = TellClockSteps(history_)) result_.diagnostics.push_back(std::move(*told));
    if (auto told = TellUnwrittenEvents(history_)) result_.diagnostics.push_back(std::move(*told));
    result_.channels = history_.seen.Statistics();
    result_.logon_sessions.reserve(logons_.logons.size());
    for (TracedLogon& logon : logons_.logons)
      result_.logon_sessions.push_back(std::move(logon.session));
    for (TracedLocal& local : locals_.locals)
      result_.local_sessions.push_back(std::move(local.session));
    result_.access_sessions = std::move(access_.sessions);
    result_.evidence = Evidence();
    result_.boots = std::move(history_.boots.boots);
    FillHostFacts(history_, history_.machine.host);
    result_.hosts.push_back(std::move(history_.machine.host));
    result_.duplicates = std::move(history_.machine.duplicates);
    return std::move(result_);
  }

  // One account has one spelling in all sessions of a machine.
  void CompleteUsers() {
    const UserDirectory& directory = history_.directory;
    for (TracedLogon& logon : logons_.logons)
      directory.Complete(logon.session.user);
    for (TracedLocal& local : locals_.locals)
      directory.Complete(local.session.user);
    ShareUsers(history_, logons_, locals_);
    for (AccessSession& s : access_.sessions)
      if (s.outcome != Outcome::kFailed) directory.Complete(s.user);
  }

  // What is reported is what the clocks showed; the events are again as logged.
  void ShowTimes() {
    const Clock& clock = history_.clock;
    clock.Restore(history_.machine.events);
    history_.directory.Restore(history_.machine.events);
    logonloom::ShowTimes(clock, logons_);
    logonloom::ShowTimes(clock, locals_);
    logonloom::ShowTimes(clock, access_);
    logonloom::ShowTimes(clock, result_.attempt_groups);
  }

  // By boot and first sign of the attempt, so that ids do not tell how they were found.
  void OrderAccess() {
    struct Place {
      Index boot;
      FileTime time;
      Index first_event, session;
      auto operator<=>(const Place&) const = default;
    };
    std::vector<Place> order;
    for (Index s = 0; s < access_.size(); ++s) {
      const AccessSession& a = access_.at(s);
      const auto time = a.attempt_time ? a.attempt_time : a.start_time;
      order.push_back({a.boot, time.value_or(FileTime{}), kNone, s});
    }
    for (const SessionEvidence& e : access_.evidence) {
      Index& first = order[static_cast<std::size_t>(e.access_session)].first_event;
      first = first == kNone ? e.event : std::min(first, e.event);
    }
    if (std::is_sorted(order.begin(), order.end())) return;
    std::sort(order.begin(), order.end());
    std::vector<Index> place(order.size());
    BulkList<AccessSession> sorted;
    sorted.reserve(order.size());
    for (const Place& p : order) {
      place[static_cast<std::size_t>(p.session)] = static_cast<Index>(sorted.size());
      sorted.push_back(std::move(access_.at(p.session)));
    }
    access_.sessions = std::move(sorted);
    const auto renumber = [&](Index& s) {
      if (s != kNone) s = place[static_cast<std::size_t>(s)];
    };
    for (AccessSession& a : access_.sessions) {
      renumber(a.reconnect_of);
      renumber(a.superseded_by);
    }
    for (SessionEvidence& e : access_.evidence) renumber(e.access_session);
    for (TracedLogon& logon : logons_.logons) renumber(logon.session.access_session);
  }

  // An act belongs to the visit that was open at its time among those of its logon session.
  void PlaceEvents() {
    const DesktopVisits visits({access_.sessions.data(), access_.sessions.size()},
                               {0, access_.size()}, {0, logons_.size()}, {0, locals_.size()});
    result_.places.reserve(static_cast<std::size_t>(history_.size()));
    for (Index i = 0; i < history_.size(); ++i) {
      EventPlace place;
      place.host = kThisMachine;
      place.boot = history_.boot_of(i);
      place.logon_session = logons_.owner_of[static_cast<std::size_t>(i)];
      if (place.logon_session != kNone)
        place.access_session = visits.OpenAt(
            logons_.at(place.logon_session).session.access_session, history_.event(i).time);
      result_.places.push_back(place);
    }
  }

  void NameSessions() {
    std::vector<Index> first_event(access_.sessions.size(), kNone);
    for (const SessionEvidence& e : access_.evidence) {
      Index& first = first_event[static_cast<std::size_t>(e.access_session)];
      const auto when = [&](Index i) { return std::make_pair(history_.event(i).time, i); };
      if (first == kNone || when(e.event) < when(first)) first = e.event;
    }
    SessionKeys keys;
    for (Index l = 0; l < logons_.size(); ++l) {
      const TracedLogon& logon = logons_.at(l);
      logons_.at(l).session.key =
          keys.Of('L', history_.event(logon.first_event), logon.session.logon_id);
      logons_.at(l).session.confidence = LogonConfidence(logon.session);
    }
    for (Index a = 0; a < access_.size(); ++a) {
      AccessSession& s = access_.at(a);
      const Index event = first_event[static_cast<std::size_t>(a)];
      const Luid id = s.logon_session == kNone ? 0 : logons_.at(s.logon_session).session.logon_id;
      const Index first = event != kNone             ? event
                          : s.logon_session != kNone ? logons_.at(s.logon_session).first_event
                                                     : locals_.at(s.local_session).first_event;
      s.key = keys.Of('S', history_.event(first), id);
    }
  }

  static double LogonConfidence(const LogonSession& s) {
    const bool recorded =
        s.start_basis == StartBasis::kLogonEvent || s.start_basis == StartBasis::kGroupEvent;
    const double begin = recorded ? kRecorded : s.start_time ? kDerived : kNoEvidence;
    return std::min(begin, s.end.confidence);
  }

  BulkList<Link> RunasLinks() const {
    BulkList<Link> links;
    for (Index l = 0; l < logons_.size(); ++l) {
      const LogonSession& s = logons_.at(l).session;
      if (s.parent == kNone) continue;
      Link link;
      link.from_host = link.to_host = s.host;
      link.from_logon_session = s.parent;
      link.to_logon_session = l;
      link.kind = s.purpose == Purpose::kElevation        ? "elevation"
                  : s.purpose == Purpose::kNewCredentials ? "new_credentials"
                                                          : "runas";
      link.basis = "subject_logon_id";
      link.time = s.start_time;
      link.confidence = kRecorded;
      links.push_back(link);
    }
    return links;
  }

  BulkList<SessionEvidence> Evidence() {
    BulkList<SessionEvidence> all = std::move(access_.evidence);
    all.reserve(all.size() + logons_.evidence.size());
    for (SessionEvidence e : logons_.evidence) {
      e.access_session = kNone;
      all.push_back(e);
    }
    for (SessionEvidence& e : all)
      if (e.logon_session == kNone) {
        const Index owner = logons_.owner_of[static_cast<std::size_t>(e.event)];
        e.logon_session = owner;
      }
    PutInOrder(all);
    return all;
  }

  History history_;
  LogonTable logons_;
  LocalTable locals_;
  std::vector<Connection> connections_;
  std::vector<SshConnection> ssh_;
  BulkList<FailedAttempt> attempts_;
  AccessTable access_;
  Correlation result_;
};

}  // namespace

Correlation Correlate(EventTable events, std::vector<ChannelExtent> extents, unsigned threads) {
  OrderedEvents ordered = OrderEvents(std::move(events), extents);
  extents = {};
  CorrelationParts parts(std::move(ordered.diagnostics), ordered.events.size());
  MakeInOrder(
      threads, ordered.machines.size(),
      [&](std::size_t m) { return Composer(std::exchange(ordered.machines[m], {})).Run(); },
      [&](std::size_t, Correlation part) { parts.Add(std::move(part)); });
  return parts.Join(std::move(ordered.events));
}

}  // namespace logonloom
