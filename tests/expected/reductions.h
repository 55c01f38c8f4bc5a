// Logs of which something is missing, as they reach whoever examines them: a log that was not
// collected, one that has wrapped or was cleared, an export of some events, lost records.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "real_records.h"

namespace logonloom {

struct Reduction {
  std::string name;
  std::vector<std::size_t> kept;  // of RealRecords::records
};

std::vector<Reduction> WithoutOneChannel(const RealRecords& all);
std::vector<Reduction> OneChannelAlone(const RealRecords& all);
// Without the records of one of the events that correlation rests on.
std::vector<Reduction> WithoutOneEvent(const RealRecords& all);
// Begin, end or middle of each log, and each log cut somewhere else.
std::vector<Reduction> CutLogs(const RealRecords& all);
// Security as it is exported with the usual filters, with the other logs and alone.
std::vector<Reduction> SecurityExports(const RealRecords& all);
// Single records lost here and there.
std::vector<Reduction> LostRecords(const RealRecords& all);

}  // namespace logonloom
