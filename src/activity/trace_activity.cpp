#include <algorithm>
#include <numeric>
#include <tuple>

#include "activity/lateral_links.h"
#include "activity/machine_activity.h"
#include "activity/scene.h"
#include "base/threads.h"
#include "logonloom/activity.h"

namespace logonloom {
namespace {

// Links in an order that does not tell how they were found, with their processes.
void PutInOrder(LinkList& found, Correlation& correlation, Activity& activity) {
  std::vector<std::size_t> order(found.links.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto key = [&found](std::size_t i) {
    const Link& k = found.links[i];
    return std::tuple(k.time.value_or(FileTime{}), k.to_host, k.to_logon_session, k.from_host,
                      k.from_logon_session, k.kind, k.basis);
  };
  std::stable_sort(order.begin(), order.end(),
                   [&key](std::size_t a, std::size_t b) { return key(a) < key(b); });
  correlation.links.clear();
  for (const std::size_t i : order) {
    correlation.links.push_back(found.links[i]);
    activity.link_processes.push_back(found.processes[i]);
  }
}

// Machine by machine, each by itself.
void TraceMachines(const Scene& scene, Correlation& correlation, unsigned threads,
                   Activity& activity, LinkList& links) {
  MakeInOrder(
      threads, correlation.hosts.size(),
      [&](std::size_t m) {
        return TraceMachine(scene, static_cast<Index>(m), correlation, activity.details);
      },
      [&](std::size_t, MachineActivity machine) { Join(machine, activity, links); });
}

}  // namespace

Activity TraceActivity(Correlation& correlation, unsigned threads) {
  const Scene scene(correlation);
  Activity activity;
  activity.details.resize(correlation.events.size());
  LinkList links(scene);
  TraceMachines(scene, correlation, threads, activity, links);
  AddressForms forms;
  Machines machines(scene, forms, *activity.texts.emplace_back(std::make_shared<StringPool>()));
  const BulkList<Arrival> arrivals = FindArrivals(scene);
  const ConnectionPairs pairs(scene, machines, forms, arrivals);
  LinkArrivals(scene, activity.processes, activity.details, arrivals, machines, pairs, links);
  PutInOrder(links, correlation, activity);
  activity.addresses = machines.TakeAddresses();
  activity.skews = pairs.Skews();
  return activity;
}

}  // namespace logonloom
