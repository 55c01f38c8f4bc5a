// Where chunks and single records lie in bytes that are no event log: unallocated space, memory,
// page files.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "logonloom/record.h"

namespace logonloom {

// A chunk, or records one behind the other.
struct CarvedRegion {
  std::uint64_t offset = 0;      // in the file
  std::uint32_t size_bytes = 0;  // at most those of a chunk
  std::uint32_t in_chunk = 0;    // where in its chunk it stood, as far as its records tell; else 0
  bool has_magic = false;        // a chunk with its header
};

struct CarvedRegions {
  std::vector<CarvedRegion> regions;  // by offset, none overlaps another
  bool too_many = false;              // there are more, which were left
};

// Reads `source` once, a few MiB at a time. Throws std::system_error if reading fails.
CarvedRegions FindCarvedRegions(EvidenceSource& source);

// The bytes of a region as its chunk would have them: up to where it stood in it, they are zero.
// The chunk's magic is damaged, so that nothing in it passes for a listed record.
std::vector<std::byte> ReadCarvedRegion(EvidenceSource& source, const CarvedRegion& region);

}  // namespace logonloom
