// What authenticated a session from elsewhere just ahead of it, and so where it came from.
#pragma once

#include "correlate/access_table.h"
#include "correlate/logon_sessions.h"

namespace logonloom {

// The nearest check of the account's password ahead of a network logon (4776, on the domain
// controller itself 4768) begins the attempt; each check serves one session. It also gives the
// client's name or address where the session tells none, as a ticket (4769) does.
void FillSourceHints(const History& history, const LogonTable& logons, AccessTable& access);

}  // namespace logonloom
