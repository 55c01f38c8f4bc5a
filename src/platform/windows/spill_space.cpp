#include "platform/spill_space.h"

#include <cstdlib>
#include <cstring>
#include <new>

namespace logonloom {

// The system's page file takes what is not in use.
void SpillSpace::Use(const std::filesystem::path&, std::size_t) {}

void* SpillSpace::Take(std::size_t bytes, Room) { return Grow(nullptr, 0, bytes); }

void* SpillSpace::Grow(void* block, std::size_t, std::size_t to) {
  void* grown = std::realloc(block, to);
  if (grown == nullptr) throw std::bad_alloc();
  return grown;
}

void SpillSpace::GiveBack(void* block, std::size_t, Room) noexcept { std::free(block); }
void SpillSpace::Write(void* block, std::size_t at, const void* bytes, std::size_t count) {
  std::memcpy(static_cast<char*>(block) + at, bytes, count);
}
bool SpillSpace::IsInFile(const void*) { return false; }
void SpillSpace::LetGo() {}
void SpillSpace::Ease() {}
SpillKeeper::SpillKeeper() = default;

}  // namespace logonloom
