// The two halves of an administrator's logon: elevated and filtered.
#pragma once

#include "correlate/logon_sessions.h"

namespace logonloom {

// Links the halves: recorded (4624 v2 name each other), one-sided (only one 4624 is there),
// inferred from two 4624 of older versions, or from the use of two LUIDs without 4624.
void LinkPairs(const History& history, LogonTable& table);

}  // namespace logonloom
