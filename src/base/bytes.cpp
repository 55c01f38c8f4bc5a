#include "base/bytes.h"

#include <bit>

namespace logonloom {

static_assert(std::endian::native == std::endian::little, "ReadInt copies numbers as they stand");

std::optional<Bytes> Slice(Bytes bytes, std::size_t offset, std::size_t count) {
  if (offset > bytes.size() || bytes.size() - offset < count) return std::nullopt;
  return bytes.subspan(offset, count);
}

}  // namespace logonloom
