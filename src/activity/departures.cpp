#include "activity/departures.h"

#include <algorithm>

#include "activity/accounts.h"
#include "base/text.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

// «host» of «host», «TERMSRV/host», «http://host:5985/wsman», «host/wsman?PSVersion=5.1».
std::string_view HostOf(std::string_view target) {
  if (const std::size_t scheme = target.find("://"); scheme != std::string_view::npos)
    target.remove_prefix(scheme + 3);
  const std::size_t slash = target.find('/');
  if (slash != std::string_view::npos) {
    const std::string_view rest = target.substr(slash + 1);
    // A service principal's host stands behind the slash, a path does too.
    const bool service = !rest.empty() && rest.find_first_of("?=") == std::string_view::npos &&
                         !StartsWithIgnoreCase(rest, "wsman");
    target = service ? rest.substr(0, rest.find('/')) : target.substr(0, slash);
  }
  if (std::count(target.begin(), target.end(), ':') == 1)
    target = target.substr(0, target.find(':'));
  return target;
}

bool TellsDeparture(EventKind kind) {
  return kind == EventKind::kExplicitCredentials || kind == EventKind::kRdpClientConnecting ||
         kind == EventKind::kRdpClientAddress || kind == EventKind::kWinRmClientSession;
}

}  // namespace

Departures::Departures(const Scene& scene, const Machines& machines,
                       const ControllerRecords& controllers, AddressForms& forms) {
  for (Index i = 0; i < scene.size(); ++i) {
    if (!TellsDeparture(scene.kind(i))) continue;
    const Event& e = scene.event(i);
    Departure d;
    Symbol address;
    switch (e.kind) {
      case EventKind::kExplicitCredentials:
        if (e.subject_logon_id == 0 || IsPermanent(e.subject_logon_id)) continue;
        d.any_kind = true;
        d.user = UserOf(e.target);
        break;
      case EventKind::kRdpClientConnecting:
        d.kind = SessionKind::kRdp;
        break;
      case EventKind::kRdpClientAddress:
        d.kind = SessionKind::kRdp;
        address = e.address;
        break;
      case EventKind::kWinRmClientSession:
        d.kind = SessionKind::kWinrm;
        break;
      default:
        continue;
    }
    const std::string_view server = HostOf(e.server_name.view());
    Index to = server.empty() ? kNone : machines.Named(server);
    if (to == kNone && !server.empty()) to = machines.At(ToLower(server), e.time);
    if (to == kNone && !address.empty()) to = machines.At(forms.FormOf(address).text, e.time);
    // The server may stand there under a name of its own; the ticket's service is the machine.
    if (to == kNone && d.any_kind && !e.logon_guid.empty())
      to = controllers.ServiceOf(e.logon_guid);
    d.from_host = scene.place(i).host;
    if (to == kNone || to == d.from_host) continue;
    d.event = i;
    d.logon_session = scene.place(i).logon_session;
    d.time = e.time;
    to_[to].push_back(std::move(d));
  }
  for (auto& [host, list] : to_)
    std::stable_sort(list.begin(), list.end(),
                     [](const Departure& a, const Departure& b) { return a.time < b.time; });
}

std::span<const Departure> Departures::To(Index host, FileTime from, FileTime until) const {
  const auto known = to_.find(host);
  if (known == to_.end()) return {};
  const auto& all = known->second;
  const auto first = std::partition_point(all.begin(), all.end(),
                                          [from](const Departure& d) { return d.time < from; });
  const auto last = std::partition_point(first, all.end(),
                                         [until](const Departure& d) { return d.time <= until; });
  return {first, last};
}

}  // namespace logonloom
