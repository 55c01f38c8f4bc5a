// A C stream into a file whose name is UTF-8.
#pragma once

#include <cstdio>
#include <string>

namespace logonloom {

// For writing bytes, emptied if it exists. Null, with errno set, if it cannot be opened.
std::FILE* OpenForWriting(const std::string& path);

}  // namespace logonloom
