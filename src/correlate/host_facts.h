// What the events tell of a machine beside its names.
#pragma once

#include "correlate/history.h"

namespace logonloom {

// The operating system (6009, else the versions of Security events) and the SID that the machine's
// own accounts share.
void FillHostFacts(const History& history, Host& host);

}  // namespace logonloom
