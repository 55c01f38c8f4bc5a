// Hashes of texts and numbers, eight bytes at a time.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace logonloom {

// Digits of square roots: numbers without a pattern.
inline constexpr std::uint64_t kSqrt2 = 0x6a09e667f3bcc909ULL, kSqrt3 = 0xbb67ae8584caa73bULL,
                               kSqrt5 = 0x3c6ef372fe94f82bULL;

// Every bit of both moves every bit of the result: both halves of the product are folded into the
// factors themselves, so that a factor of 0 does not swallow the other.
inline std::uint64_t Mixed(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = Wide{a} * b;
  return a ^ b ^ static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

// A number under a seed, which keeps numbers of different meanings apart.
inline std::uint64_t HashNumber(std::uint64_t number, std::uint64_t seed) {
  return Mixed(Mixed(number ^ kSqrt3, seed ^ kSqrt2), kSqrt5);
}

// A text under a seed. Nobody can make texts that collide under a seed that is not known.
inline std::uint64_t HashText(std::string_view text, std::uint64_t seed) {
  const auto word = [](const char* at) {
    std::uint64_t eight;
    std::memcpy(&eight, at, sizeof eight);
    return eight;
  };
  const auto half = [](const char* at) {
    std::uint32_t four;
    std::memcpy(&four, at, sizeof four);
    return std::uint64_t{four};
  };
  const char* at = text.data();
  std::size_t left = text.size();
  std::uint64_t hash = seed ^ left * kSqrt5;
  for (; left > 16; left -= 16, at += 16) hash = Mixed(word(at) ^ kSqrt2, word(at + 8) ^ hash);
  // What is left is covered by two reads that may overlap.
  std::uint64_t first = 0, last = 0;
  if (left >= 8) {
    first = word(at);
    last = word(at + left - 8);
  } else if (left >= 4) {
    first = half(at);
    last = half(at + left - 4);
  } else if (left > 0) {
    const auto byte = [at](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(at[i])}; };
    first = byte(0) << 16 | byte(left / 2) << 8 | byte(left - 1);
  }
  return HashNumber(last ^ hash, first ^ kSqrt2);
}

}  // namespace logonloom
