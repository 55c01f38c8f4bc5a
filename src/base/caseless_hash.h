// Hashes of texts whose case does not matter, eight bytes at a time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/text.h"
#include "base/word_hash.h"

namespace logonloom {

// Equal for texts that EqualsIgnoreCase takes for equal.
inline std::uint64_t HashIgnoringCase(std::string_view text, std::uint64_t seed) {
  constexpr std::uint64_t kLower = 0x2020202020202020ULL;  // tells ASCII's cases of a letter apart
  constexpr std::uint64_t kOutsideAscii = 0x8080808080808080ULL;
  const auto hash_words = [seed](std::string_view rest, std::uint64_t& all) {
    std::uint64_t hash = HashNumber(rest.size(), seed);
    while (!rest.empty()) {
      std::uint64_t word = 0;
      const std::size_t size = std::min(rest.size(), sizeof word);
      std::memcpy(&word, rest.data(), size);
      all |= word;
      hash = Mixed((word | kLower) ^ kSqrt2, hash ^ kSqrt5);
      rest.remove_prefix(size);
    }
    return hash;
  };
  std::uint64_t all = 0;
  const std::uint64_t hash = hash_words(text, all);
  return (all & kOutsideAscii) == 0 ? hash : hash_words(ToLower(text), all);
}

}  // namespace logonloom
