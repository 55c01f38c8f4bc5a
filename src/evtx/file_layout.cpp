#include "evtx/file_layout.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "base/bytes.h"
#include "evtx/layout.h"

namespace logonloom::evtx {
namespace {

constexpr std::size_t kFlagsField = 120;
constexpr std::uint32_t kDirtyFlag = 1;

bool StandsAt(Bytes bytes, std::size_t offset, std::string_view magic) {
  const auto there = Slice(bytes, offset, magic.size());
  return there && std::memcmp(there->data(), magic.data(), magic.size()) == 0;
}

}  // namespace

FileLayout ReadFileLayout(EvidenceSource& source) {
  std::vector<std::byte> buffer(kFileHeaderSize + kChunkSize);
  const Bytes start = Bytes(buffer).first(source.ReadAt(0, buffer));
  FileLayout layout;
  layout.has_magic = StandsAt(start, 0, kFileMagic);
  layout.dirty = layout.has_magic &&
                 (ReadInt<std::uint32_t>(start, kFlagsField).value_or(0) & kDirtyFlag) != 0;
  layout.first_chunk = std::min<std::uint64_t>(kFileHeaderSize, source.size());
  if (layout.has_magic || StandsAt(start, kFileHeaderSize, kChunkMagic)) return layout;
  const auto found = std::search(start.begin(), start.end(),
                                 reinterpret_cast<const std::byte*>(kChunkMagic.begin()),
                                 reinterpret_cast<const std::byte*>(kChunkMagic.end()));
  if (found != start.end()) layout.first_chunk = static_cast<std::uint64_t>(found - start.begin());
  return layout;
}

}  // namespace logonloom::evtx
