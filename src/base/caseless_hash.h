// Hashes of texts whose case does not matter, eight bytes at a time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/word_hash.h"

namespace logonloom {

// Equal for texts that EqualsIgnoreCase takes for equal.
inline std::uint64_t HashIgnoringCase(std::string_view text, std::uint64_t seed) {
  constexpr std::uint64_t kLower = 0x2020202020202020ULL;  // tells the cases of a letter apart
  std::uint64_t hash = HashNumber(text.size(), seed);
  while (!text.empty()) {
    std::uint64_t word = 0;
    const std::size_t size = std::min(text.size(), sizeof word);
    std::memcpy(&word, text.data(), size);
    hash = Mixed((word | kLower) ^ kSqrt2, hash ^ kSqrt5);
    text.remove_prefix(size);
  }
  return hash;
}

}  // namespace logonloom
