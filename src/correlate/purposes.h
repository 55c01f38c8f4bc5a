// What each logon session was made for, and with it which ones a person came in by.
#pragma once

#include "correlate/logon_sessions.h"

namespace logonloom {

// Sets purpose and account_class of every session. Pairs must be known.
void DecidePurposes(const History& history, LogonTable& table);

// A session that holds a person's desktop.
bool IsDesktop(Purpose purpose);
// Whether a desktop was open when `logon`, which has a 4624, was made. One whose own logon is not
// logged began before all logons of higher LUIDs.
bool WasOpen(const LogonTable& table, Index desktop, Index logon);
// A session that only serves another one and is no way in of its own.
bool IsByProduct(Purpose purpose);

}  // namespace logonloom
