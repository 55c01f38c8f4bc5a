// The project's own reader: every record of a file, those included that Windows no longer lists.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "logonloom/record.h"

namespace logonloom {

struct CarvedRegions;

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
  // All definitions as bytes, for runs that do not see these files, and back. AddPacked throws
  // PackedError (base/packed_bytes.h).
  std::string Pack() const;
  void AddPacked(std::string_view packed);

 private:
  friend class EvtxReader;
  friend class CarvedReader;
  friend CarvedRegions CollectCarved(EvidenceSource& source, RunTemplates& templates);
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
  // Called behind the file header and behind each chunk. `lent`: a record of it has lost its
  // definition, so that what it says may depend on the templates of the run.
  using OnChunk =
      std::function<void(std::uint64_t offset, std::span<const std::byte> chunk, bool lent)>;
  // Adds to `tally`, which is right up to the last record even if reading fails. `on_chunk` may be
  // empty. Throws std::system_error.
  virtual void ReadGroup(EvidenceSource& source, std::uint64_t group, RecordSink& sink,
                         ReadTally& tally, const OnChunk& on_chunk) = 0;
  // One chunk that stood at `offset`, with the templates of the run and no others.
  virtual void ReadChunk(std::span<const std::byte> chunk, std::uint64_t offset, RecordSink& sink,
                         ReadTally& tally) = 0;
};

std::unique_ptr<ChunkGroupReader> MakeEvtxReader(EvtxReaderOptions options = {});

}  // namespace logonloom
