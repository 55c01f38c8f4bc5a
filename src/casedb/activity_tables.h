// Rows of processes, accesses, machines' addresses and clocks, and of what constants mean.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "logonloom/activity.h"

namespace logonloom {

void WriteActivityTables(SQLite::Database& db, const Activity& activity);
void WriteDecodedValues(SQLite::Database& db);

}  // namespace logonloom
