#include "logonloom/bulk_list.h"

#include "platform/spill_space.h"

namespace logonloom {

namespace {

// Smaller blocks are not worth a file.
constexpr std::size_t kLeast = std::size_t{256} << 10;

SpillSpace::Room RoomFor(BulkUse use) {
  return use == BulkUse::kAtRandom ? SpillSpace::Room::kAtRandom : SpillSpace::Room::kInOrder;
}

}  // namespace

void* TakeBulk(std::size_t bytes, BulkUse use) {
  return bytes < kLeast ? ::operator new(bytes) : SpillSpace::Take(bytes, RoomFor(use));
}

void GiveBackBulk(void* block, std::size_t bytes, BulkUse use) noexcept {
  bytes < kLeast ? ::operator delete(block) : SpillSpace::GiveBack(block, bytes, RoomFor(use));
}

void EaseBulk() { SpillSpace::Ease(); }

}  // namespace logonloom
