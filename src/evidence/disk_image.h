// A disk image, read by a process of its own: a damaged or hostile image may end that one, never
// this one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <string>

#include "evidence/image_contents.h"
#include "evidence/image_signs.h"
#include "logonloom/record.h"

namespace logonloom {

// Any number of threads may use one object; it answers one after the other.
class DiskImage {
 public:
  // Searches that layer of the image for logs. What goes wrong stands in the problems of the
  // contents.
  DiskImage(const std::filesystem::path& path, ImageKind kind, ImageLayer layer);
  ~DiskImage();
  DiskImage(const DiskImage&) = delete;
  DiskImage& operator=(const DiskImage&) = delete;

  const ImageContents& contents() const { return contents_; }
  // Of the log with that number in the contents, or of the whole disk. Throws std::system_error:
  // EIO for bytes that the image does not give, another error if nothing can be read any more.
  std::size_t ReadAt(std::uint32_t log, std::uint64_t offset, std::span<std::byte> buffer);

 private:
  struct Connection;

  std::mutex mutex_;
  std::unique_ptr<Connection> connection_;
  ImageContents contents_;
};

// A log of an image, or all its bytes.
class ImageSource : public EvidenceSource {
 public:
  ImageSource(std::shared_ptr<DiskImage> image, std::uint32_t log);

  std::uint64_t size() const override { return size_; }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> buffer) override;

 private:
  std::shared_ptr<DiskImage> image_;
  std::uint32_t log_;
  std::uint64_t size_;
};

}  // namespace logonloom
