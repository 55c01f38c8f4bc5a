#include "platform/spill_memory.h"

#include <cstdlib>
#include <new>

namespace logonloom {

SpillMemory::~SpillMemory() { std::free(data_); }

std::byte* SpillMemory::Grow(std::size_t bytes) {
  if (bytes <= size_) return data_;
  void* data = std::realloc(data_, bytes);
  if (data == nullptr) throw std::bad_alloc();
  size_ = bytes;
  return data_ = static_cast<std::byte*>(data);
}

void SpillMemory::LetGo(std::span<const std::byte>) const {}

// The system's page file takes what is not in use.
bool SpillMemory::MoveToFile(std::size_t) { return false; }
void SpillMemory::MoveTo(void*, std::size_t, int) {}

}  // namespace logonloom
