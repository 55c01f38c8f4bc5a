// Whether two mentions mean one account.
#pragma once

#include "logonloom/sessions.h"

namespace logonloom {

User UserOf(const Account& account);
// Over machines: SIDs of machines' own accounts differ, so names decide, and domains where both
// are known (CORP and corp.example are one).
bool SameAccountAnywhere(const User& a, const User& b);

}  // namespace logonloom
