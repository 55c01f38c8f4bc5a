// Which desktop an unlock, a return or an elevation serves.
#pragma once

#include <vector>

#include "correlate/desktop_signs.h"
#include "correlate/history.h"
#include "correlate/logon_sessions.h"

namespace logonloom {

// Fills `unlocks` of the desktops, whose begins, signs and ends are known.
void ServeDesktops(const History& history, const LogonTable& logons,
                   std::vector<Desktop>& desktops);

}  // namespace logonloom
