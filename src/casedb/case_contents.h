// All that one case holds, as the pipeline hands it over.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "casedb/packed_pieces.h"
#include "logonloom/activity.h"
#include "logonloom/sessions.h"

namespace logonloom {

struct EvidenceFile {  // its place in the list is RecordRef::file_index
  std::string path;
  std::string container_path;  // of an archive's member: the end of `path` that lies inside
  std::string container_sha256;
  std::uint64_t size_bytes = 0;
  std::string sha256;
  std::string reader;
  ReadTally tally;
  std::uint64_t records_stored = 0, records_filtered = 0, records_duplicate = 0;
  std::uint64_t bytes_lost = 0;  // that the medium did not give
  std::optional<FileTime> first_time, last_time;
  std::string status;   // complete, partial, unreadable
  std::string note;     // how it was opened, a sentence; stands in `message` too
  std::string message;  // why it is not complete
  std::string layout, host_hint, shadow_copy;  // what its surroundings say of it; may be empty
};

// What a case came to hold that its contents do not say.
struct WrittenActivity {
  std::uint64_t acts = 0;           // rows of the view activity
  std::uint64_t of_no_session = 0;  // of them: nothing ties them to a session
};

// What a file gave, packed (findings.h, event_columns.h), so that evidence can be added without
// reading the file again.
struct KeptFindings {
  std::string head;                 // empty: there is nothing to keep
  PackedPieces events;              // in the order of the file, those of `chunks` apart
  std::vector<std::string> chunks;  // that say more if other files have what they have lost
};

struct CaseContents {
  std::vector<EvidenceFile> files;
  std::vector<KeptFindings> findings;  // of files, in their order; shorter if the rest has none
  std::string templates;               // all definitions of the reader, packed
  Correlation correlation;
  Activity activity;  // details may be empty: none are known
  std::vector<Diagnostic> diagnostics;
  std::vector<std::pair<std::string, std::string>> facts;  // case_info
};

}  // namespace logonloom
