// Lists that grow with the evidence: of sessions, links, accesses, texts.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <new>
#include <vector>

namespace logonloom {

// Memory for many things at once. While a case is made, and once there is much of it, it lies in
// nameless files beside the case, so that the system may write what is not in use to the disk. What
// is asked at random has a part of the memory to itself: of a file, each look would bring in a page.
// Throws std::bad_alloc.
enum class BulkUse : bool { kInOrder, kAtRandom };
void* TakeBulk(std::size_t bytes, BulkUse use);
void GiveBackBulk(void* block, std::size_t bytes, BulkUse use) noexcept;
// Whoever has gone through much of it lets the rest leave memory, if that is much.
void EaseBulk();

template <typename T, BulkUse kUse = BulkUse::kInOrder>
class BulkAllocator {
 public:
  using value_type = T;
  template <typename U>
  struct rebind {
    using other = BulkAllocator<U, kUse>;
  };

  BulkAllocator() = default;
  template <typename U>
  BulkAllocator(const BulkAllocator<U, kUse>&) noexcept {}

  T* allocate(std::size_t count) {
    if (count > std::numeric_limits<std::size_t>::max() / sizeof(T)) throw std::bad_alloc();
    return static_cast<T*>(TakeBulk(count * sizeof(T), kUse));
  }
  void deallocate(T* block, std::size_t count) noexcept {
    GiveBackBulk(block, count * sizeof(T), kUse);
  }

  friend bool operator==(const BulkAllocator&, const BulkAllocator&) { return true; }
};

template <typename T>
using BulkList = std::vector<T, BulkAllocator<T>>;
// Asked at random: of hash tables, say.
template <typename T>
using BulkTable = std::vector<T, BulkAllocator<T, BulkUse::kAtRandom>>;

// Room for `more` of a list that comes in parts. `share` is the part of the whole that is there with
// them, over 0 and at most 1: the list is moved as seldom as if all of it had been known ahead.
template <typename T>
void MakeRoom(BulkList<T>& list, std::size_t more, double share) {
  const std::size_t least = list.size() + more;
  if (least <= list.capacity()) return;
  constexpr double kSpare = 1.05;
  const double whole = share < 1 ? static_cast<double>(least) / share * kSpare : 0;
  list.reserve(std::max(least, static_cast<std::size_t>(whole)));
}

}  // namespace logonloom
