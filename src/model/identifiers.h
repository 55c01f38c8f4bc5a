// Binary SIDs and GUIDs, and their text forms.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace logonloom {

// «S-1-5-21-…» from a binary SID; nullopt if it is too short or its count lies.
std::optional<std::string> FormatSid(std::string_view bytes);
// The same, written to `out`, which has room for kLongestIdentifier; returns the size, 0 if the
// bytes are none. For readers, which do this for each record.
inline constexpr std::size_t kLongestIdentifier = 192;
std::size_t WriteSid(std::string_view bytes, char* out);
std::size_t WriteGuid(std::string_view bytes, char* out);
// Whether `text` has the form S-1-….
bool IsSidText(std::string_view text);
// «{61A55000-55E5-1017-0000-000000000000}», upper case, from 16 bytes; nullopt otherwise.
std::optional<std::string> FormatGuid(std::string_view bytes);
// The 16 bytes, as stored in binary, of a GUID text with or without braces.
inline constexpr std::size_t kGuidSize = 16;
bool ReadGuid(std::string_view text, char* out);  // has room for them
std::optional<std::string> ParseGuid(std::string_view text);
// A GUID as records keep it, upper case and in braces, which exporters leave out; empty stays empty.
std::string BracedGuid(std::string_view text);

}  // namespace logonloom
