// The pipeline: evidence → records → events → sessions → case database, in one call.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "logonloom/record.h"

namespace logonloom {

struct IngestProgress {
  std::string stage;  // «searching», «hashing», «reading», «correlating», «writing»
  std::uint64_t bytes_done = 0, bytes_total = 0;
  std::uint64_t files_done = 0, files_total = 0;
  std::uint64_t records = 0;
  std::uint64_t sessions = 0;  // access sessions; 0 until correlation is done
};

struct IngestOptions {
  std::vector<std::filesystem::path> inputs;  // files and folders
  bool carve = false;  // the inputs are files in whose bytes chunks and records are searched
  std::vector<std::string> passwords;         // of encrypted archives, beside the usual ones
  std::filesystem::path case_path;            // the database to be made or added to
  bool overwrite = false;                     // an existing case is replaced, not added to
  std::string reader = "evtx";                // or libevtx, the second reader
  bool recover = true;                        // also records that are not listed any more
  unsigned threads = 0;                       // 0: one for each processor
  std::string command_line;                   // for case_info
  std::function<void(const IngestProgress&)> on_progress;  // may be empty
};

struct MergeOptions {
  std::vector<std::filesystem::path> cases;                // whose evidence goes together
  std::filesystem::path case_path;                         // the database to be made
  bool overwrite = false;                                  // an existing case is replaced
  std::string command_line;                                // for case_info
  std::function<void(const IngestProgress&)> on_progress;  // may be empty
};

struct IngestSummary {
  std::uint64_t files_read = 0;   // in this run
  std::uint64_t files_known = 0;  // named in this run and known by their SHA-256
  std::uint64_t bytes_lost = 0;   // of files that the medium gave in part
  std::uint64_t files = 0, files_unreadable = 0, files_truncated = 0;
  std::uint64_t records_seen = 0, records_stored = 0, records_filtered = 0;
  std::uint64_t records_duplicate = 0, records_rejected = 0, records_recovered = 0;
  std::uint64_t hosts = 0, boots = 0, logon_sessions = 0, sessions = 0;
  std::uint64_t acts = 0, acts_of_no_session = 0;  // rows of the view activity
  std::vector<Diagnostic> diagnostics;  // all, warnings and errors among them
  // Nothing was lost: no file unreadable or cut short, no record rejected.
  bool complete() const {
    return files_unreadable == 0 && bytes_lost == 0 && files_truncated == 0 &&
           records_rejected == 0;
  }
};

// What the user can mend: a path that does not exist, a folder without logs, an existing case, a
// full disk. what() is one sentence: what, where, what to do.
class IngestError : public std::runtime_error {
 public:
  enum class Kind { kUsage, kUnfinished };
  IngestError(Kind what_kind, const std::string& message)
      : std::runtime_error(message), kind(what_kind) {}
  Kind kind;
};

// Makes options.case_path, or adds to it: the rows are those of one ingest of all the evidence, and
// what the case knows by its SHA-256 is not read again. On any exception the previous case, if
// there was one, is intact and no temporary file is left. Throws IngestError.
IngestSummary Ingest(const IngestOptions& options);

// Makes one case of several: the rows are those of one ingest of all their evidence, none of which
// is needed. Throws as Ingest does.
IngestSummary Merge(const MergeOptions& options);

}  // namespace logonloom
