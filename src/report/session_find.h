// A session by what somebody calls it.
#pragma once

#include <cstdint>
#include <string>

#include "casedb/case_reader.h"

namespace logonloom {

// The session_id of «10» or «S-9vyg2q0f80». Throws CaseError if the case has none such.
std::int64_t FindSession(const CaseReader& reader, const std::string& id_or_key);

}  // namespace logonloom
