#include "disk_fate.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <limits>

namespace {

constexpr int kAll = std::numeric_limits<int>::max();
std::atomic<int> calls_left = kAll;
std::atomic<bool> has_come = false;
std::atomic<logonloom::Fate> fate = logonloom::Fate::kFull;

bool IsTime() {
  if (calls_left == kAll || calls_left-- > 0) return false;
  has_come = true;
  return true;
}

// False if the disk is full. May kill the process.
bool MayChangeDisk() {
  if (!IsTime()) return true;
  if (fate != logonloom::Fate::kFull) raise(SIGKILL);
  errno = ENOSPC;
  return false;
}

ssize_t Write(int descriptor, const void* data, size_t count, off_t offset) {
  if (!IsTime()) return syscall(SYS_pwrite64, descriptor, data, count, offset);
  if (fate == logonloom::Fate::kFull) {
    errno = ENOSPC;
    return -1;
  }
  if (fate == logonloom::Fate::kKilledHalfWay)
    syscall(SYS_pwrite64, descriptor, data, count / 2, offset);
  raise(SIGKILL);
  return -1;
}

}  // namespace

// The names are the C library's.
extern "C" {
ssize_t pwrite(int descriptor, const void* data, size_t count, off_t offset) {
  return Write(descriptor, data, count, offset);
}
ssize_t pwrite64(int descriptor, const void* data, size_t count, off_t offset) {
  return Write(descriptor, data, count, offset);
}
int ftruncate(int descriptor, off_t size) noexcept {
  return MayChangeDisk() ? static_cast<int>(syscall(SYS_ftruncate, descriptor, size)) : -1;
}
int ftruncate64(int descriptor, off_t size) noexcept {
  return MayChangeDisk() ? static_cast<int>(syscall(SYS_ftruncate, descriptor, size)) : -1;
}
int fsync(int descriptor) {
  return MayChangeDisk() ? static_cast<int>(syscall(SYS_fsync, descriptor)) : -1;
}
int rename(const char* from, const char* to) noexcept {
  return MayChangeDisk() ? static_cast<int>(syscall(SYS_renameat2, -100, from, -100, to, 0)) : -1;
}
}

namespace logonloom {

DiskFate::DiskFate(Fate what, int good) {
  fate = what;
  has_come = false;
  calls_left = good;
}
DiskFate::~DiskFate() { calls_left = kAll; }
bool DiskFate::fulfilled() const { return has_come; }

void CountRead() {
  if (fate == Fate::kFull || !IsTime()) return;
  raise(SIGKILL);
}

}  // namespace logonloom
