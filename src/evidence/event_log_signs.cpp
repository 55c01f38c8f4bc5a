#include "evidence/event_log_signs.h"

#include <array>
#include <cstring>

#include "base/text.h"

namespace logonloom {
namespace {

constexpr std::uint64_t kFileHeaderSize = 4096;
constexpr std::uint64_t kChunkSize = 65536;

bool HasMagic(EvidenceSource& source, std::uint64_t offset, std::string_view magic) {
  std::array<std::byte, 8> bytes{};
  return source.ReadAt(offset, bytes) >= magic.size() &&
         std::memcmp(bytes.data(), magic.data(), magic.size()) == 0;
}

}  // namespace

bool IsEventLog(EvidenceSource& source) {
  if (HasMagic(source, 0, "ElfFile")) return true;
  for (std::uint64_t offset = kFileHeaderSize; offset < kSearchedForSigns; offset += kChunkSize) {
    if (offset >= source.size()) break;
    if (HasMagic(source, offset, "ElfChnk")) return true;
  }
  return HasMagic(source, 0, "ElfChnk");
}

bool IsLogByName(const std::filesystem::path& path) {
  return EqualsIgnoreCase(path.extension().string(), ".evtx");
}

}  // namespace logonloom
