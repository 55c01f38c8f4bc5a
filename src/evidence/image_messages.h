// What the process that reads an image is asked, and what it answers. Each message is a head and
// `size_bytes` bytes behind it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace logonloom {

struct ImageRequest {
  std::uint32_t log = 0;
  std::uint32_t size_bytes = 0;
  std::uint64_t offset = 0;
};

enum class ImageReply : std::uint32_t {
  kStillThere,
  kMediaSize,    // u64
  kLog,          // ImageLogHead, the place, NUL, its shadow copy
  kProblem,      // the place, NUL, the reason
  kShadowCopies,  // a volume has some
  kEndOfSearch,
  kData,
  kFailure,      // a sentence
};

struct ImageReplyHead {
  ImageReply kind = ImageReply::kStillThere;
  std::uint32_t size_bytes = 0;
};

struct ImageLogHead {
  std::uint64_t size_bytes = 0;
  std::uint64_t entry = 0;
  std::uint32_t sequence = 0;
  std::uint32_t deleted = 0;
};

inline constexpr std::uint32_t kMostReply = 1u << 20;

}  // namespace logonloom
