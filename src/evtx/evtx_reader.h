// The project's own reader: every record of a file, those included that Windows no longer lists.
#pragma once

#include <cstdint>
#include <memory>

#include "logonloom/record.h"

namespace logonloom {

// Template definitions of a run, for records whose file has lost theirs. Collecting all files
// before the first is read makes the result independent of their order.
class RunTemplates {
 public:
  RunTemplates();
  ~RunTemplates();
  RunTemplates(const RunTemplates&) = delete;
  RunTemplates& operator=(const RunTemplates&) = delete;
  // Throws std::system_error if reading fails.
  void Collect(EvidenceSource& source);
  void Add(const RunTemplates& other);

 private:
  friend class EvtxReader;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct EvtxReaderOptions {
  bool recover = true;                            // also what is not listed
  std::shared_ptr<const RunTemplates> templates;  // may be empty
};

// Reads a file in groups of chunks, which several threads can do at the same time, each with a
// reader of its own. All groups in their order give what Read gives.
class ChunkGroupReader : public RecordReader {
 public:
  // At least 1.
  virtual std::uint64_t GroupCount(std::uint64_t file_size) const = 0;
  // Adds to `tally`, which is right up to the last record even if reading fails.
  // Throws std::system_error.
  virtual void ReadGroup(EvidenceSource& source, std::uint64_t group, RecordSink& sink,
                         ReadTally& tally) = 0;
};

std::unique_ptr<ChunkGroupReader> MakeEvtxReader(EvtxReaderOptions options = {});

}  // namespace logonloom
