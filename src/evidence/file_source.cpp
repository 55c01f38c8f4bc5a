#include "evidence/file_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

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

FileSource::FileSource(const std::filesystem::path& path)
    : path_(path), descriptor_(OpenReadOnly(path)) {
  if (descriptor_ < 0) Fail(path);
  struct stat status = {};
  if (fstat(descriptor_, &status) != 0) {
    close(descriptor_);
    Fail(path);
  }
  size_ = static_cast<std::uint64_t>(status.st_size);
}

FileSource::~FileSource() { close(descriptor_); }

std::size_t FileSource::ReadAt(std::uint64_t offset, std::span<std::byte> buffer) {
  std::size_t done = 0;
  while (done < buffer.size()) {
    const ssize_t count = pread(descriptor_, buffer.data() + done, buffer.size() - done,
                                static_cast<off_t>(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) Fail(path_);
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

}  // namespace logonloom
