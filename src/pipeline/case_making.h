// From what the files gave to a case in its place: correlation, ledger, database.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "casedb/case_draft.h"
#include "logonloom/ingest.h"
#include "pipeline/evidence_set.h"
#include "platform/spill_space.h"

namespace logonloom {

// Shared by all that makes a case. Keeps the place of the case from its construction on.
class CaseMaking {
 public:
  using Facts = std::vector<std::pair<std::string, std::string>>;

  // Throws IngestError if another run writes this case or the place cannot be had.
  CaseMaking(const std::filesystem::path& case_path,
             std::function<void(const IngestProgress&)> on_progress);

  // From here on much is held, and a thread keeps it small. Not earlier: whoever opens disk images
  // starts processes, which should not find another thread at work.
  void KeepMemorySmall() { keeper_.emplace(); }
  // Calls back with `progress`, if anybody listens.
  void Report(const char* stage);
  IngestProgress progress;

  // `facts`: what case_info says beside what is the same for all. `templates`: the
  // reader's, packed.
  IngestSummary Run(EvidenceSet set, std::string templates, const Facts& facts, unsigned threads);

 private:
  void Settle();
  void Write(const Facts& facts, unsigned threads);
  IngestSummary Summarise() const;

  std::optional<SpillKeeper> keeper_;
  FileTime started_;
  std::unique_ptr<CaseDraft> draft_;
  std::function<void(const IngestProgress&)> on_progress_;
  CaseContents contents_;
  WrittenActivity written_;
};

}  // namespace logonloom
