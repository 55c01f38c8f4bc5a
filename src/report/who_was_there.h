// Who was on a machine at a moment, and what the logs cannot say of it.
#pragma once

#include <string>

#include "base/time_zone.h"
#include "casedb/case_reader.h"
#include "report/text_page.h"

namespace logonloom {

// `host`: the whole name, what stands before its first dot, or a glob. Throws CaseError if no
// machine of the case fits.
void WriteWhoWasThere(const CaseReader& reader, const std::string& host, FileTime time,
                      const TimeZone& zone, TextPage& page);

}  // namespace logonloom
