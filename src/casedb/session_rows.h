// Rows of machines, boots and the three layers of sessions.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <vector>

#include "logonloom/activity.h"

namespace logonloom {

void WriteHostsAndBoots(SQLite::Database& db, const Correlation& c);
// `activity_count`: acts per access session.
void WriteSessions(SQLite::Database& db, const Correlation& c,
                   const std::vector<std::int64_t>& activity_count);
// `processes`: of the links, parallel to them, or empty.
void WriteAttemptsLinksAndGaps(SQLite::Database& db, const Correlation& c,
                               const BulkList<LinkProcesses>& processes);

}  // namespace logonloom
