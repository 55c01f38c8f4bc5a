// Rows of machines, boots and the three layers of sessions.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

void WriteHostsAndBoots(SQLite::Database& db, const Correlation& c);
// `activity_count`: acts per access session.
void WriteSessions(SQLite::Database& db, const Correlation& c,
                   const std::vector<std::int64_t>& activity_count);
void WriteAttemptsLinksAndGaps(SQLite::Database& db, const Correlation& c);

}  // namespace logonloom
