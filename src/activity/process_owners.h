// As whom processes ran of which Windows tells no more than who started them.
#pragma once

#include "activity/processes.h"

namespace logonloom {

// Whether the 4688's Subject, a service's or the system's session, need not be the process's own.
bool TellsNoOwner(const Event& start);

// What the children's records and the parent's session tell. Parents must be known.
void FindOwners(const MachineScene& scene, ProcessTable& table);

}  // namespace logonloom
