// All that one case holds, as the pipeline hands it over.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "logonloom/activity.h"
#include "logonloom/sessions.h"

namespace logonloom {

struct EvidenceFile {  // its place in the list is RecordRef::file_index
  std::string path;
  std::string container_path;
  std::uint64_t size_bytes = 0;
  std::string sha256;
  std::string reader;
  ReadTally tally;
  std::uint64_t records_stored = 0, records_filtered = 0, records_duplicate = 0;
  std::optional<FileTime> first_time, last_time;
  std::string status;   // complete, partial, unreadable
  std::string message;  // why it is not complete
};

struct CaseContents {
  std::vector<EvidenceFile> files;
  Correlation correlation;
  Activity activity;  // details may be empty: none are known
  std::vector<Diagnostic> diagnostics;
  std::vector<std::pair<std::string, std::string>> facts;  // case_info
};

}  // namespace logonloom
