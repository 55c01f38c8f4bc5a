// Privileges and groups of a logon session's token.
#pragma once

#include "logonloom/sessions.h"

namespace logonloom {

// Adds what the event tells of the token of the session that owns it: 4672 and 4703 privileges,
// 4627, LSA 300 and 4964 groups.
void AddToToken(LogonSession& session, const Event& e);

}  // namespace logonloom
