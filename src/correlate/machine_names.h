// Which computer names mean one machine: short and full forms, and renames.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "correlate/logs.h"
#include "logonloom/sessions.h"

namespace logonloom {

// File and lower-case computer name → number of its machine; names of one machine have one number.
using MachineOfName = std::map<std::pair<std::int32_t, std::string>, int>;

// `extents` tell of records that gave no event, too.
MachineOfName GroupMachineNames(const std::vector<Log>& logs,
                                const std::vector<ChannelExtent>& extents);

}  // namespace logonloom
