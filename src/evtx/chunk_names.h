// The names that elements and attributes of one chunk refer to by their offset.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "evtx/layout.h"
#include "evtx/text_arena.h"

namespace logonloom::evtx {

// A name: next offset u32, hash u16, count u16, UTF-16 characters, NUL u16. The chains of next
// offsets are never followed: they may lie or run in circles.
struct Name {
  std::string_view text;         // UTF-8; lives as long as the chunk
  std::uint32_t size_bytes = 0;  // of the whole structure
  bool whole = false;            // it lies inside the chunk
  bool verified = false;         // its hash is that of its characters
};

class ChunkNames {
 public:
  ChunkNames() : index_(kChunkSize) {}
  // From here on offsets are those of `chunk`; what was given before dies.
  void Begin(Bytes chunk);
  const Name& At(std::uint32_t offset);

 private:
  Name Read(std::uint32_t offset);

  Bytes chunk_;
  std::vector<std::uint16_t> index_;  // offset → place in names_, 0 for none
  std::vector<Name> names_;
  std::vector<std::uint32_t> used_;
  TextArena texts_;
  std::size_t text_size_ = 0;
};

}  // namespace logonloom::evtx
