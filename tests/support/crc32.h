// The checksum of EVTX headers and chunks: CRC-32 as in ISO 3309 (zlib's).
#pragma once

#include <cstdint>
#include <string_view>

namespace logonloom::support {

// Chain by passing the last result as seed.
std::uint32_t Crc32(std::string_view bytes, std::uint32_t seed = 0);

}  // namespace logonloom::support
