#include "platform/spill_memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <new>
#include <utility>

namespace logonloom {

namespace {

constexpr std::size_t kPage = std::size_t{1} << 16;
std::size_t WholePages(std::size_t bytes) {
  return (bytes + kPage - 1) / kPage * kPage;
}

void* Mapped(std::size_t bytes, int file) {
  return mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
              file < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED, file, 0);
}

}  // namespace

SpillMemory::~SpillMemory() {
  if (data_ != nullptr) munmap(data_, size_);
  if (file_ >= 0) close(file_);
}

std::byte* SpillMemory::Grow(std::size_t bytes) {
  if (bytes <= size_) return data_;
  bytes = WholePages(bytes);
  if (file_ < 0 && bytes >= kSpillFrom && !folder_.empty() && MoveToFile(bytes)) return data_;
  if (file_ >= 0 && posix_fallocate(file_, 0, static_cast<off_t>(bytes)) != 0) {
    folder_.clear();  // its disk is full
    MoveTo(Mapped(bytes, -1), bytes, -1);
    return data_;
  }
  void* data = data_ == nullptr ? Mapped(bytes, -1) : mremap(data_, size_, bytes, MREMAP_MAYMOVE);
  if (data == MAP_FAILED) throw std::bad_alloc();
  size_ = bytes;
  return data_ = static_cast<std::byte*>(data);
}

// A shared mapping loses nothing: its pages are the file's.
void SpillMemory::LetGo(std::span<const std::byte> bytes) const {
  if (file_ < 0) return;
  const auto first = static_cast<std::size_t>(bytes.data() - data_);
  const std::size_t begin = WholePages(first), end = (first + bytes.size()) / kPage * kPage;
  if (begin < end) madvise(data_ + begin, end - begin, MADV_DONTNEED);
}

// Every byte of the file is claimed ahead: a write to a mapping has nobody to tell that the disk is
// full.
bool SpillMemory::MoveToFile(std::size_t bytes) {
  const int file = open(folder_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0) return false;
  void* data = posix_fallocate(file, 0, static_cast<off_t>(bytes)) == 0 ? Mapped(bytes, file)
                                                                        : MAP_FAILED;
  if (data == MAP_FAILED) {
    close(file);
    return false;
  }
  MoveTo(data, bytes, file);
  return true;
}

// The block moves to another mapping, of a file or of none.
void SpillMemory::MoveTo(void* data, std::size_t bytes, int file) {
  if (data == MAP_FAILED) throw std::bad_alloc();
  if (data_ != nullptr) {
    std::memcpy(data, data_, size_);
    munmap(data_, size_);
  }
  if (file_ >= 0) close(file_);
  file_ = file;
  data_ = static_cast<std::byte*>(data);
  size_ = bytes;
}

}  // namespace logonloom
