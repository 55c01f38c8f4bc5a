// What a scheduled task runs.
#pragma once

#include <string>
#include <string_view>

namespace logonloom {

// The command line of the first program in a task's definition (XML), empty if it has none.
std::string TaskCommand(std::string_view definition);

}  // namespace logonloom
