// A medium that fails: reads of evidence that give an error. The build links pread(2) of this
// program to the function here (--wrap).
#pragma once

#include <cstdint>

namespace logonloom {

// As long as it lives, only the next `good` reads of the process succeed.
class FailingReads {
 public:
  explicit FailingReads(int good);
  ~FailingReads();
  FailingReads(const FailingReads&) = delete;
  FailingReads& operator=(const FailingReads&) = delete;
  bool failed() const;
};

// As long as it lives, reads that touch these bytes of any file give an error.
class BadBlock {
 public:
  BadBlock(std::uint64_t offset, std::uint64_t size);
  ~BadBlock();
  BadBlock(const BadBlock&) = delete;
  BadBlock& operator=(const BadBlock&) = delete;
};

}  // namespace logonloom
