// Where the records of a chunk are, those included that Windows no longer lists.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "evtx/layout.h"
#include "logonloom/record.h"

namespace logonloom::evtx {

struct RecordPlace {
  std::uint32_t offset = 0;  // in the chunk
  std::uint32_t size = 0;    // up to and with the size copy, if there is one
  Recovery recovery = Recovery::kListed;
  bool torn = false;  // its header or size copy is damaged; `size` is what can belong to it
};

struct ChunkLayout {
  std::vector<RecordPlace> places;  // by offset, none overlaps another
  std::size_t listed_end = 0;       // up to here Windows lists records, as the header tells
};

enum class Scan : bool { kListedOnly, kEverything };

bool HasMagic(Bytes chunk);
bool IsZero(Bytes bytes);

// `chunk` may be cut short by the file's end. Without magic, whatever looks like a record is
// kCarved. Torn records are told in both modes.
void ScanChunk(Bytes chunk, bool has_magic, Scan scan, ChunkLayout& layout);

// The size of the record that stands at `at` with a plausible header and a true size copy; 0 if none
// does.
std::size_t WholeRecordAt(Bytes bytes, std::size_t at);

// Records inside the bytes [begin, end) of a record that its own BinXML does not need: an editor
// hides a record by enlarging the one before it. The last one may lack a true size copy.
void ScanForHidden(Bytes chunk, std::size_t begin, std::size_t end,
                   std::vector<RecordPlace>& places);

struct ChunkChecksums {
  bool header_good = true, data_good = true;
};

// A chunk cut short has no data checksum to compare with.
ChunkChecksums CheckChunk(Bytes chunk);

}  // namespace logonloom::evtx
