// Remote desktop gateway: who reached which machine through it.
#pragma once

#include "correlate/access_table.h"

namespace logonloom {

// An access session of the gateway for each connection (ActivityID; else user and client).
void AddGatewaySessions(const History& history, AccessTable& access);

}  // namespace logonloom
