// The machine that this process runs on.
#pragma once

#include <string>

namespace logonloom {

// Name, system and architecture: «laptop (Linux x86_64)». Empty if they cannot be had.
std::string MachineName();

// Gives memory that was freed back to the system, where that takes a call of its own.
void ReturnFreeMemory();

}  // namespace logonloom
