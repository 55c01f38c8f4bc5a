// Between libtsk and libvshadow: a volume of an image as bytes, a shadow copy of it as an image.
#pragma once

#include <tsk/libtsk.h>

#include <cstdint>
#include <memory>

#include "evidence/shadow_copies.h"
#include "logonloom/record.h"

namespace logonloom {

struct ImageCloser {
  void operator()(TSK_IMG_INFO* image) const { tsk_img_close(image); }
};
using OpenImage = std::unique_ptr<TSK_IMG_INFO, ImageCloser>;

// `size_bytes` of an image that has to live as long, as far as it has them.
class VolumeBytes : public EvidenceSource {
 public:
  VolumeBytes(TSK_IMG_INFO* image, TSK_OFF_T offset, std::uint64_t size_bytes);

  std::uint64_t size() const override { return size_; }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> buffer) override;

 private:
  TSK_IMG_INFO* image_;
  std::uint64_t offset_, size_;
};

// `copies` have to live as long. Throws ImageError.
OpenImage OpenShadowCopy(ShadowCopies& copies, std::size_t copy);

}  // namespace logonloom
