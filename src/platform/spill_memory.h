// One block of memory that grows. A large one lies in a file, so that the system may write what is
// not in use to the disk instead of running out of memory.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace logonloom {

class SpillMemory {
 public:
  SpillMemory() = default;
  // From kSpillFrom bytes on the block lies in a file in `folder`, while its disk has room. The file has
  // no name: nothing of it is left when the program ends, however it ends.
  explicit SpillMemory(std::filesystem::path folder) : folder_(std::move(folder)) {}
  ~SpillMemory();
  SpillMemory(const SpillMemory&) = delete;
  SpillMemory& operator=(const SpillMemory&) = delete;

  // Makes room for `bytes` at least; what is there stays, at another address perhaps. Throws
  // std::bad_alloc.
  std::byte* Grow(std::size_t bytes);
  bool in_file() const { return file_ >= 0; }
  // What lies wholly in these bytes leaves memory for the file, if there is one, until it is touched
  // again.
  void LetGo(std::span<const std::byte> bytes) const;
  const std::filesystem::path& folder() const { return folder_; }

  static constexpr std::size_t kSpillFrom = std::size_t{256} << 20;

 private:
  bool MoveToFile(std::size_t bytes);
  void MoveTo(void* data, std::size_t bytes, int file);

  std::filesystem::path folder_;
  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
  int file_ = -1;
};

}  // namespace logonloom
