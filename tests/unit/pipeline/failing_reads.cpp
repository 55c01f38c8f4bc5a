#include "failing_reads.h"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <limits>

#include "disk_fate.h"

namespace {

constexpr int kAll = std::numeric_limits<int>::max();
std::atomic<int> reads_left = kAll;
std::atomic<bool> has_failed = false;
std::atomic<std::uint64_t> bad_begin = 0, bad_end = 0;

bool IsBad(std::uint64_t offset, std::uint64_t size) {
  return offset < bad_end && offset + size > bad_begin;
}

}  // namespace

// The names are the linker's.
extern "C" {
ssize_t __real_pread(int descriptor, void* buffer, size_t count, off_t offset);
ssize_t __wrap_pread(int descriptor, void* buffer, size_t count, off_t offset);

ssize_t __wrap_pread(int descriptor, void* buffer, size_t count, off_t offset) {
  logonloom::CountRead();
  if (IsBad(static_cast<std::uint64_t>(offset), count)) {
    errno = EIO;
    return -1;
  }
  if (reads_left != kAll && reads_left-- <= 0) {
    has_failed = true;
    errno = EIO;
    return -1;
  }
  return __real_pread(descriptor, buffer, count, offset);
}
}

namespace logonloom {

FailingReads::FailingReads(int good) {
  has_failed = false;
  reads_left = good;
}
FailingReads::~FailingReads() { reads_left = kAll; }
bool FailingReads::failed() const { return has_failed; }

BadBlock::BadBlock(std::uint64_t offset, std::uint64_t size) {
  bad_begin = offset;
  bad_end = offset + size;
}
BadBlock::~BadBlock() { bad_begin = bad_end = 0; }

}  // namespace logonloom
