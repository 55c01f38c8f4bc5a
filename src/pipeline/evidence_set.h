// All that a case is made of: what each file gave, whether it was read now or for an older case.
#pragma once

#include <string>
#include <vector>

#include "casedb/case_contents.h"
#include "casedb/case_evidence.h"
#include "pipeline/collector.h"
#include "pipeline/reading_plan.h"

namespace logonloom {

// What one file gave.
struct FileFindings {
  PlannedFile planned;
  std::string reader;
  Batch batch;
  KeptFindings kept;  // of `batch`, for the next run
};

FileFindings MakeFindings(const PlannedFile& planned, const std::string& reader, Batch batch);

// A log that could not be read at all, or a file that is none.
struct UnreadFile {
  EvidenceFile file;
  Diagnostic diagnostic;
};

class EvidenceSet {
 public:
  void Add(FileFindings findings);
  void Add(UnreadFile unread);

  // Fills the ledger, what is kept and the diagnostics of `contents`; returns the events and
  // extents for correlation. The order is that of SHA-256 and path, then of the paths of what was
  // not read, so that it does not matter what came from where. Of what is there twice, one stays;
  // what could be read after all is not unread.
  struct Material {
    std::vector<Event> events;
    std::vector<ChannelExtent> extents;
  };
  Material MoveInto(CaseContents& contents);

 private:
  void Sort();
  static void Place(FileFindings findings, CaseContents& contents, Material& material);

  std::vector<FileFindings> files_;
  std::vector<UnreadFile> unread_;
};

}  // namespace logonloom
