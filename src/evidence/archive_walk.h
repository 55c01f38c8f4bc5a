// The members of one archive, one after the other, read through the evidence's own reader.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "logonloom/record.h"

namespace logonloom {

// By its first bytes: ZIP, 7z, tar, RAR, CAB, and single files packed by gzip, bzip2, xz or zstd.
bool IsArchive(EvidenceSource& source);

// What is wrong with an archive or a member, one sentence and what to do.
class ArchiveError : public std::runtime_error {
 public:
  explicit ArchiveError(const std::string& message) : std::runtime_error(message) {}
};

// What a whole walk may unpack, with the archives inside: beyond `free_bytes` no more than
// `most_ratio` times the bytes of the archive. Shared by the walks of one archive on the disk.
struct UnpackingBudget {
  std::uint64_t packed_bytes = 0;
  std::uint64_t free_bytes = std::uint64_t{256} << 20;
  std::uint64_t most_ratio = 250;
  std::uint64_t most_members = 1'000'000;
  std::uint64_t unpacked = 0, members = 0;

  // Throws ArchiveError.
  void Take(std::uint64_t bytes);
  void TakeMember();
  // Whether one of them has thrown: the archive is to be left.
  bool IsSpent() const { return spent_; }

 private:
  bool spent_ = false;
};

class ArchiveWalk {
 public:
  // `name`: of the archive, for members without one of their own. `passwords` are tried in order.
  // All three are kept by reference. Throws ArchiveError if it cannot be opened.
  ArchiveWalk(EvidenceSource& source, const std::string& name,
              const std::vector<std::string>& passwords, UnpackingBudget& budget);
  ~ArchiveWalk();
  ArchiveWalk(const ArchiveWalk&) = delete;
  ArchiveWalk& operator=(const ArchiveWalk&) = delete;

  // The next regular file; false at the end. Throws ArchiveError if the archive is damaged.
  bool Next();
  // Its path in the archive, with «/»; one that comes again ends in «#2».
  const std::string& name() const;
  // The next bytes of it, fewer only at its end. Throws ArchiveError.
  std::size_t Read(std::span<std::byte> buffer);
  // The password that opened it, if one was asked for so far.
  const std::string& password() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace logonloom
