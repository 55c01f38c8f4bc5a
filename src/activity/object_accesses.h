// Accesses to shares, files, pipes and other objects, folded: one per session and object, with the
// records of each reachable through the details.
#pragma once

#include <vector>

#include "activity/scene.h"
#include "logonloom/activity.h"

namespace logonloom {

// Sets `access` in the details of the records that were folded. The accesses' texts lie where those
// of the events do, or in `texts`. Rules: docs/correlation.md, «Activity».
BulkList<ObjectAccess> FoldAccesses(const MachineScene& scene, BulkList<EventDetail>& details,
                                    StringPool& texts);

}  // namespace logonloom
