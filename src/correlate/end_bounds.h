// Records that bound an end which no record tells.
#pragma once

#include "correlate/access_table.h"
#include "correlate/local_sessions.h"
#include "correlate/logon_sessions.h"

namespace logonloom {

// Where clocks were set and records are missing, an end may seem to lie ahead of its begin. Such an
// end is no claim: only that the session was there when it began remains.
void DropImpossibleEnds(LogonTable& logons, LocalTable& locals, AccessTable& access);

// The last record that names a session without recorded end; the first that names a session
// without recorded begin.
void ProveBounds(LogonTable& logons, const LocalTable& locals, AccessTable& access);

}  // namespace logonloom
