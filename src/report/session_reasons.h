// Why the case says of a session what it says: records, rules, and what was not taken.
#pragma once

#include <cstdint>

#include "base/time_zone.h"
#include "casedb/case_reader.h"
#include "report/text_page.h"

namespace logonloom {

struct ReasonOptions {
  TimeZone zone;
  bool whole = false;  // every record and candidate
};

// For begin, end and columns of the session: file, record, rule; then the records near its
// boundaries that belong elsewhere, each with the reason.
void WriteReasons(const CaseReader& reader, std::int64_t session, const ReasonOptions& options,
                  TextPage& page);

}  // namespace logonloom
