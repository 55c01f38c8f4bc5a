// Whether a case, and the evidence that it rests on, are what they were.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "casedb/case_check.h"

namespace logonloom {

struct CheckReport {
  std::vector<CheckFinding> findings;
  std::uint64_t files_unchanged = 0;  // evidence files that are there with their SHA-256
  std::uint64_t files_changed = 0;    // that are there with another content or cannot be read
  std::uint64_t files_gone = 0;       // that are not where they were: no fault of the case
  bool good() const;
};

// Looks at the database (casedb/case_check.h), then at each evidence file that is still there.
// `on_file` is called ahead of each; may be empty. Throws CaseError if it is no case.
CheckReport CheckCase(const std::filesystem::path& path,
                      const std::function<void(const std::filesystem::path&)>& on_file);

}  // namespace logonloom
