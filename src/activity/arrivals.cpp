#include "activity/arrivals.h"

#include "base/ip_address.h"

namespace logonloom {
namespace {

bool IsOverNetwork(const AccessSession& s) {
  switch (s.kind) {
    case SessionKind::kRdp:
    case SessionKind::kNetwork:
    case SessionKind::kSsh:
    case SessionKind::kWinrm:
      return s.outcome == Outcome::kEstablished && s.logon_session != kNone;
    default:
      return false;
  }
}

}  // namespace

std::vector<Arrival> FindArrivals(const Scene& scene) {
  std::vector<Arrival> arrivals;
  const auto& sessions = scene.correlation().access_sessions;
  for (std::size_t a = 0; a < sessions.size(); ++a) {
    const AccessSession& s = sessions[a];
    if (!IsOverNetwork(s) || s.account_class == AccountClass::kMachine ||
        s.account_class == AccountClass::kAnonymous)
      continue;
    const auto time = s.start_time ? s.start_time : s.attempt_time;
    if (!time) continue;
    Arrival arrival;
    arrival.access_session = static_cast<Index>(a);
    arrival.logon_session = s.logon_session;
    arrival.host = s.host;
    arrival.boot = s.boot;
    arrival.time = *time;
    arrival.user = s.user;
    arrival.address = s.source_ip;
    arrival.port = s.source_port;
    arrival.name = s.source_host;
    arrival.kind = s.kind;
    if (const auto address = ParseIpAddress(s.source_ip)) arrival.loopback = address->loopback;
    arrivals.push_back(std::move(arrival));
  }
  return arrivals;
}

}  // namespace logonloom
