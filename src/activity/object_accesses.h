// Accesses to shares, files, pipes and other objects, folded: one per session and object, with the
// records of each reachable through the details.
#pragma once

#include <vector>

#include "activity/scene.h"
#include "logonloom/activity.h"

namespace logonloom {

// Sets `access` in the details of the records that were folded. Rules: docs/correlation.md,
// «Activity».
std::vector<ObjectAccess> FoldAccesses(const Scene& scene, std::vector<EventDetail>& details);

}  // namespace logonloom
