#include "evtx_check/chunk_walk.h"

#include <algorithm>
#include <cstring>

#include "base/bytes.h"

namespace logonloom {
namespace {

constexpr std::size_t kFileHeaderSize = 4096;
constexpr std::size_t kChunkSize = 65536;
constexpr std::size_t kFirstRecord = 512;
constexpr std::size_t kSmallestRecord = 28;  // header of 24 bytes and the size copy
constexpr std::uint32_t kRecordMagic = 0x00002a2a;
constexpr std::uint32_t kDirtyFlag = 1;

bool StartsWith(Bytes bytes, std::string_view magic) {
  return bytes.size() >= magic.size() && std::memcmp(bytes.data(), magic.data(), magic.size()) == 0;
}

std::size_t FreeOffset(Bytes chunk) {
  const auto offset = ReadInt<std::uint32_t>(chunk, 48);
  if (!offset || *offset < kFirstRecord || *offset > chunk.size()) return chunk.size();
  return *offset;
}

void WalkRecords(Bytes chunk, std::uint64_t chunk_offset, std::vector<WalkedRecord>& records) {
  const std::size_t end = FreeOffset(chunk);
  std::size_t offset = kFirstRecord;
  while (offset < end) {
    const auto magic = ReadInt<std::uint32_t>(chunk, offset);
    const auto size = ReadInt<std::uint32_t>(chunk, offset + 4);
    const auto id = ReadInt<std::uint64_t>(chunk, offset + 8);
    if (!magic || *magic != kRecordMagic || !size || !id) return;
    const bool fits = *size >= kSmallestRecord && *size <= chunk.size() - offset;
    const auto copy = fits ? ReadInt<std::uint32_t>(chunk, offset + *size - 4) : std::nullopt;
    const bool torn = !copy || *copy != *size;
    records.push_back({chunk_offset + offset, *id, torn});
    if (torn) return;
    offset += *size;
  }
}

bool AllZero(Bytes bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::byte b) { return b == std::byte{0}; });
}

}  // namespace

ChunkWalk WalkChunks(EvidenceSource& source) {
  ChunkWalk walk;
  std::vector<std::byte> buffer(kChunkSize);
  const std::size_t header_size = source.ReadAt(0, std::span(buffer).first(kFileHeaderSize));
  const Bytes header = Bytes(buffer).first(header_size);
  walk.has_file_header = StartsWith(header, "ElfFile");
  if (walk.has_file_header)
    walk.dirty = (ReadInt<std::uint32_t>(header, 120).value_or(0) & kDirtyFlag) != 0;
  for (std::uint64_t offset = kFileHeaderSize; offset < source.size(); offset += kChunkSize) {
    const Bytes chunk = Bytes(buffer).first(source.ReadAt(offset, buffer));
    if (chunk.size() < kChunkSize) walk.truncated = true;
    if (StartsWith(chunk, "ElfChnk")) {
      ++walk.chunks;
      WalkRecords(chunk, offset, walk.records);
    } else if (!AllZero(chunk)) {
      walk.strangers.push_back(offset);
    }
  }
  return walk;
}

}  // namespace logonloom
