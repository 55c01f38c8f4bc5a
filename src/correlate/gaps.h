// What the logs do not hold, and what was done to them.
#pragma once

#include <optional>
#include <vector>

#include "correlate/history.h"

namespace logonloom {

// Missing ids, cleared logs, long silence between neighbours, clock steps, renumbered copies and
// files that end too early; by channel and kind.
std::vector<Gap> FindGaps(const History& history);

// A clock that was set makes times unreliable: told once; nullopt if none was set by much.
std::optional<Diagnostic> TellClockSteps(const History& history);
// Events that happened and could not be written, one for each machine.
std::optional<Diagnostic> TellUnwrittenEvents(const History& history);

}  // namespace logonloom
