// Failed attempts outside connections: folded into the access session that they led to, or into
// failed access sessions.
#pragma once

#include <vector>

#include "correlate/access_table.h"
#include "correlate/attempts.h"

namespace logonloom {

// Adds failures to the sessions in `access` that they precede, and failed sessions of their own.
void FoldFailures(const History& history, const std::vector<FailedAttempt>& attempts,
                  AccessTable& access);

}  // namespace logonloom
