// Whether a machine ran at a moment: what the records of its boots tell.
#pragma once

#include <string>

#include "base/time_zone.h"
#include "casedb/case_reader.h"
#include "report/text_page.h"

namespace logonloom {

// `time` as the views write it.
void WriteMachineState(const CaseReader& reader, const std::string& host, const std::string& time,
                       const TimeZone& zone, TextPage& page);

}  // namespace logonloom
