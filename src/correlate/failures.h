// Failed attempts outside connections: folded into the access session that they led to, or into
// failed access sessions.
#pragma once

#include <vector>

#include "correlate/access_table.h"
#include "correlate/attempts.h"
#include "correlate/logon_sessions.h"

namespace logonloom {

// Adds failures to the sessions in `access` that they precede, and failed sessions of their own.
// Points logons that were denied a desktop (4825) at theirs.
void FoldFailures(const History& history, const BulkList<FailedAttempt>& attempts,
                  LogonTable& logons, AccessTable& access);

}  // namespace logonloom
