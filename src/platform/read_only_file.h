// A file that is read at any place and never changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace logonloom {

// Reads of several threads do not disturb one another. Not copied, not moved.
class ReadOnlyFile {
 public:
  // Throws std::system_error if the file cannot be opened.
  explicit ReadOnlyFile(const std::filesystem::path& path);
  ~ReadOnlyFile();
  ReadOnlyFile(const ReadOnlyFile&) = delete;
  ReadOnlyFile& operator=(const ReadOnlyFile&) = delete;

  std::uint64_t size() const { return size_; }
  // Fewer bytes than asked for at the end of the file only. Throws std::system_error; a medium that
  // does not give a block is EIO of the generic category on every system.
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> buffer) const;

 private:
  std::filesystem::path path_;
  std::intptr_t handle_;
  std::uint64_t size_ = 0;
};

}  // namespace logonloom
