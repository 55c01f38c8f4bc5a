// Command lines of services and tasks as they are registered, and as they run.
#pragma once

#include <string_view>

namespace logonloom {

// Whether `command` is what Windows makes of `planned`: variables (%SystemRoot%) may stand for any
// text; of the program the folder and quotation marks do not count. False if one is empty.
bool IsCommandOf(std::string_view planned, std::string_view command);

// Whether both name the same program file.
bool IsProgramOf(std::string_view planned, std::string_view image);

// Whether the program runs many services, whose names it does not tell.
bool IsSharedHost(std::string_view image);

}  // namespace logonloom
