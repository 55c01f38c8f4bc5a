#include "activity/controller_records.h"

#include <algorithm>
#include <optional>

#include "activity/windows.h"
#include "base/text.h"

namespace logonloom {
namespace {

// «alice» of alice@CORP.EXAMPLE; empty for machines, which nobody follows.
std::string PersonOf(std::string_view name) {
  name = name.substr(0, name.find('@'));
  return name.ends_with('$') ? std::string() : ToLower(name);
}

// «FS01» of FS01$; empty for the services of other accounts.
std::string_view MachineOf(std::string_view service) {
  return service.ends_with('$') ? service.substr(0, service.size() - 1) : std::string_view();
}

}  // namespace

ControllerRecords::ControllerRecords(const Scene& scene, const Machines& machines,
                                     AddressForms& forms)
    : scene_(scene) {
  if (scene.correlation().hosts.size() < 2) return;
  for (Index i = 0; i < scene.size(); ++i) {
    if (scene.kind(i) == EventKind::kTicketRequested) AddTicket(i, machines, forms);
    if (scene.kind(i) == EventKind::kCredentialsValidated) AddCheck(i, machines);
  }
  for (auto& [key, requests] : tickets_) std::stable_sort(requests.begin(), requests.end());
  for (auto& [key, requests] : checks_) std::stable_sort(requests.begin(), requests.end());
}

void ControllerRecords::AddTicket(Index i, const Machines& machines, AddressForms& forms) {
  const Event& e = scene_.event(i);
  const std::string_view name = MachineOf(e.object.view());
  const Index service = name.empty() || e.status != 0 ? kNone : machines.Named(name);
  if (service == kNone) return;
  if (!e.logon_guid.empty()) {
    const auto [known, added] = service_of_.try_emplace(e.logon_guid, service);
    if (!added && known->second != service) known->second = kNone;
  }
  const std::string person = PersonOf(e.target.name.view());
  const LoggedAddress& form = forms.FormOf(e.address);
  const Index controller = scene_.place(i).host;
  const Index from = form.local() ? controller : machines.At(form.text, e.time);
  if (!person.empty() && from != kNone && from != service)
    tickets_[{service, person}].push_back({from, controller, e.time});
}

void ControllerRecords::AddCheck(Index i, const Machines& machines) {
  const Event& e = scene_.event(i);
  const std::string person = PersonOf(e.target.name.view());
  if (person.empty() || e.workstation.empty() || e.status != 0) return;
  std::string_view name = e.workstation.view();
  while (name.starts_with('\\')) name.remove_prefix(1);
  const Index from = machines.Named(name);
  if (from != kNone) checks_[person].push_back({from, scene_.place(i).host, e.time});
}

Index ControllerRecords::ServiceOf(Symbol logon_guid) const {
  const auto known = service_of_.find(logon_guid);
  return known == service_of_.end() ? kNone : known->second;
}

ControllerRecords::Origin ControllerRecords::Nearest(const Requests& requests,
                                                     const Arrival& arrival,
                                                     const ConnectionPairs& pairs, Ticks window,
                                                     std::string_view basis) {
  Origin found;
  Ticks nearest{};
  const auto first = std::lower_bound(requests.begin(), requests.end(),
                                      Request{kNone, kNone, arrival.time - window - kMostSkew});
  for (auto r = first; r != requests.end() && r->time <= arrival.time + kMostSkew; ++r) {
    if (r->from == arrival.host) continue;
    const FileTime time = Shifted(r->time, pairs.Skew(r->controller, arrival.host));
    if (time > arrival.time + kProcessSlack || arrival.time - time > window) continue;
    const Ticks apart = time < arrival.time ? arrival.time - time : time - arrival.time;
    if (found.host != kNone && found.host != r->from) found.several = true;
    if (found.host != kNone && apart >= nearest) continue;
    found.host = r->from;
    nearest = apart;
  }
  found.basis = basis;
  return found;
}

ControllerRecords::Origin ControllerRecords::Before(const Arrival& arrival,
                                                    const ConnectionPairs& pairs) const {
  const std::string person = PersonOf(arrival.user.name);
  if (const auto known = tickets_.find({arrival.host, person}); known != tickets_.end()) {
    const Origin origin =
        Nearest(known->second, arrival, pairs, kTicketToLogon, "service_ticket");
    if (origin.host != kNone) return origin;
  }
  const auto known = checks_.find(person);
  if (known == checks_.end()) return {};
  return Nearest(known->second, arrival, pairs, kValidationToLogon, "password_check");
}

}  // namespace logonloom
