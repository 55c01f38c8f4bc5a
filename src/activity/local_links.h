// Links between sessions of one machine that the logon records alone do not give: credentials,
// tokens, tasks, services, tunnels, takeovers. Rules: docs/correlation.md, «Activity».
#pragma once

#include "activity/link_list.h"
#include "activity/processes.h"

namespace logonloom {

void LinkCredentials(const MachineScene& scene, LinkList& links);
void LinkTokens(const MachineScene& scene, const ProcessTable& processes, LinkList& links);
// Notes the planner in the processes, too: many may run for one link.
void LinkTasksAndServices(const MachineScene& scene, ProcessTable& processes,
                          const BulkList<EventDetail>& details, LinkList& links);
void LinkTakeovers(const MachineScene& scene, const ProcessTable& processes, LinkList& links);

}  // namespace logonloom
