// Desktops of which only their unlocking tells.
#pragma once

#include "correlate/local_sessions.h"
#include "correlate/logon_sessions.h"

namespace logonloom {

// Whoever unlocks has a desktop: where none of the user is known to be open, it is his latest
// session of which nothing else tells what it is for. Sets the purpose of that one.
void NameUnlockedDesktops(const History& history, LogonTable& logons, const LocalTable& locals);

}  // namespace logonloom
