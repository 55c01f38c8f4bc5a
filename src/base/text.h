// Small helpers for UTF-8 text. Cases are those of letters.h, for ToUpper those of ASCII.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logonloom {

std::string_view Trim(std::string_view text);  // ASCII white space at both ends
std::string ToLower(std::string_view text);
std::string ToUpper(std::string_view text);
bool EqualsIgnoreCase(std::string_view a, std::string_view b);
bool StartsWithIgnoreCase(std::string_view text, std::string_view prefix);
bool EndsWithIgnoreCase(std::string_view text, std::string_view suffix);

// An unsigned number, decimal or 0x-hex of any case and padding, all of `text` after trimming.
// nullopt if anything else stands there or it exceeds 64 bits.
std::optional<std::uint64_t> ParseUnsigned(std::string_view text);
// A signed decimal number, all of `text` after trimming.
std::optional<std::int64_t> ParseSigned(std::string_view text);

std::string_view FirstLabel(std::string_view name);  // «ws01» of «ws01.corp.example»

std::string HexText(std::uint64_t number);  // 0x512d1

// 64-bit FNV-1a; chain by passing the last result as seed.
inline constexpr std::uint64_t kHashSeed = 0xcbf29ce484222325ULL;
std::uint64_t Hash64(std::string_view bytes, std::uint64_t seed = kHashSeed);

}  // namespace logonloom
