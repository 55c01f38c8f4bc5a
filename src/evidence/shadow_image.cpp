#include "evidence/shadow_image.h"

#include <algorithm>
#include <system_error>

#include "evidence/image_contents.h"

namespace logonloom {
namespace {

struct ShadowImage : TSK_IMG_INFO {
  ShadowCopies* copies = nullptr;
  std::size_t copy = 0;
};

ssize_t ReadShadow(TSK_IMG_INFO* image, TSK_OFF_T offset, char* buffer, std::size_t size) {
  const auto& shadow = *static_cast<ShadowImage*>(image);
  try {
    return static_cast<ssize_t>(
        shadow.copies->Read(shadow.copy, static_cast<std::uint64_t>(offset), {buffer, size}));
  } catch (const ImageError& failure) {
    tsk_error_reset();
    tsk_error_set_errno(TSK_ERR_IMG_READ);
    tsk_error_set_errstr("%s", failure.what());
    return -1;
  }
}

void CloseShadow(TSK_IMG_INFO* image) { delete static_cast<ShadowImage*>(image); }
void DescribeShadow(TSK_IMG_INFO*, FILE*) {}

}  // namespace

VolumeBytes::VolumeBytes(TSK_IMG_INFO* image, TSK_OFF_T offset, std::uint64_t size_bytes)
    : image_(image), offset_(static_cast<std::uint64_t>(offset)) {
  const std::uint64_t whole = static_cast<std::uint64_t>(image->size);
  size_ = std::min(size_bytes, whole - std::min(offset_, whole));
}

std::size_t VolumeBytes::ReadAt(std::uint64_t offset, std::span<std::byte> buffer) {
  if (offset >= size_) return 0;
  const auto wanted =
      static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), size_ - offset));
  const ssize_t count = tsk_img_read(image_, static_cast<TSK_OFF_T>(offset_ + offset),
                                     reinterpret_cast<char*>(buffer.data()), wanted);
  if (count < 0) throw std::system_error(std::make_error_code(std::errc::io_error));
  return std::min(wanted, static_cast<std::size_t>(count));
}

OpenImage OpenShadowCopy(ShadowCopies& copies, std::size_t copy) {
  const auto size = static_cast<TSK_OFF_T>(copies.SizeOf(copy));
  auto shadow = std::make_unique<ShadowImage>();
  shadow->copies = &copies;
  shadow->copy = copy;
  if (tsk_img_open_external(shadow.get(), size, 0, ReadShadow, CloseShadow, DescribeShadow) ==
      nullptr)
    throw ImageError("The shadow copy cannot be opened as an image");
  return OpenImage(shadow.release());
}

}  // namespace logonloom
