// Returns to a desktop of which only the logons that let their users back in tell.
#pragma once

#include <vector>

#include "correlate/desktop_signs.h"
#include "correlate/history.h"
#include "correlate/logon_sessions.h"
#include "correlate/told_visits.h"

namespace logonloom {

// Adds a connect for each return from elsewhere that no other log tells or would have told, and a
// desktop for each of those that serve none of the known ones. `unlocks` must be filled.
void TellReturns(const History& history, const LogonTable& logons, const ToldVisits& told,
                 std::vector<Desktop>& desktops);

}  // namespace logonloom
