// Evidence that stands in memory: a member of an archive.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include "logonloom/record.h"

namespace logonloom {

using SharedBytes = std::shared_ptr<const std::vector<std::byte>>;

class MemberSource : public EvidenceSource {
 public:
  explicit MemberSource(SharedBytes bytes) : bytes_(std::move(bytes)) {}

  std::uint64_t size() const override { return bytes_->size(); }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> buffer) override {
    if (offset >= bytes_->size()) return 0;
    const std::size_t count =
        std::min(buffer.size(), bytes_->size() - static_cast<std::size_t>(offset));
    std::memcpy(buffer.data(), bytes_->data() + offset, count);
    return count;
  }

 private:
  SharedBytes bytes_;
};

}  // namespace logonloom
