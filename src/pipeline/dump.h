// The records of files, one after the other, without interpretation.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <vector>

#include "logonloom/record.h"
#include "pipeline/readers.h"

namespace logonloom {

struct DumpOptions {
  std::vector<std::filesystem::path> inputs;  // files and folders
  ReaderChoice reader;
  std::vector<std::string> passwords;  // of encrypted archives
  std::set<std::uint32_t> event_ids;   // empty: all
  bool recovered_only = false;         // leave out what Windows lists
};

struct DumpSummary {
  std::uint64_t files = 0, files_unreadable = 0, records = 0, records_rejected = 0;
  bool complete() const { return files_unreadable == 0 && records_rejected == 0; }
};

// Files in the order of their paths. Throws IngestError of kind kUsage for paths that are missing
// or hold no log.
DumpSummary Dump(
    const DumpOptions& options,
    const std::function<void(const Record&, const std::filesystem::path&)>& on_record,
    const std::function<void(const Diagnostic&, const std::filesystem::path&)>& on_diagnostic);

}  // namespace logonloom
