#include "evtx/chunk_layout.h"

#include <libdeflate.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "base/time.h"

namespace logonloom::evtx {
namespace {

constexpr std::byte kMagicByte{0x2a};
constexpr std::byte kFragmentHeader{0x0f};
constexpr std::size_t kHeaderChecksumEnd = 120;
constexpr std::size_t kHeaderChecksumRest = 128;

struct RecordHeader {
  std::uint32_t size = 0;
  std::uint64_t id = 0;
  std::int64_t time = 0;
};

// nullopt without the signature or with too few bytes behind it.
std::optional<RecordHeader> ReadHeader(Bytes chunk, std::size_t at) {
  if (ReadInt<std::uint32_t>(chunk, at) != kRecordMagic) return std::nullopt;
  const auto size = ReadInt<std::uint32_t>(chunk, at + 4);
  const auto id = ReadInt<std::uint64_t>(chunk, at + 8);
  const auto time = ReadInt<std::int64_t>(chunk, at + 16);
  if (!time) return std::nullopt;
  return RecordHeader{*size, *id, *time};
}

bool Fits(const RecordHeader& header, std::size_t at, std::size_t end) {
  return header.size >= kSmallestRecord && header.size <= end - at;
}

bool HasSizeCopy(Bytes chunk, const RecordHeader& header, std::size_t at) {
  return ReadInt<std::uint32_t>(chunk, at + header.size - kSizeCopySize) == header.size;
}

// The signature alone occurs in padding and in values. Exports write times of 1601, so those pass.
bool IsPlausible(Bytes chunk, const RecordHeader& header, std::size_t at) {
  static const std::int64_t kLatest = FromCivil(2200, 1, 1, 0, 0, 0, 0)->ticks;
  return header.id != 0 && header.id >> 48 == 0 && header.time >= 0 && header.time < kLatest &&
         at + kRecordHeaderSize < chunk.size() && chunk[at + kRecordHeaderSize] == kFragmentHeader;
}

std::size_t FindMagicByte(Bytes chunk, std::size_t from, std::size_t end) {
  if (from >= end) return end;
  const void* found =
      std::memchr(chunk.data() + from, std::to_integer<int>(kMagicByte), end - from);
  return found ? static_cast<std::size_t>(static_cast<const std::byte*>(found) - chunk.data())
               : end;
}

std::size_t ListedEnd(Bytes chunk, bool has_magic) {
  if (!has_magic) return 0;
  const auto offset = ReadInt<std::uint32_t>(chunk, kFreeOffsetField);
  if (!offset || *offset < kChunkHeaderSize || *offset > kChunkSize) return chunk.size();
  return std::min<std::size_t>(*offset, chunk.size());
}

class Scanner {
 public:
  Scanner(Bytes chunk, ChunkLayout& layout) : chunk_(chunk), layout_(layout) {}

  // One record behind the other, as the header lists them. Returns where that ends.
  std::size_t WalkListed() {
    std::size_t at = kChunkHeaderSize;
    while (at < layout_.listed_end) {
      const auto header = ReadHeader(chunk_, at);
      if (!header || !Fits(*header, at, chunk_.size()) || !HasSizeCopy(chunk_, *header, at)) break;
      Add(at, header->size, Recovery::kListed, false);
      at += header->size;
    }
    return at;
  }

  // What stands where the walk broke off was a record once, unless it is blank.
  bool IsTorn(std::size_t at) const {
    if (at >= layout_.listed_end) return false;
    const std::size_t count = std::min(sizeof kRecordMagic, chunk_.size() - at);
    return !IsZero(chunk_.subspan(at, count));
  }

  // Whole records from `from` on, and in the listed part damaged ones too.
  void Search(std::size_t from, bool has_magic) {
    for (std::size_t at = FindMagicByte(chunk_, from, chunk_.size()); at < chunk_.size();
         at = FindMagicByte(chunk_, at, chunk_.size())) {
      const auto header = ReadHeader(chunk_, at);
      if (!header || !IsPlausible(chunk_, *header, at)) {
        ++at;
        continue;
      }
      const bool whole = Fits(*header, at, chunk_.size()) && HasSizeCopy(chunk_, *header, at);
      const bool listed_part = at < layout_.listed_end;
      if (whole)
        Add(at, header->size,
            !has_magic    ? Recovery::kCarved
            : listed_part ? Recovery::kResync
                          : Recovery::kSlack,
            false);
      else if (listed_part)
        AddTorn(at, *header, Recovery::kResync);
      at += whole ? header->size : kRecordHeaderSize;
    }
  }

  // With a size that can be true it is listed still; otherwise all up to the next record is its.
  void AddTorn(std::size_t at, std::optional<RecordHeader> header, Recovery recovery) {
    const bool fits = header && Fits(*header, at, chunk_.size());
    Add(at, fits ? header->size : chunk_.size() - at, fits ? recovery : Recovery::kResync, true);
  }

  // A torn record reaches at most to the next record.
  void LimitTorn() {
    auto& places = layout_.places;
    for (std::size_t i = 0; i + 1 < places.size(); ++i)
      if (places[i].torn)
        places[i].size = std::min(places[i].size, places[i + 1].offset - places[i].offset);
  }

 private:
  void Add(std::size_t at, std::size_t size, Recovery recovery, bool torn) {
    layout_.places.push_back(
        {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(size), recovery, torn});
  }

  Bytes chunk_;
  ChunkLayout& layout_;
};

}  // namespace

bool HasMagic(Bytes chunk) {
  return chunk.size() >= kChunkMagic.size() &&
         std::memcmp(chunk.data(), kChunkMagic.data(), kChunkMagic.size()) == 0;
}

bool IsZero(Bytes bytes) {
  return bytes.empty() || (bytes[0] == std::byte{0} &&
                           std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

void ScanChunk(Bytes chunk, bool has_magic, Scan scan, ChunkLayout& layout) {
  layout.places.clear();
  layout.listed_end = ListedEnd(chunk, has_magic);
  Scanner scanner(chunk, layout);
  std::size_t at = 0;
  if (has_magic) {
    at = scanner.WalkListed();
    if (scanner.IsTorn(at)) scanner.AddTorn(at, ReadHeader(chunk, at), Recovery::kListed);
  }
  if (scan == Scan::kEverything) {
    const bool torn = !layout.places.empty() && layout.places.back().torn;
    scanner.Search(torn ? at + kRecordHeaderSize : at, has_magic);
  }
  scanner.LimitTorn();
}

std::size_t WholeRecordAt(Bytes bytes, std::size_t at) {
  const auto header = ReadHeader(bytes, at);
  const bool whole = header && IsPlausible(bytes, *header, at) &&
                     Fits(*header, at, bytes.size()) && HasSizeCopy(bytes, *header, at);
  return whole ? header->size : 0;
}

void ScanForHidden(Bytes chunk, std::size_t begin, std::size_t end,
                   std::vector<RecordPlace>& places) {
  end = std::min(end, chunk.size());
  for (std::size_t at = FindMagicByte(chunk, begin, end); at < end;
       at = FindMagicByte(chunk, at, end)) {
    const auto header = ReadHeader(chunk, at);
    if (!header || !IsPlausible(chunk, *header, at) || !Fits(*header, at, end) ||
        (at + header->size != end && !HasSizeCopy(chunk, *header, at))) {
      ++at;
      continue;
    }
    places.push_back({static_cast<std::uint32_t>(at), header->size, Recovery::kHidden, false});
    at += header->size;
  }
}

ChunkChecksums CheckChunk(Bytes chunk) {
  ChunkChecksums sums;
  if (chunk.size() < kChunkHeaderSize) return sums;
  std::uint32_t crc = libdeflate_crc32(0, chunk.data(), kHeaderChecksumEnd);
  crc = libdeflate_crc32(crc, chunk.data() + kHeaderChecksumRest,
                         kChunkHeaderSize - kHeaderChecksumRest);
  sums.header_good = crc == ReadInt<std::uint32_t>(chunk, kHeaderChecksumField);
  const auto end = ReadInt<std::uint32_t>(chunk, kFreeOffsetField);
  if (!end || *end < kChunkHeaderSize || *end > chunk.size()) {
    sums.data_good = chunk.size() < kChunkSize;
    return sums;
  }
  crc = libdeflate_crc32(0, chunk.data() + kChunkHeaderSize, *end - kChunkHeaderSize);
  sums.data_good = crc == ReadInt<std::uint32_t>(chunk, kDataChecksumField);
  return sums;
}

}  // namespace logonloom::evtx
