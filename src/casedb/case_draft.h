// The place of a case, held from the begin of a run to its end.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "casedb/case_contents.h"
#include "platform/file_claim.h"

namespace logonloom {

// Claims CASE.partial beside the case. While one lives, no other run can claim the same place, and
// the case itself stays as it is; the claim of a killed run ends with it. Not copied, not moved.
class CaseDraft {
 public:
  // Throws CaseBusy if another run holds the place, CaseError (case_writer.h) if it cannot be had.
  explicit CaseDraft(const std::filesystem::path& target);
  ~CaseDraft();
  CaseDraft(const CaseDraft&) = delete;
  CaseDraft& operator=(const CaseDraft&) = delete;

  // Writes the draft and renames it into place when all is on the disk: whatever happens, the case
  // is either as it was or complete. On two threads at most. Once at most. Throws CaseError.
  WrittenActivity Write(const CaseContents& contents, unsigned threads = 1);

  static std::filesystem::path PathOf(const std::filesystem::path& target);
  // What a second thread writes, while the draft is written.
  static std::filesystem::path SideOf(const std::filesystem::path& target);

 private:
  [[noreturn]] void Fail(const std::string& reason) const;

  std::filesystem::path target_, path_;
  std::optional<FileClaim> claim_;
  bool in_place_ = false;
};

}  // namespace logonloom
