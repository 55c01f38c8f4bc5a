#include <algorithm>
#include <numeric>
#include <tuple>

#include "activity/attribution.h"
#include "activity/lateral_links.h"
#include "activity/local_links.h"
#include "activity/object_accesses.h"
#include "activity/processes.h"
#include "activity/scene.h"
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

}  // namespace

Activity TraceActivity(Correlation& correlation) {
  const Scene scene(correlation);
  ProcessTable table = TraceProcesses(scene);
  Activity activity;
  activity.details = Attribute(scene, table, correlation);
  activity.accesses = FoldAccesses(scene, activity.details);
  LinkList links(scene, correlation);
  LinkCredentials(scene, links);
  LinkTokens(scene, table, links);
  LinkTasksAndServices(scene, table, activity.details, links);
  LinkTakeovers(scene, table, links);
  AddressForms forms;
  const Machines machines(scene, forms);
  const std::vector<Arrival> arrivals = FindArrivals(scene);
  const ConnectionPairs pairs(scene, machines, forms, arrivals);
  LinkArrivals(scene, table, activity.details, arrivals, machines, pairs, links);
  PutInOrder(links, correlation, activity);
  activity.addresses = machines.Addresses();
  activity.skews = pairs.Skews();
  activity.processes = std::move(table.processes);
  return activity;
}

}  // namespace logonloom
