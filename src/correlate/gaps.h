// What the logs do not hold, and what was done to them.
#pragma once

#include <vector>

#include "correlate/history.h"

namespace logonloom {

// Missing ids, cleared logs, long silence between neighbours, clock steps, renumbered copies and
// files that end too early; by machine, channel and kind.
std::vector<Gap> FindGaps(const History& history, const std::vector<ChannelExtent>& extents);

// A clock that was set makes times unreliable: told once for each machine.
std::vector<Diagnostic> TellClockSteps(const History& history);

}  // namespace logonloom
