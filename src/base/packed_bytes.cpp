#include "base/packed_bytes.h"

namespace logonloom {

std::uint64_t Unpacker::Number() {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const auto byte = static_cast<unsigned char>(Take(1).front());
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) return value;
  }
  throw PackedError();
}

std::int64_t Unpacker::Signed() {
  const std::uint64_t folded = Number();
  return static_cast<std::int64_t>(folded >> 1 ^ (0 - (folded & 1)));
}

std::uint64_t Unpacker::Raw() {
  const std::string_view bytes = Take(8);
  std::uint64_t value = 0;
  for (std::size_t i = 8; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

std::string_view Unpacker::Text() { return Take(Number()); }

std::size_t Unpacker::Count() {
  const std::uint64_t count = Number();
  if (count > rest_.size()) throw PackedError();
  return static_cast<std::size_t>(count);
}

std::string_view Unpacker::Take(std::uint64_t count) {
  if (count > rest_.size()) throw PackedError();
  const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(count));
  rest_.remove_prefix(taken.size());
  return taken;
}

}  // namespace logonloom
