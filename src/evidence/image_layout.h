// The few bytes of a disk by which its parts are told.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/bytes.h"

namespace logonloom {

inline constexpr std::size_t kSector = 512;
inline constexpr std::uint16_t kBootSignature = 0xaa55;  // u16 at the end of the first sector
inline constexpr std::size_t kVolumeMagic = 3;           // where a volume says what it is
inline constexpr std::string_view kNtfsMagic{"NTFS    "};
inline constexpr std::string_view kFveMagic{"-FVE-FS-"};      // BitLocker
inline constexpr std::string_view kLuksMagic{"LUKS\xba\xbe"};  // at 0
inline constexpr std::string_view kGptMagic{"EFI PART"};

inline bool StandsAt(Bytes bytes, std::size_t offset, std::string_view magic) {
  const auto there = Slice(bytes, offset, magic.size());
  return there && std::memcmp(there->data(), magic.data(), magic.size()) == 0;
}

}  // namespace logonloom
