// Numbers and texts as a row of bytes: small numbers take one, and what is read is checked.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace logonloom {

// Packed bytes that are not what was written.
class PackedError : public std::runtime_error {
 public:
  PackedError() : std::runtime_error("what the case keeps of a file is damaged") {}
};

class Packer {
 public:
  void Number(std::uint64_t value) {  // seven bits a byte, the lowest first
    char bytes[10];
    std::size_t count = 0;
    for (; value >= 0x80; value >>= 7) bytes[count++] = static_cast<char>(value | 0x80);
    bytes[count++] = static_cast<char>(value);
    bytes_.append(bytes, count);
  }
  // As good for small negative numbers.
  void Signed(std::int64_t value) { Number(Folded(value)); }
  static std::uint64_t Folded(std::int64_t value) {
    return static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
  }
  void Raw(std::uint64_t value) {  // eight bytes: for what is random
    char bytes[8];
    for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<char>(value >> 8 * i);
    bytes_.append(bytes, 8);
  }
  void Zeros(std::size_t count) { bytes_.append(count, '\0'); }
  void Text(std::string_view text) {
    Number(text.size());
    bytes_ += text;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

// Throws PackedError for what ends early or is no number.
class Unpacker {
 public:
  Unpacker() = default;
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}
  std::uint64_t Number();
  std::int64_t Signed();
  std::uint64_t Raw();
  std::string_view Text();  // lies in the packed bytes
  // A count of things of which each takes a byte at least.
  std::size_t Count();
  std::string_view Rest() const { return rest_; }
  bool done() const { return rest_.empty(); }

 private:
  std::string_view Take(std::uint64_t count);
  std::string_view rest_;
};

}  // namespace logonloom
