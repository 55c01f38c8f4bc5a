// Rows of records: where each lies, whose it is, and what it is evidence of.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "logonloom/sessions.h"

namespace logonloom {

void WriteEvents(SQLite::Database& db, const Correlation& correlation);

}  // namespace logonloom
