// The terminal, if there is one.
#pragma once

#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

namespace logonloom {

// Before the first output: bytes leave as they are, and a terminal takes UTF-8 and escape sequences.
void PrepareOutput();

// The command line as UTF-8.
std::vector<std::string> Arguments(int argc, const char* const* argv);

bool IsTerminal(std::FILE* stream);

// Columns of the terminal that the stream is; 0 if it is none or does not tell.
std::size_t ColumnsOf(std::FILE* stream);

}  // namespace logonloom
