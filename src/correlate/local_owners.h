// Whose desktop each local session is: the logon session that owns it.
#pragma once

#include "correlate/local_sessions.h"

namespace logonloom {

// Points each local session at its logon session, the filtered half of a pair, and completes its
// user from it. A logon session owns one local session.
void NameOwners(const History& history, const LogonTable& logons, LocalTable& locals);

// What is known of the user of a desktop, of its logon session and of that one's half is known of
// all, if nothing contradicts.
void ShareUsers(const History& history, LogonTable& logons, LocalTable& locals);

}  // namespace logonloom
