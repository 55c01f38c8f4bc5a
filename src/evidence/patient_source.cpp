#include "evidence/patient_source.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace logonloom {
namespace {

constexpr std::uint64_t kBlock = 4096;  // a physical sector of today's disks
constexpr int kMostFailuresInARow = 64;

bool IsMediumError(const std::system_error& failure) {
  return failure.code() == std::error_code(EIO, std::generic_category());
}

}  // namespace

std::size_t PatientSource::ReadAt(std::uint64_t offset, std::span<std::byte> buffer) {
  try {
    return source_->ReadAt(offset, buffer);
  } catch (const std::system_error& failure) {
    if (!IsMediumError(failure)) throw;
  }
  return ReadBlocks(offset, buffer);
}

// Blocks are those of the file, not of the call, so that every call finds the same ones bad.
std::size_t PatientSource::ReadBlocks(std::uint64_t offset, std::span<std::byte> buffer) {
  if (offset >= source_->size()) return 0;
  const std::size_t wanted =
      static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), source_->size() - offset));
  std::size_t done = 0;
  while (done < wanted) {
    const std::uint64_t at = offset + done;
    const std::size_t size =
        static_cast<std::size_t>(std::min<std::uint64_t>(kBlock - at % kBlock, wanted - done));
    const auto block = buffer.subspan(done, size);
    try {
      const std::size_t count = source_->ReadAt(at, block);
      failures_in_a_row_ = 0;
      if (count < size) return done + count;
    } catch (const std::system_error& failure) {
      if (!IsMediumError(failure) || ++failures_in_a_row_ > kMostFailuresInARow) throw;
      std::fill(block.begin(), block.end(), std::byte{0});
      std::uint64_t& known = unread_[at];
      known = std::max<std::uint64_t>(known, size);
    }
    done += size;
  }
  return done;
}

}  // namespace logonloom
