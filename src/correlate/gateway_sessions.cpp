#include "correlate/gateway_sessions.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "base/text.h"
#include "correlate/boot_key.h"
#include "correlate/logon_ends.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

bool IsGateway(EventKind kind) {
  switch (kind) {
    case EventKind::kGatewayAuthorised:
    case EventKind::kGatewayResourceAuthorised:
    case EventKind::kGatewayConnected:
    case EventKind::kGatewayDisconnected:
    case EventKind::kGatewayHttp:
    case EventKind::kGatewayRefused:
    case EventKind::kGatewayResourceRefused:
    case EventKind::kGatewayConnectFailed:
      return true;
    default:
      return false;
  }
}

struct GatewayVisit {
  std::vector<Index> events;  // in time order
  FileTime last_time;
  std::optional<FileTime> connected;     // the first 302
  std::optional<FileTime> disconnected;  // the last 303
  std::optional<FileTime> stated_start;  // of a 303, by the duration that it states
  Index refused = kNone;
  std::int32_t refusals = 0;
  bool authorised = false;
};

void Note(GatewayVisit& visit, Index i, const Event& e) {
  visit.events.push_back(i);
  visit.last_time = e.time;
  switch (e.kind) {
    case EventKind::kGatewayConnected:
      if (!visit.connected) visit.connected = e.time;
      break;
    case EventKind::kGatewayDisconnected:
      visit.disconnected = e.time;
      if (e.duration_s) {
        const FileTime start = e.time - Seconds(*e.duration_s);
        visit.stated_start = std::min(visit.stated_start.value_or(start), start);
      }
      break;
    case EventKind::kGatewayRefused:
    case EventKind::kGatewayResourceRefused:
    case EventKind::kGatewayConnectFailed:
      visit.refused = i;
      ++visit.refusals;
      break;
    case EventKind::kGatewayAuthorised:
    case EventKind::kGatewayResourceAuthorised:
      visit.authorised = true;
      break;
    default:
      break;
  }
}

// Its transports may each tell of the disconnect.
bool IsOver(const GatewayVisit& visit, EventKind kind, FileTime time) {
  if (!visit.disconnected) return false;
  return kind != EventKind::kGatewayDisconnected || time > visit.last_time + kSameAct;
}

// A transport beside the connection over HTTP, which tells of itself too, maybe under its own id.
bool IsUdp(const Event& e) { return EqualsIgnoreCase(e.message.view(), "UDP"); }

using VisitKey = std::tuple<Index, std::string, std::string>;

VisitKey KeyOf(const History& history, Index i) {
  const Event& e = history.event(i);
  const LoggedAddress* address = history.Address(e.address);
  return {history.boot_of(i), ToLower(e.target.name.view()),
          address ? std::string(address->text.view()) : std::string()};
}

std::vector<GatewayVisit> FindVisits(const History& history) {
  std::vector<GatewayVisit> visits;
  std::map<VisitKey, std::size_t> open, over_http;
  for (const Index i : history.ByTime(history.Where(IsGateway))) {
    const Event& e = history.event(i);
    const bool has_id = !e.activity_id.empty() && !IsMadeByEtw(e.activity_id.view(), e.time);
    const VisitKey of_user = KeyOf(history, i);
    if (const auto main = over_http.find(of_user);
        IsUdp(e) && main != over_http.end() && !IsOver(visits[main->second], e.kind, e.time)) {
      visits[main->second].events.push_back(i);
      continue;
    }
    const VisitKey key =
        has_id ? VisitKey(history.boot_of(i), e.activity_id.view(), std::string()) : of_user;
    const auto known = open.find(key);
    const bool over =
        known != open.end() && !has_id && IsOver(visits[known->second], e.kind, e.time);
    if (known == open.end() || over) {
      open[key] = visits.size();
      visits.emplace_back();
    }
    if (e.kind == EventKind::kGatewayConnected && !IsUdp(e)) over_http[of_user] = open[key];
    Note(visits[open[key]], i, e);
  }
  return visits;
}

void Describe(const History& history, const GatewayVisit& visit, AccessSession& s) {
  for (const Index i : visit.events) {
    const Event& e = history.event(i);
    Complete(s.user, e.target);
    const LoggedAddress* address = history.Address(e.address);
    if (address == nullptr) continue;
    if (s.source_ip.empty()) {
      s.source_ip = address->text;
      s.source_zone = address->zone;
    }
    if (s.source_port == 0 && s.source_ip == address->text)
      s.source_port = e.port != 0 ? e.port : address->port;
    if (!address->unspecified) s.is_local = address->loopback;
    if (!e.auth_package.empty()) s.auth_package = e.auth_package;
    const std::string id(e.activity_id.view());
    if (s.connection_id.empty() && !IsMadeByEtw(id, e.time)) s.connection_id = id;
  }
  s.account_class = history.ClassHere(s.user);
}

void Decide(const History& history, const GatewayVisit& visit, AccessSession& s) {
  s.begin_confidence = kRecorded;
  s.failures = visit.refusals;
  if (visit.connected || visit.disconnected) {
    s.outcome = Outcome::kEstablished;
    s.start_time = visit.connected ? visit.connected : visit.stated_start;
    if (!visit.connected) s.begin_confidence = s.start_time ? kDerived : kNoEvidence;
    s.end = visit.disconnected ? RecordedEnd(*visit.disconnected, EndReason::kDisconnect,
                                             EndBasis::kDisconnectEvent)
                               : EndOfBoot(history, s.boot, visit.last_time,
                                           SeenBehind(history, visit.events.back()), false);
  } else if (visit.refused != kNone) {
    s.outcome = Outcome::kFailed;
    s.end = RecordedEnd(history.event(visit.refused).time, EndReason::kAccessDenied,
                        EndBasis::kFailure);
  } else {
    s.outcome = visit.authorised ? Outcome::kAuthenticatedOnly : Outcome::kAbandoned;
    if (!visit.authorised) s.end.reason = EndReason::kAbandoned;
  }
  if (!s.end.time && !s.end.lower) s.end.lower = visit.last_time;
  s.confidence = std::min(s.begin_confidence, s.end.confidence);
}

EvidenceRole RoleOf(EventKind kind) {
  switch (kind) {
    case EventKind::kGatewayConnected:
      return EvidenceRole::kBegin;
    case EventKind::kGatewayDisconnected:
      return EvidenceRole::kDisconnect;
    case EventKind::kGatewayRefused:
    case EventKind::kGatewayResourceRefused:
    case EventKind::kGatewayConnectFailed:
      return EvidenceRole::kFailure;
    case EventKind::kGatewayAuthorised:
    case EventKind::kGatewayResourceAuthorised:
      return EvidenceRole::kNetworkAuth;
    default:
      return EvidenceRole::kAttempt;
  }
}

}  // namespace

void AddGatewaySessions(const History& history, AccessTable& access) {
  for (const GatewayVisit& visit : FindVisits(history)) {
    AccessSession s;
    s.host = kThisMachine;
    s.boot = history.boot_of(visit.events.front());
    s.kind = SessionKind::kGateway;
    Describe(history, visit, s);
    Decide(history, visit, s);
    const FileTime first = history.event(visit.events.front()).time;
    s.attempt_time = s.start_time ? std::min(*s.start_time, first) : first;
    const Index session = access.Add(std::move(s));
    for (const Index i : visit.events)
      access.Prove(session, i, RoleOf(history.event(i).kind), "gateway_connection");
  }
}

}  // namespace logonloom
