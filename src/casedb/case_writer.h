// Writes a whole case into a new SQLite file.
#pragma once

#include <filesystem>
#include <stdexcept>

#include "casedb/case_contents.h"

namespace logonloom {

// The database cannot be written or read; what() is one sentence: what, where, what to do.
class CaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Writes beside `path` and renames into place when all is done: whatever happens, `path` is
// either as it was or complete. Throws CaseError.
void WriteCase(const std::filesystem::path& path, const CaseContents& contents);

}  // namespace logonloom
