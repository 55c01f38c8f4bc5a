#include "evtx/chunk_names.h"

#include <optional>

#include "evtx/utf16.h"

namespace logonloom::evtx {
namespace {

constexpr std::size_t kNameHeaderSize = 8;
constexpr std::size_t kNulSize = 2;
constexpr std::uint32_t kHashFactor = 65599;
// Names that do not overlap fit a chunk; overlapping ones could multiply it without end.
constexpr std::size_t kMostTextOfChunk = 4 * kChunkSize;

// The hash that Windows keeps with a name; its lower 16 bits. Observed in every corpus file.
std::uint16_t HashOf(Bytes utf16) {
  std::uint32_t hash = 0;
  for (std::size_t i = 0; i + 1 < utf16.size(); i += 2)
    hash = hash * kHashFactor + ReadInt<std::uint16_t>(utf16, i).value_or(0);
  return static_cast<std::uint16_t>(hash);
}

}  // namespace

void ChunkNames::Begin(Bytes chunk) {
  chunk_ = chunk;
  for (const std::uint32_t offset : used_) index_[offset] = 0;
  used_.clear();
  names_.assign(1, Name{});
  texts_.Clear();
  text_size_ = 0;
}

const Name& ChunkNames::At(std::uint32_t offset) {
  if (offset >= chunk_.size() || offset >= index_.size()) return names_.front();
  if (index_[offset] == 0) {
    // More names than the index can hold would need more than one per byte of the chunk.
    if (names_.size() > 0xffff) return names_.front();
    names_.push_back(Read(offset));
    index_[offset] = static_cast<std::uint16_t>(names_.size() - 1);
    used_.push_back(offset);
  }
  return names_[index_[offset]];
}

Name ChunkNames::Read(std::uint32_t offset) {
  Name name;
  const auto hash = ReadInt<std::uint16_t>(chunk_, offset + 4);
  const auto count = ReadInt<std::uint16_t>(chunk_, offset + 6);
  if (!hash || !count) return name;
  const std::optional<Bytes> text =
      Slice(chunk_, offset + kNameHeaderSize, std::size_t{*count} * 2);
  if (!text || text_size_ > kMostTextOfChunk) return name;
  name.text = Utf16ToUtf8(*text, texts_);
  text_size_ += name.text.size();
  name.size_bytes = static_cast<std::uint32_t>(kNameHeaderSize + text->size() + kNulSize);
  name.whole = true;
  name.verified = HashOf(*text) == *hash;
  return name;
}

}  // namespace logonloom::evtx
