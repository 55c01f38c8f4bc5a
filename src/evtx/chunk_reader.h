// One chunk to records, diagnostics and an account of its bytes.
#pragma once

#include <string>
#include <vector>

#include "evtx/chunk_layout.h"
#include "evtx/record_decoder.h"
#include "logonloom/record.h"

namespace logonloom::evtx {

// Not thread-safe; one object reads one chunk after the other.
class ChunkReader {
 public:
  ChunkReader(TemplateSource& other_templates, Scan scan)
      : decoder_(other_templates), scan_(scan) {}

  // `chunk` are the up to 64 KiB at `offset` of the file. Adds to `tally`.
  void Read(Bytes chunk, std::uint64_t offset, RecordSink& sink, ReadTally& tally);

 private:
  void ReadPlace(const RecordPlace& place);
  void Account(const RecordPlace& place);
  void Deliver(const DecodedRecord& decoded);
  void ReadHidden(const RecordPlace& outer, std::size_t begin);
  void Reject(const RecordPlace& place, const char* reason);
  void CheckSums();
  void Tell(Severity severity, const char* code, std::string message, std::uint64_t at);

  RecordDecoder decoder_;
  Scan scan_;
  ChunkLayout layout_;
  std::vector<RecordPlace> hidden_;
  Bytes chunk_;
  std::uint64_t offset_ = 0;
  RecordSink* sink_ = nullptr;
  ReadTally* tally_ = nullptr;
};

}  // namespace logonloom::evtx
