// The words of the columns that the case itself makes up: what kinds of acts, links and moments it
// shows. The words of sessions are in logonloom/sessions.h.
#pragma once

#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

// For enum_values, beside EnumWords().
const std::vector<EnumWord>& CaseWords();

}  // namespace logonloom
