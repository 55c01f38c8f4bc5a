// Ties events that name no logon session to one, and keeps what else an event says of sessions.
#pragma once

#include <vector>

#include "activity/processes.h"
#include "activity/scene.h"
#include "logonloom/activity.h"

namespace logonloom {

// Fills the places of `correlation`, which the scene reads, and gives a detail per event. Rules:
// docs/correlation.md, «Activity».
std::vector<EventDetail> Attribute(const Scene& scene, const ProcessTable& processes,
                                   Correlation& correlation);

}  // namespace logonloom
