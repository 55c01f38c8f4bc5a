#include "activity/machine_activity.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "activity/attribution.h"
#include "activity/local_links.h"
#include "activity/object_accesses.h"
#include "activity/processes.h"

namespace logonloom {
namespace {

// Those of one machine lie one behind the other.
std::span<const Link> LinksOf(const BulkList<Link>& all, Index host) {
  const auto begin = std::partition_point(all.begin(), all.end(),
                                          [host](const Link& k) { return k.to_host < host; });
  const auto end = std::partition_point(begin, all.end(),
                                        [host](const Link& k) { return k.to_host == host; });
  return {begin, end};
}

void Add(Index& index, Index base) {
  if (index != kNone) index += base;
}

template <typename T>
void Append(BulkList<T>& part, double share, BulkList<T>& all) {
  if (all.capacity() == 0 && share >= 1) return all.swap(part);  // of the only machine
  MakeRoom(all, part.size(), share);
  std::move(part.begin(), part.end(), std::back_inserter(all));
  BulkList<T>().swap(part);
}

}  // namespace

MachineActivity TraceMachine(const Scene& whole, Index host, Correlation& correlation,
                             BulkList<EventDetail>& details) {
  const MachineScene scene(whole, host);
  ProcessTable table = TraceProcesses(scene);
  Attribute(scene, table, correlation, details);
  MachineActivity activity;
  activity.events = {scene.begin(), scene.end()};
  activity.texts = std::make_shared<StringPool>();
  activity.accesses = FoldAccesses(scene, details, *activity.texts);
  activity.texts->Close();
  LinkList links(whole);
  links.Keep(LinksOf(correlation.links, host));
  LinkCredentials(scene, links);
  LinkTokens(scene, table, links);
  LinkTasksAndServices(scene, table, details, links);
  LinkTakeovers(scene, table, links);
  activity.processes = std::move(table.processes);
  activity.links = std::move(links.links);
  activity.link_processes = std::move(links.processes);
  return activity;
}

void Join(MachineActivity& machine, Activity& activity, LinkList& links) {
  const auto process = static_cast<Index>(activity.processes.size());
  const auto access = static_cast<Index>(activity.accesses.size());
  for (Process& p : machine.processes) Add(p.parent, process);
  for (LinkProcesses& ends : machine.link_processes) {
    Add(ends.from, process);
    Add(ends.to, process);
  }
  for (Index i = machine.events.begin; i < machine.events.end; ++i) {
    EventDetail& detail = activity.details[static_cast<std::size_t>(i)];
    Add(detail.process, process);
    Add(detail.access, access);
  }
  links.Keep(machine.links, machine.link_processes);
  activity.texts.push_back(std::move(machine.texts));
  const double share = static_cast<double>(machine.events.end) /
                       static_cast<double>(activity.details.size());
  Append(machine.processes, share, activity.processes);
  Append(machine.accesses, share, activity.accesses);
  EaseBulk();
}

}  // namespace logonloom
