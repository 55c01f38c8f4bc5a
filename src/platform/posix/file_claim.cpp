#include "platform/file_claim.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace logonloom {
namespace {

[[noreturn]] void Fail(int error) { throw std::system_error(error, std::generic_category()); }

// A new name is on the disk with its folder only. Where that cannot be had, all but the moment of
// it is as it should be.
void SyncFolderOf(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

}  // namespace

FileClaim::FileClaim(const std::filesystem::path& path) : path_(path) {
  while (!Take()) {
  }
}

FileClaim::~FileClaim() { close(static_cast<int>(handle_)); }

// False if the file that was claimed is not the one under its name any more: another process has
// moved it, or thrown it away, between the two steps.
bool FileClaim::Take() {
  const int descriptor = open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (descriptor < 0) Fail(errno);
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    close(descriptor);
    if (error != EWOULDBLOCK) Fail(error);
    throw ClaimedByOther();
  }
  struct stat claimed = {}, named = {};
  const bool same = fstat(descriptor, &claimed) == 0 && stat(path_.c_str(), &named) == 0 &&
                    claimed.st_dev == named.st_dev && claimed.st_ino == named.st_ino;
  if (!same) close(descriptor);
  handle_ = descriptor;
  return same;
}

void FileClaim::Clear() {
  if (ftruncate(static_cast<int>(handle_), 0) != 0) Fail(errno);
}

void FileClaim::BeginSync() {
#ifdef SYNC_FILE_RANGE_WRITE
  sync_file_range(static_cast<int>(handle_), 0, 0, SYNC_FILE_RANGE_WRITE);
#endif
}

void FileClaim::Sync() {
  if (fsync(static_cast<int>(handle_)) != 0) Fail(errno);
}

void FileClaim::MoveTo(const std::filesystem::path& target) {
  Sync();
  std::filesystem::rename(path_, target);
  SyncFolderOf(target);
}

bool MayMakeFilesIn(const std::filesystem::path& folder) {
  return access(folder.c_str(), W_OK | X_OK) == 0;
}

}  // namespace logonloom
