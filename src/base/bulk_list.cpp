#include "logonloom/bulk_list.h"

#include "platform/spill_space.h"

namespace logonloom {

namespace {

// Smaller blocks are not worth a file.
constexpr std::size_t kLeast = std::size_t{256} << 10;

}  // namespace

void* TakeBulk(std::size_t bytes) {
  return bytes < kLeast ? ::operator new(bytes) : SpillSpace::Take(bytes);
}

void GiveBackBulk(void* block, std::size_t bytes) noexcept {
  bytes < kLeast ? ::operator delete(block) : SpillSpace::GiveBack(block, bytes);
}

void EaseBulk() { SpillSpace::Ease(); }

}  // namespace logonloom
