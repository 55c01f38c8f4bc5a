// All that a case is made of: what each file gave, whether it was read now or for an older case.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "casedb/case_contents.h"
#include "casedb/case_evidence.h"
#include "logonloom/event_table.h"
#include "pipeline/collector.h"
#include "pipeline/reading_plan.h"

namespace logonloom {

// What one file gave.
struct FileFindings {
  PlannedFile planned;
  std::string reader;
  Batch batch;
  KeptFindings kept;  // of `batch`, for the next run
  std::int32_t number = -1;  // that its events bear until the order of the files is known
};

FileFindings MakeFindings(const PlannedFile& planned, const std::string& reader, Batch batch);

// A log that could not be read at all, or a file that is none.
struct UnreadFile {
  EvidenceFile file;
  Diagnostic diagnostic;
};

class EvidenceSet {
 public:
  // Some of the events of the file that is added next.
  void AddEvents(EventList events);
  // With the rest of its events.
  void Add(FileFindings findings);
  void Add(UnreadFile unread);

  // Fills the ledger, what is kept and the diagnostics of `contents`; returns the events and
  // extents for correlation. The order is that of SHA-256 and path, then of the paths of what was
  // not read, so that it does not matter what came from where. Of what is there twice, one stays;
  // what could be read after all is not unread.
  struct Material {
    EventTable events;
    std::vector<ChannelExtent> extents;
    std::map<std::string, std::int32_t> folders;  // path → its number in the extents
  };
  Material MoveInto(CaseContents& contents);

 private:
  void Sort();
  EventTable TakeEvents(std::size_t files_added);
  static void Place(FileFindings findings, CaseContents& contents, Material& material);

  EventTable events_;  // their file: the number of its findings

  std::vector<FileFindings> files_;
  std::vector<UnreadFile> unread_;
};

}  // namespace logonloom
