// Takes records, keeps the events, and counts the rest.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/repeated_text.h"
#include "casedb/packed_pieces.h"
#include "evidence/patient_source.h"
#include "logonloom/event.h"
#include "logonloom/record.h"
#include "pipeline/channel_extents.h"
#include "pipeline/event_list.h"

namespace logonloom {

struct LentChunk;

// What came of some records of one file.
struct Batch {
  EventList events;
  PackedPieces packed;                        // the same, as the case keeps them
  std::vector<Diagnostic> diagnostics;        // of each code the first hundred
  std::map<std::string, std::uint64_t> told;  // diagnostics by code, all of them
  ChannelExtents extents;
  ReadTally tally;
  std::uint64_t records = 0, filtered = 0;  // records that came, and those that gave no event
  std::optional<FileTime> first_time, last_time;
  ByteRanges unread;            // what the medium did not give; the rest was read
  std::vector<LentChunk> lent;  // chunks whose meaning the templates of other files may change
  std::string failure;          // why reading ended early, a sentence's end; empty if it did not

  // Adds what came of the records behind these.
  void Append(Batch other);
  // Adds what came of the lent chunks; the diagnostics are in the order of the file then.
  void AppendLent();
};

// A chunk with records that have lost their definition, and what it says with the templates of
// this run. It is kept as it stands, and read again when the case gets more evidence.
struct LentChunk {
  std::string packed;  // as PackChunk (casedb/findings.h) gives it
  Batch batch;
};

// Not thread-safe; each thread has its own, with its own front of the run's pool.
class Collector : public RecordSink {
 public:
  explicit Collector(StringPool& pool);

  // Records go into `batch` from here on.
  void Begin(std::int32_t file, Batch& batch);
  void OnRecord(const Record& record) override;
  void OnDiagnostic(Diagnostic diagnostic) override;

 private:
  void Extend(const Record& record, std::optional<FileTime> time);

  StringPool& pool_;
  RepeatedText computer_, channel_;
  std::unique_ptr<Normaliser> normaliser_;
  std::int32_t file_ = -1;
  Batch* batch_ = nullptr;
  Event event_;  // of the last record that gave one
  std::vector<Diagnostic> parse_diagnostics_;
};

// A line for each code of which the file has more than was kept.
std::vector<Diagnostic> UntoldOf(const Batch& batch);

}  // namespace logonloom
