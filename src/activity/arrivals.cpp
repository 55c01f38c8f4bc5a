#include "activity/arrivals.h"

#include <algorithm>
#include <map>
#include <utility>

#include "activity/windows.h"
#include "base/ip_address.h"
#include "base/text.h"

namespace logonloom {
namespace {

bool IsOverNetwork(const AccessSession& s) {
  switch (s.kind) {
    case SessionKind::kRdp:
    case SessionKind::kNetwork:
    case SessionKind::kSsh:
    case SessionKind::kWinrm:
      return s.outcome == Outcome::kEstablished || s.outcome == Outcome::kFailed;
    default:
      return false;
  }
}

// A desktop without logon session beside one of the account that has its own tells of the same
// arrival once more.
void DropSecondTellings(BulkList<Arrival>& arrivals) {
  std::map<std::pair<Index, std::string>, std::vector<FileTime>> told;
  for (const Arrival& a : arrivals)
    if (a.logon_session != kNone) told[{a.host, ToLower(a.user.name)}].push_back(a.time);
  for (auto& [key, times] : told) std::sort(times.begin(), times.end());
  std::erase_if(arrivals, [&told](const Arrival& a) {
    if (a.logon_session != kNone || a.failed) return false;
    const auto known = told.find({a.host, ToLower(a.user.name)});
    if (known == told.end()) return false;
    const auto next =
        std::lower_bound(known->second.begin(), known->second.end(), a.time - kClientToDesktop);
    return next != known->second.end() && *next <= a.time + kClientToDesktop;
  });
}

}  // namespace

BulkList<Arrival> FindArrivals(const Scene& scene) {
  BulkList<Arrival> arrivals;
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
    arrival.failed = s.outcome == Outcome::kFailed;
    arrival.host = s.host;
    arrival.boot = s.boot;
    arrival.time = *time;
    arrival.user = s.user;
    arrival.address = s.source_ip;
    arrival.port = s.source_port;
    arrival.name = s.source_host;
    arrival.kind = s.kind;
    arrival.loopback = IsLoopback(s.source_ip);
    arrivals.push_back(std::move(arrival));
  }
  DropSecondTellings(arrivals);
  return arrivals;
}

}  // namespace logonloom
