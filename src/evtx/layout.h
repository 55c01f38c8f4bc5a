// Where things stand in an .evtx file. Sources: the libevtx documentation of the format, MS-EVEN6
// 2.2.12, and the real files that the tests count.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace logonloom::evtx {

inline constexpr std::string_view kFileMagic{"ElfFile\0", 8};
inline constexpr std::string_view kChunkMagic{"ElfChnk\0", 8};
inline constexpr std::size_t kFileHeaderSize = 4096;

inline constexpr std::size_t kChunkSize = 65536;
inline constexpr std::size_t kChunkHeaderSize = 512;
inline constexpr std::size_t kReadSize = 8 * kChunkSize;  // at once: stays in the processor's cache
inline constexpr std::size_t kLastRecordField = 44;       // u32: offset of the last record
inline constexpr std::size_t kFreeOffsetField = 48;       // u32: where the next record would go
inline constexpr std::size_t kDataChecksumField = 52;     // u32: CRC32 of 512..free offset
inline constexpr std::size_t kHeaderChecksumField = 124;  // u32: CRC32 of 0..119 and 128..511

// Record: magic u32, size u32, id u64, FILETIME u64, BinXML, size u32.
inline constexpr std::uint32_t kRecordMagic = 0x00002a2a;
inline constexpr std::size_t kRecordHeaderSize = 24;
inline constexpr std::size_t kSizeCopySize = 4;
inline constexpr std::size_t kSmallestRecord = kRecordHeaderSize + kSizeCopySize;
// A record ends in an EOF token and up to seven bytes that align the next one.
inline constexpr std::size_t kMostPadding = 8;

}  // namespace logonloom::evtx
