#include "evtx/carved_regions.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>

#include "evtx/chunk_layout.h"
#include "evtx/layout.h"

namespace logonloom {
namespace {

using evtx::kChunkHeaderSize;
using evtx::kChunkMagic;
using evtx::kChunkSize;

constexpr std::size_t kWindow = std::size_t{4} << 20;
constexpr std::size_t kOverlap = 2 * kChunkSize;  // a chunk, and the header of the next one
constexpr std::size_t kMostRegions = 4'000'000;   // 96 MiB of them
constexpr std::size_t kHeaderSizeField = 40;      // u32: 128 in every chunk
constexpr std::uint32_t kHeaderSizeValue = 128;
constexpr std::byte kRecordStart{0x2a};
constexpr std::uint8_t kInstanceToken = 0x0c;
constexpr std::size_t kInstanceHeaderSize = 10;  // token, version, template id u32, offset u32
constexpr std::size_t kIdInDefinition = 4;       // its GUID begins with the template id

std::size_t FindChunk(Bytes bytes, std::size_t from) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const std::string_view magic(reinterpret_cast<const char*>(kChunkMagic.data()),
                               kChunkMagic.size());
  for (; (from = text.find(magic, from)) != std::string_view::npos; ++from)
    if (ReadInt<std::uint32_t>(bytes, from + kHeaderSizeField) == kHeaderSizeValue) return from;
  return bytes.size();
}

std::size_t FindRecord(Bytes bytes, std::size_t from, std::size_t end) {
  while (from < end) {
    const void* found =
        std::memchr(bytes.data() + from, std::to_integer<int>(kRecordStart), end - from);
    if (found == nullptr) break;
    const auto at = static_cast<std::size_t>(static_cast<const std::byte*>(found) - bytes.data());
    if (evtx::WholeRecordAt(bytes, at) != 0) return at;
    from = at + 1;
  }
  return end;
}

// A template that is defined where it is used says where in its chunk that is.
std::optional<std::uint32_t> PlaceInChunk(Bytes record) {
  for (std::size_t at = evtx::kRecordHeaderSize; at + kInstanceHeaderSize < record.size(); ++at) {
    if (std::to_integer<std::uint8_t>(record[at]) != kInstanceToken) continue;
    const auto id = ReadInt<std::uint32_t>(record, at + 2);
    const auto definition = ReadInt<std::uint32_t>(record, at + 6);
    const std::size_t behind = at + kInstanceHeaderSize;
    if (!definition || ReadInt<std::uint32_t>(record, behind + kIdInDefinition) != id) continue;
    if (*definition < kChunkHeaderSize + behind || *definition > kChunkSize) continue;
    const std::size_t place = *definition - behind;
    if (place + record.size() <= kChunkSize) return static_cast<std::uint32_t>(place);
  }
  return std::nullopt;
}

// Puts regions together, in the order of the file.
class Gatherer {
 public:
  explicit Gatherer(CarvedRegions& result) : result_(result) {}
  ~Gatherer() { Close(); }
  Gatherer(const Gatherer&) = delete;
  Gatherer& operator=(const Gatherer&) = delete;

  void AddChunk(std::uint64_t offset, std::size_t size) {
    Close();
    Keep({offset, static_cast<std::uint32_t>(size), 0, true});
  }

  void AddRecord(std::uint64_t offset, Bytes record) {
    const auto place = PlaceInChunk(record);
    if (open_.size_bytes != 0 && !Join(offset, record.size(), place)) Close();
    if (open_.size_bytes != 0) return;
    open_ = {offset, static_cast<std::uint32_t>(record.size()), place.value_or(0), false};
  }

  void Close() {
    if (open_.size_bytes != 0) Keep(open_);
    open_ = {};
  }

 private:
  // Whether the record can be of the same chunk. A wrong guess does no harm: definitions and names
  // are taken only if their ids and hashes are right.
  bool Join(std::uint64_t offset, std::size_t size, std::optional<std::uint32_t> place) {
    const std::uint64_t distance = offset - open_.offset;
    const bool adjacent = distance == open_.size_bytes;
    std::uint64_t begin = open_.in_chunk;
    if (place) {
      const bool agrees =
          begin == 0 ? adjacent && *place >= kChunkHeaderSize + distance
                     : *place == begin + distance;
      if (!agrees) return false;
      begin = *place - distance;
    } else if (!adjacent && begin == 0) {
      return false;
    }
    if (begin + distance + size > kChunkSize) return false;
    open_.in_chunk = static_cast<std::uint32_t>(begin);
    open_.size_bytes = static_cast<std::uint32_t>(distance + size);
    return true;
  }

  void Keep(const CarvedRegion& region) {
    if (result_.regions.size() < kMostRegions)
      result_.regions.push_back(region);
    else
      result_.too_many = true;
  }

  CarvedRegions& result_;
  CarvedRegion open_;  // of records; none if it has no size
};

}  // namespace

CarvedRegions FindCarvedRegions(EvidenceSource& source) {
  CarvedRegions result;
  Gatherer gatherer(result);
  std::vector<std::byte> buffer(kWindow + kOverlap);
  std::uint64_t done = 0;  // bytes from here on belong to no region yet
  for (std::uint64_t start = 0; start < source.size(); start += kWindow) {
    const Bytes bytes = Bytes(buffer).first(source.ReadAt(start, buffer));
    const std::size_t end = std::min(bytes.size(), kWindow);
    std::size_t at = static_cast<std::size_t>(done > start ? done - start : 0);
    std::size_t chunk = FindChunk(bytes, at);
    while (at < end) {
      const std::size_t record = FindRecord(bytes, at, std::min(chunk, end));
      if (record < std::min(chunk, end)) {
        const std::size_t size = evtx::WholeRecordAt(bytes, record);
        at = record + (record + size > chunk ? 1 : size);  // a chunk goes before a record over it
        if (at > record + 1) gatherer.AddRecord(start + record, bytes.subspan(record, size));
      } else if (chunk < end) {
        const std::size_t next = FindChunk(bytes, chunk + kChunkMagic.size());
        const std::size_t size = std::min({kChunkSize, next - chunk, bytes.size() - chunk});
        gatherer.AddChunk(start + chunk, size);
        at = chunk + size;
        chunk = next;
      } else {
        break;
      }
    }
    done = std::max(done, start + at);
  }
  gatherer.Close();
  return result;
}

std::vector<std::byte> ReadCarvedRegion(EvidenceSource& source, const CarvedRegion& region) {
  std::vector<std::byte> bytes(std::size_t{region.in_chunk} + region.size_bytes);
  const std::size_t count =
      source.ReadAt(region.offset, std::span(bytes).subspan(region.in_chunk));
  bytes.resize(region.in_chunk + count);
  if (region.has_magic && !bytes.empty()) bytes[0] = std::byte{1};
  return bytes;
}

}  // namespace logonloom
