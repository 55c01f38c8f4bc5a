// The logons that Windows makes on the way back to a desktop: marks of a visit, never visits.
#pragma once

#include "correlate/access_table.h"
#include "correlate/desktop_signs.h"
#include "correlate/logon_requests.h"
#include "correlate/logon_sessions.h"

namespace logonloom {

// Points unlocks, returns and elevations of a desktop at the visits that they serve. What let a
// visit in belongs to its attempt; without 4800 every other unlock means that the desktop had been
// locked. `desktop.visits` must be complete.
void PlaceByProducts(const History& history, const LogonRequests& requests, const Desktop& desktop,
                     LogonTable& logons, AccessTable& access);

}  // namespace logonloom
