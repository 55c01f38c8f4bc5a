// UTF-8, code point by code point; surrogates get their three bytes (WTF-8).
#pragma once

#include <cstdint>
#include <string>

namespace logonloom {

// Writes the up to four bytes of `code` to `out` and returns the place behind them.
char* PutUtf8(std::uint32_t code, char* out);
void AppendUtf8(std::uint32_t code, std::string& out);

}  // namespace logonloom
