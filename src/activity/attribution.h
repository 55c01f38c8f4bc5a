// Ties events that name no logon session to one, and keeps what else an event says of sessions.
#pragma once

#include <vector>

#include "activity/processes.h"
#include "activity/scene.h"
#include "logonloom/activity.h"

namespace logonloom {

// Fills the places of the machine's events in `correlation`, which the scene reads, and their details.
// Both are by event of the whole. Rules: docs/correlation.md, «Activity».
void Attribute(const MachineScene& scene, const ProcessTable& processes, Correlation& correlation,
               BulkList<EventDetail>& details);

}  // namespace logonloom
