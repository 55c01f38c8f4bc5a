// Which computer names mean one machine: short and full forms, and renames.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

// Lower-case computer name → number of its machine; names of one machine have one number.
// `extents` tell of records that gave no event, too.
std::map<std::string, int> GroupMachineNames(const std::vector<Event>& events,
                                             const std::vector<ChannelExtent>& extents);

}  // namespace logonloom
