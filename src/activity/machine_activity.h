// What was done on one machine, as far as its own records tell.
#pragma once

#include <memory>
#include <vector>

#include "activity/link_list.h"
#include "activity/scene.h"
#include "logonloom/activity.h"

namespace logonloom {

struct MachineActivity {
  std::shared_ptr<StringPool> texts;          // of the accesses
  IndexRange events;                          // of the machine
  BulkList<Process> processes;             // numbers count from the machine's first one
  BulkList<ObjectAccess> accesses;         // likewise
  BulkList<Link> links;                    // those that correlation had among them
  BulkList<LinkProcesses> link_processes;  // parallel to links
};

// Fills the places of the machine's events in `correlation`, which the scene reads, and their
// details. Machines may be traced at the same time.
MachineActivity TraceMachine(const Scene& scene, Index host, Correlation& correlation,
                             BulkList<EventDetail>& details);

// Lays a machine's processes, accesses and links behind those of the machines before it; what its
// events' details name gets the new numbers.
void Join(MachineActivity& machine, Activity& activity, LinkList& links);

}  // namespace logonloom
