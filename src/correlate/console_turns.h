// Who was at the one console of a machine, where no log tells who left it.
#pragma once

#include <vector>

#include "correlate/desktop_signs.h"
#include "correlate/history.h"
#include "correlate/logon_sessions.h"
#include "correlate/told_visits.h"

namespace logonloom {

// Whoever begins or comes back at the console has sent whoever was there away: adds that to the
// signs of the desktops, and the returns of those who were sent away. Others must be known.
void TakeConsoleTurns(const History& history, const LogonTable& logons, const ToldVisits& told,
                      std::vector<Desktop>& desktops);

}  // namespace logonloom
