// Takes records, keeps the events, and counts the rest.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "evidence/patient_source.h"
#include "logonloom/event.h"
#include "logonloom/record.h"
#include "pipeline/channel_extents.h"

namespace logonloom {

// What came of some records of one file.
struct Batch {
  std::vector<Event> events;
  std::vector<std::string> packed;            // the same, as the case keeps them
  std::vector<Diagnostic> diagnostics;        // of each code the first hundred
  std::map<std::string, std::uint64_t> told;  // diagnostics by code, all of them
  ChannelExtents extents;
  ReadTally tally;
  std::uint64_t records = 0, filtered = 0;  // records that came, and those that gave no event
  std::optional<FileTime> first_time, last_time;
  ByteRanges unread;    // what the medium did not give; the rest was read
  std::string failure;  // why reading ended early, a sentence's end; empty if it did not

  // Adds what came of the records behind these.
  void Append(Batch other);
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
  StringPool& pool_;
  std::unique_ptr<Normaliser> normaliser_;
  std::int32_t file_ = -1;
  Batch* batch_ = nullptr;
  std::vector<Diagnostic> parse_diagnostics_;
};

// A line for each code of which the file has more than was kept.
std::vector<Diagnostic> UntoldOf(const Batch& batch, std::int64_t file);

}  // namespace logonloom
