// Writes .evtx files as Windows lays them out, for tests and samples: real chunks, templates,
// name tables and checksums, so that any reader takes them for the real thing.
// Layout: MS-EVEN6 2.2.12, libevtx's format documentation and real files; see docs/evtx.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "support/binxml_chunk.h"
#include "support/event_spec.h"

namespace logonloom::support {

inline constexpr std::size_t kFileHeaderSize = 0x1000;

struct EvtxOptions {
  bool dirty = false;  // as if the log had not been closed
  bool full = false;
};

// Where a record stands in the file, for tests that damage it.
struct RecordPlace {
  std::uint64_t offset = 0;  // of its first byte
  std::uint32_t size = 0;
  std::uint64_t header_record_id = 0;
};

struct EvtxFile {
  std::string bytes;
  std::vector<std::uint64_t> chunks;  // offsets
  std::vector<RecordPlace> records;   // in file order
};

class EvtxWriter {
 public:
  explicit EvtxWriter(EvtxOptions options = {}) : options_(options) {}

  // Throws std::length_error if the record does not fit into a chunk of its own, and
  // std::invalid_argument if a text, GUID or SID of the event is malformed; the writer is of no
  // use after that.
  void Add(const EventSpec& spec);
  // The file; the writer is empty afterwards.
  EvtxFile Finish();

 private:
  bool AppendRecord(const EventSpec& spec);
  void CloseChunk();

  EvtxOptions options_;
  BinXmlChunk chunk_;
  std::vector<RecordPlace> chunk_records_;
  EvtxFile file_;
};

// All of `specs`, in their order.
EvtxFile WriteEvtx(const std::vector<EventSpec>& specs, EvtxOptions options = {});
// Throws std::system_error if the file cannot be written.
void WriteFile(const std::filesystem::path& path, std::string_view bytes);
// Makes all checksums right again after bytes of a file were changed.
void RepairChecksums(std::string& file);

}  // namespace logonloom::support
