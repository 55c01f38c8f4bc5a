// Rows of what single records say beside sessions: authentications with their codes, flags of
// accounts. Numbers stand as logged.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "casedb/string_rows.h"
#include "logonloom/event_table.h"

namespace logonloom {

void WriteLoggedValues(SQLite::Database& db, const EventTable& events, StringRows& strings);

}  // namespace logonloom
