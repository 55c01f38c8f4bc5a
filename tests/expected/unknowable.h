// What logs without a certain record cannot show: a claim about them may be wrong there, since they
// look as other logs do of which it is right.
#pragma once

#include "contradictions.h"
#include "correspondence.h"

namespace logonloom {

// Whether the claim is wrong only because of such a record.
bool IsUnknowable(const Correspondence& same, const Contradiction& contradiction);

}  // namespace logonloom
