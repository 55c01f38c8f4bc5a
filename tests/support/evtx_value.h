// Typed values as they stand in the substitution array of a BinXML template instance.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "logonloom/types.h"

namespace logonloom::support {

// MS-EVEN6 2.2.12; the numbers are those in the file.
enum class EvtxType : std::uint8_t {
  kNull = 0x00,
  kString = 0x01,
  kAnsiString = 0x02,
  kInt8 = 0x03,
  kUint8 = 0x04,
  kInt16 = 0x05,
  kUint16 = 0x06,
  kInt32 = 0x07,
  kUint32 = 0x08,
  kInt64 = 0x09,
  kUint64 = 0x0a,
  kReal32 = 0x0b,
  kReal64 = 0x0c,
  kBool = 0x0d,
  kBinary = 0x0e,
  kGuid = 0x0f,
  kSize = 0x10,
  kFileTime = 0x11,
  kSystemTime = 0x12,
  kSid = 0x13,
  kHexInt32 = 0x14,
  kHexInt64 = 0x15,
  kBinXml = 0x21,
  kStringArray = 0x81,
};

struct EvtxValue {
  EvtxType type = EvtxType::kNull;
  std::string bytes;  // little-endian, as in the file

  static EvtxValue Null() { return {}; }
  static EvtxValue String(std::string_view utf8);
  static EvtxValue String16(std::u16string_view text);  // any code units, lone surrogates too
  static EvtxValue Ansi(std::string_view bytes);
  static EvtxValue Int8(std::int8_t number);
  static EvtxValue Uint8(std::uint8_t number);
  static EvtxValue Int16(std::int16_t number);
  static EvtxValue Uint16(std::uint16_t number);
  static EvtxValue Int32(std::int32_t number);
  static EvtxValue Uint32(std::uint32_t number);
  static EvtxValue Int64(std::int64_t number);
  static EvtxValue Uint64(std::uint64_t number);
  static EvtxValue Real32(float number);
  static EvtxValue Real64(double number);
  static EvtxValue Bool(bool value);
  static EvtxValue Binary(std::string_view bytes);
  static EvtxValue Guid(std::string_view text);  // with or without braces; throws if malformed
  static EvtxValue Size(std::uint64_t number);   // 8 bytes wide
  static EvtxValue Time(FileTime time);
  static EvtxValue SystemTime(FileTime time);   // cut to milliseconds
  static EvtxValue Sid(std::string_view text);  // S-1-…; throws std::invalid_argument if malformed
  static EvtxValue Hex32(std::uint32_t number);
  static EvtxValue Hex64(std::uint64_t number);
  static EvtxValue Strings(const std::vector<std::string>& items);  // each ended by a NUL
  static EvtxValue Raw(EvtxType type, std::string_view bytes);      // for damage tests
};

// Little-endian bytes of an integer.
template <typename T>
std::string LittleEndian(T number) {
  std::string bytes(sizeof(T), '\0');
  for (std::size_t i = 0; i < sizeof(T); ++i)
    bytes[i] = static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i));
  return bytes;
}

// UTF-16LE code units of UTF-8 text. Throws std::invalid_argument if it is not well-formed.
std::u16string ToUtf16(std::string_view utf8);

// A SYSTEMTIME, 16 bytes; also the form in which 6005 and 6008 tell times.
std::string SystemTimeBytes(FileTime time);

}  // namespace logonloom::support
