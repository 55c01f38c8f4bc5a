#include "evidence/image_signs.h"

#include <algorithm>
#include <optional>
#include <sstream>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "evidence/image_layout.h"

namespace logonloom {
namespace {

constexpr std::string_view kEwfMagic{"EVF\x09\x0d\x0a\xff\x00", 8};
constexpr std::size_t kEwfPartField = 9;  // u16: 1 for the first part
constexpr std::string_view kSparseMagic{"KDMV", 4};
constexpr std::size_t kDescriptorOffsetField = 28;  // u64, in sectors; 0 in later parts
constexpr std::string_view kDescriptorStart{"# Disk DescriptorFile"};
constexpr std::size_t kMostDescriptor = 65536;
constexpr std::string_view kVhdxMagic{"vhdxfile"};
constexpr std::string_view kVhdMagic{"conectix"};
constexpr std::size_t kMasterTable = 446;
constexpr std::size_t kTableEntry = 16;
constexpr std::uint64_t kSmallestImage = 1u << 20;

std::vector<std::byte> ReadSome(EvidenceSource& source, std::uint64_t offset, std::size_t size) {
  std::vector<std::byte> bytes(size);
  bytes.resize(source.ReadAt(offset, bytes));
  return bytes;
}

// Four entries, at least one in use, none of them with impossible values.
bool HasMasterTable(Bytes start, std::uint64_t size_bytes) {
  bool used = false;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::size_t at = kMasterTable + i * kTableEntry;
    const auto status = ReadInt<std::uint8_t>(start, at).value_or(0xff);
    const auto type = ReadInt<std::uint8_t>(start, at + 4).value_or(0);
    const auto first = ReadInt<std::uint32_t>(start, at + 8).value_or(0);
    if (status != 0 && status != 0x80) return false;
    if (type == 0) continue;
    if (first == 0 || std::uint64_t{first} * kSector >= size_bytes) return false;
    used = true;
  }
  return used;
}

bool IsRaw(Bytes start, std::uint64_t size_bytes) {
  if (size_bytes < kSmallestImage) return false;  // collections have boot sectors as files
  if (ReadInt<std::uint16_t>(start, kSector - 2) != kBootSignature) return false;
  return StandsAt(start, kVolumeMagic, kNtfsMagic) || StandsAt(start, kVolumeMagic, kFveMagic) ||
         StandsAt(start, kSector, kGptMagic) || HasMasterTable(start, size_bytes);
}

std::string DescriptorOf(EvidenceSource& source) {
  std::vector<std::byte> bytes = ReadSome(source, 0, kMostDescriptor);
  if (StandsAt(bytes, 0, kSparseMagic)) {
    const auto sectors = ReadInt<std::uint64_t>(bytes, kDescriptorOffsetField).value_or(0);
    bytes = ReadSome(source, sectors * kSector, kMostDescriptor);
  }
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string WhyNotVmdk(EvidenceSource& source) {
  std::istringstream lines(DescriptorOf(source));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("parentCID=") && !line.starts_with("parentCID=ffffffff"))
      return "The VMDK is a snapshot that holds only what changed. Convert it with «qemu-img "
             "convert -O raw» where its parents are, and name the result.";
    const bool extent =
        line.starts_with("RW ") || line.starts_with("RDONLY ") || line.starts_with("NOACCESS ");
    const std::size_t quote = line.find('"');
    if (extent && quote != std::string::npos && line.find_first_of("/\\", quote) != line.npos)
      return "The VMDK names a part that lies in another folder, which is not followed. Put the "
             "parts beside it, or convert it with «qemu-img convert -O raw».";
  }
  return {};
}

}  // namespace

ImageKind ImageKindOf(EvidenceSource& source) {
  const std::vector<std::byte> start = ReadSome(source, 0, 2 * kSector);
  if (StandsAt(start, 0, kEwfMagic))
    return ReadInt<std::uint16_t>(start, kEwfPartField) == 1 ? ImageKind::kEwf : ImageKind::kNoImage;
  if (StandsAt(start, 0, kDescriptorStart)) return ImageKind::kVmdk;
  if (StandsAt(start, 0, kSparseMagic))
    return IsLaterPart(source) ? ImageKind::kNoImage : ImageKind::kVmdk;
  if (StandsAt(start, 0, kVhdxMagic) || StandsAt(start, 0, kVhdMagic)) return ImageKind::kVhd;
  return IsRaw(start, source.size()) ? ImageKind::kRaw : ImageKind::kNoImage;
}

bool IsLaterPart(EvidenceSource& source) {
  const std::vector<std::byte> start = ReadSome(source, 0, kSector);
  if (StandsAt(start, 0, kEwfMagic)) return ReadInt<std::uint16_t>(start, kEwfPartField) != 1;
  return StandsAt(start, 0, kSparseMagic) &&
         ReadInt<std::uint64_t>(start, kDescriptorOffsetField) == 0u;
}

std::string WhyNotToOpen(EvidenceSource& source, ImageKind kind) {
  return kind == ImageKind::kVmdk ? WhyNotVmdk(source) : std::string();
}

}  // namespace logonloom
