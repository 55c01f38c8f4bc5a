// In the place of disk_image.cpp where libtsk is left out (LOGONLOOM_DISK_IMAGES=OFF).
#include <system_error>

#include "evidence/disk_image.h"

namespace logonloom {

struct DiskImage::Connection {};

DiskImage::DiskImage(const std::filesystem::path&, ImageKind, ImageLayer) {
  contents_.problems.push_back(
      {{},
       "It is a disk image, and this build of logonloom reads none. Mount it read-only and name "
       "its folder Windows/System32/winevt/Logs, or use the build of the Debian package."});
}

DiskImage::~DiskImage() = default;

std::size_t DiskImage::ReadAt(std::uint32_t, std::uint64_t, std::span<std::byte>) {
  throw std::system_error(std::make_error_code(std::errc::not_supported));
}

ImageSource::ImageSource(std::shared_ptr<DiskImage> image, std::uint32_t log)
    : image_(std::move(image)), log_(log), size_(0) {}

std::size_t ImageSource::ReadAt(std::uint64_t, std::span<std::byte>) { return 0; }

}  // namespace logonloom
