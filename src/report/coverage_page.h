// What evidence there is, and what it cannot show, in sentences.
#pragma once

#include <string>
#include <vector>

#include "base/time_zone.h"
#include "casedb/case_reader.h"
#include "report/text_page.h"

namespace logonloom {

// `hosts`: globs; empty for all machines.
void WriteCoverage(const CaseReader& reader, const std::vector<std::string>& hosts,
                   const TimeZone& zone, TextPage& page);

// What a machine cannot tell without a log that it does not have, a sentence each.
std::vector<std::string> MissingLogs(const std::vector<std::string>& channels);

}  // namespace logonloom
