// Which computer names mean one machine: short and full forms, and renames.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "logonloom/event.h"

namespace logonloom {

// Lower-case computer name → number of its machine; names of one machine have one number.
std::map<std::string, int> GroupMachineNames(const std::vector<Event>& events);

}  // namespace logonloom
