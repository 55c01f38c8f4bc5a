// Internet addresses as bytes and as text, the same on every system.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace logonloom {

using V4Bytes = std::array<unsigned char, 4>;
using V6Bytes = std::array<unsigned char, 16>;

// Four decimal numbers without leading zeros.
std::optional<V4Bytes> ReadV4(std::string_view text);
std::string V4Text(const V4Bytes& bytes);

// Without zone. Source: RFC 4291, section 2.2.
std::optional<V6Bytes> ReadV6(std::string_view text);

// Lower case, the first of the longest runs of zeros as «::», mapped and compatible V4 addresses
// with dots. Source: RFC 5952, sections 4 and 5.
std::string V6Text(const V6Bytes& bytes);

}  // namespace logonloom
