// The order of what proves the sessions.
#pragma once

#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

// By access session, logon session, event and role. Of what one record proves of a session in one
// role, the first rule's word stays.
void PutInOrder(BulkList<SessionEvidence>& evidence);

}  // namespace logonloom
