// Lists that grow with the evidence: of sessions, links, accesses, texts.
#pragma once

#include <cstddef>
#include <limits>
#include <new>
#include <vector>

namespace logonloom {

// Memory for many things at once. While a case is made, and once there is much of it, it lies in
// nameless files beside the case, so that the system may write what is not in use to the disk.
// Throws std::bad_alloc.
void* TakeBulk(std::size_t bytes);
void GiveBackBulk(void* block, std::size_t bytes) noexcept;
// Whoever has gone through much of it lets the rest leave memory, if that is much.
void EaseBulk();

template <typename T>
class BulkAllocator {
 public:
  using value_type = T;

  BulkAllocator() = default;
  template <typename U>
  BulkAllocator(const BulkAllocator<U>&) noexcept {}

  T* allocate(std::size_t count) {
    if (count > std::numeric_limits<std::size_t>::max() / sizeof(T)) throw std::bad_alloc();
    return static_cast<T*>(TakeBulk(count * sizeof(T)));
  }
  void deallocate(T* block, std::size_t count) noexcept { GiveBackBulk(block, count * sizeof(T)); }

  friend bool operator==(const BulkAllocator&, const BulkAllocator&) { return true; }
};

template <typename T>
using BulkList = std::vector<T, BulkAllocator<T>>;

}  // namespace logonloom
