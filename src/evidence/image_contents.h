// What a disk image holds for us.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace logonloom {

// In the place of the number of a log: all bytes of the disk.
inline constexpr std::uint32_t kWholeDisk = 0xffffffff;

// What of an image one process reads. Shadow copies have one of their own, so that the logs of the
// volumes are there whatever becomes of it.
enum class ImageLayer : std::uint8_t { kVolumes, kShadowCopies };

struct ImageLog {
  std::string place;  // inside the image, «p2/Windows/System32/winevt/Logs/Security.evtx»
  std::string shadow_copy;  // the step of the place that names it; empty for the volume as it is
  std::uint64_t size_bytes = 0;
  std::uint64_t entry = 0;     // of the MFT
  std::uint32_t sequence = 0;  // how often the entry was used
  bool deleted = false;
};

// A volume, or part of it, that is not read.
struct ImageProblem {
  std::string place;   // «p3»; empty for the whole image
  std::string reason;  // a sentence and what to do
};

struct ImageContents {
  std::uint64_t media_size = 0;  // of the disk, in bytes
  std::vector<ImageLog> logs;
  std::vector<ImageProblem> problems;
  bool has_shadow_copies = false;  // told by the search of the volumes
};

// Why an image, or a part of it, cannot be read: a sentence.
class ImageError : public std::runtime_error {
 public:
  explicit ImageError(const std::string& message) : std::runtime_error(message) {}
};

}  // namespace logonloom
