#include "platform/read_only_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace logonloom {
namespace {

[[noreturn]] void Fail(const std::filesystem::path& path) {
  throw std::system_error(errno, std::generic_category(), path.string());
}

// O_NOATIME leaves even the access time alone; only the owner may ask for it.
int OpenReadOnly(const std::filesystem::path& path) {
  const int quiet = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOATIME);
  return quiet >= 0 ? quiet : open(path.c_str(), O_RDONLY | O_CLOEXEC);
}

}  // namespace

ReadOnlyFile::ReadOnlyFile(const std::filesystem::path& path)
    : path_(path), handle_(OpenReadOnly(path)) {
  if (handle_ < 0) Fail(path);
  struct stat status = {};
  if (fstat(static_cast<int>(handle_), &status) != 0) {
    close(static_cast<int>(handle_));
    Fail(path);
  }
  size_ = static_cast<std::uint64_t>(status.st_size);
}

ReadOnlyFile::~ReadOnlyFile() { close(static_cast<int>(handle_)); }

std::size_t ReadOnlyFile::ReadAt(std::uint64_t offset, std::span<std::byte> buffer) const {
  std::size_t done = 0;
  while (done < buffer.size()) {
    const ssize_t count = pread(static_cast<int>(handle_), buffer.data() + done,
                                buffer.size() - done, static_cast<off_t>(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) Fail(path_);
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

}  // namespace logonloom
