// Compression of what a case keeps beside its rows.
#pragma once

#include <string>
#include <string_view>

namespace logonloom {

// Deflated, with a checksum and the size of the whole.
std::string Squeeze(std::string_view bytes);
// Throws PackedError (base/packed_bytes.h) for what is not what Squeeze gave.
std::string Unsqueeze(std::string_view squeezed);

}  // namespace logonloom
