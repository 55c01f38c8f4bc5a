// A medium that fails: reads of evidence that give an error. The build links pread(2) of this
// program to the function here (--wrap).
#pragma once

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

}  // namespace logonloom
