// Records as JSON, with all that the file says and where it says it.
#pragma once

#include <string>
#include <string_view>

#include "logonloom/record.h"

namespace logonloom {

// One object on one line. Values are text as Windows shows them, each with its type; a lone
// surrogate is the escape \ud800…, other bytes that are no UTF-8 are U+FFFD.
std::string RecordAsJson(const Record& record, std::string_view file);

}  // namespace logonloom
