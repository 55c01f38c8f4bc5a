#include "support/crc32.h"

#include <array>

namespace logonloom::support {
namespace {

constexpr std::array<std::uint32_t, 256> MakeTable() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t remainder = i;
    for (int bit = 0; bit < 8; ++bit)
      remainder = remainder & 1 ? 0xedb88320U ^ remainder >> 1 : remainder >> 1;
    table[i] = remainder;
  }
  return table;
}

}  // namespace

std::uint32_t Crc32(std::string_view bytes, std::uint32_t seed) {
  static constexpr std::array<std::uint32_t, 256> kTable = MakeTable();
  std::uint32_t crc = ~seed;
  for (const char byte : bytes)
    crc = kTable[(crc ^ static_cast<unsigned char>(byte)) & 0xff] ^ crc >> 8;
  return ~crc;
}

}  // namespace logonloom::support
