// Evidence on a failing medium: what can be read is read, block by block.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <utility>

#include "logonloom/record.h"

namespace logonloom {

// Offset → size in bytes, disjoint.
using ByteRanges = std::map<std::uint64_t, std::uint64_t>;

// Gives zeros for blocks that the medium does not give, and remembers them. A medium that fails in
// one block after the other is given up, so that a dead disk does not take days.
class PatientSource : public EvidenceSource {
 public:
  explicit PatientSource(std::unique_ptr<EvidenceSource> source) : source_(std::move(source)) {}

  std::uint64_t size() const override { return source_->size(); }
  // Throws std::system_error for every failure but EIO, and for that too if nothing helps.
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> buffer) override;
  std::string local_path() const override { return source_->local_path(); }

  // What was given as zeros since the last call.
  ByteRanges TakeUnread() { return std::exchange(unread_, {}); }

 private:
  std::size_t ReadBlocks(std::uint64_t offset, std::span<std::byte> buffer);

  std::unique_ptr<EvidenceSource> source_;
  ByteRanges unread_;
  int failures_in_a_row_ = 0;
};

}  // namespace logonloom
