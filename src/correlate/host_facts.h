// What the events tell of each machine beside its names.
#pragma once

#include "correlate/history.h"

namespace logonloom {

// The operating system (6009, else the versions of Security events) and the SID that the machine's
// own accounts share. `hosts` is parallel to the history's.
void FillHostFacts(const History& history, std::vector<Host>& hosts);

}  // namespace logonloom
