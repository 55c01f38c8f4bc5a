// A walk over the record headers of a file, for the accounting alone: libevtx leaves records out
// without a word, and only a count of its own tells what is missing.
#pragma once

#include <cstdint>
#include <vector>

#include "logonloom/record.h"

namespace logonloom {

struct WalkedRecord {
  std::uint64_t offset = 0;
  std::uint64_t header_record_id = 0;
  bool torn = false;  // its size copy does not match, or it ends outside its chunk
};

struct ChunkWalk {
  std::uint64_t chunks = 0;              // with magic
  std::vector<std::uint64_t> strangers;  // offsets of slots that hold something else
  std::vector<WalkedRecord> records;     // in file order
  bool has_file_header = false;
  bool dirty = false;
  bool truncated = false;                // the last chunk is cut short
};

// Layout: chunks of 64 KiB behind a header of 4 KiB; records from byte 512 of a chunk up to the
// free offset in its header. A walk stops at the first header that is none.
ChunkWalk WalkChunks(EvidenceSource& source);

}  // namespace logonloom
