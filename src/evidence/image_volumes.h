// The volumes of a disk image, their shadow copies, and the event logs in their file systems,
// through libtsk and libvshadow. Runs in a process of its own (image_worker.h), since the libraries
// were not written for hostile images.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>

#include "evidence/image_contents.h"
#include "evidence/image_signs.h"

namespace logonloom {

class ImageVolumes {
 public:
  struct Found {
    std::function<void(ImageLog)> log;          // its number is its place in the order of calls
    std::function<void(ImageProblem)> problem;
    std::function<void()> shadow_copies;        // of a volume that has some; of kVolumes only
    std::function<void()> still_there;          // often, while nothing is found
  };

  // Throws ImageError if the library does not take the file for an image.
  ImageVolumes(const std::string& path, ImageKind kind);
  ~ImageVolumes();
  ImageVolumes(const ImageVolumes&) = delete;
  ImageVolumes& operator=(const ImageVolumes&) = delete;

  std::uint64_t media_size() const;
  // Once.
  void Search(ImageLayer layer, const Found& found);
  // The bytes of a log, or of the whole disk; fewer only at its end. Throws ImageError.
  std::size_t Read(std::uint32_t log, std::uint64_t offset, std::span<char> buffer);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace logonloom
