// The values that a template instance carries, as typed values.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "evtx/text_arena.h"
#include "logonloom/record.h"

namespace logonloom::evtx {

// Types of substitutions. Source: MS-EVEN6 2.2.12.
enum BinXmlType : std::uint8_t {
  kTypeNull = 0x00,
  kTypeString = 0x01,
  kTypeAnsiString = 0x02,
  kTypeInt8 = 0x03,
  kTypeUint8 = 0x04,
  kTypeInt16 = 0x05,
  kTypeUint16 = 0x06,
  kTypeInt32 = 0x07,
  kTypeUint32 = 0x08,
  kTypeInt64 = 0x09,
  kTypeUint64 = 0x0a,
  kTypeFloat = 0x0b,
  kTypeDouble = 0x0c,
  kTypeBool = 0x0d,
  kTypeBinary = 0x0e,
  kTypeGuid = 0x0f,
  kTypeSize = 0x10,
  kTypeFileTime = 0x11,
  kTypeSystemTime = 0x12,
  kTypeSid = 0x13,
  kTypeHex32 = 0x14,
  kTypeHex64 = 0x15,
  kTypeBinXml = 0x21,
  kTypeArray = 0x80,  // added to the type of its items
};

inline constexpr std::size_t kDescriptorSize = 4;  // size u16, type u8, zero u8

struct Substitution {
  const std::byte* data = nullptr;
  std::uint32_t begin = 0;  // offset in the chunk
  std::uint16_t size = 0;
  std::uint8_t type = kTypeNull;
  Bytes bytes() const { return {data, size}; }
};

struct SubstitutionSummary {
  std::size_t end = 0;    // offset behind the last value
  bool clipped = false;   // a value claims to go on behind the record's end; it is cut there
  bool all_plain = true;  // no value is a fragment or an array
};

// Reads descriptors (size u16, type u8, zero u8) at `at`, one for each of `values`, and finds the
// values behind them, none of them behind the end of `area`.
SubstitutionSummary ReadSubstitutions(Bytes area, std::size_t at, std::span<Substitution> values);

// Calls visit(begin, end) for each of `count` values that is a fragment, of those whose descriptors
// stand at `at`, without a look at the others.
template <typename Visit>
void ForEachFragment(Bytes area, std::size_t at, std::size_t count, Visit visit) {
  const auto descriptors = Slice(area, at, count * kDescriptorSize);
  if (!descriptors) return;
  std::size_t begin = at + descriptors->size();
  for (std::size_t i = 0; i < count && begin < area.size(); ++i) {
    std::uint32_t descriptor;
    std::memcpy(&descriptor, descriptors->data() + i * kDescriptorSize, sizeof descriptor);
    const std::size_t end = begin + (descriptor & 0xffff);
    if ((descriptor >> 16 & 0xff) == kTypeBinXml) visit(begin, std::min(end, area.size()));
    begin = end;
  }
}

// What could not be taken as it stands.
struct ValueFlaws {
  bool odd_text = false;   // UTF-16 with an odd number of bytes
  bool ansi_text = false;  // not a flaw of the record, but its code page is not known
};

// A value of any type but fragments and arrays of strings; texts live in `texts`. A size that does
// not go with the type gives the number that is there, or the raw bytes.
void DecodeValue(const Substitution& substitution, TextArena& texts, ValueFlaws& flaws,
                 Value& value);

// The short way for the numbers that every record has: false if the value is no unsigned number of
// its type's size, and DecodeValue has to look at it.
inline bool LoadNumber(const Substitution& substitution, std::uint64_t& number) {
  const auto load = [&](auto sample) {
    if (substitution.size != sizeof sample) return false;
    std::memcpy(&sample, substitution.data, sizeof sample);
    number = sample;
    return true;
  };
  switch (substitution.type) {
    case kTypeUint8:
      return load(std::uint8_t{});
    case kTypeUint16:
      return load(std::uint16_t{});
    case kTypeUint32:
      return load(std::uint32_t{});
    case kTypeUint64:
    case kTypeFileTime:
    case kTypeHex64:
      return load(std::uint64_t{});
    default:
      return false;
  }
}

// The strings of an array: NUL ends each, the last may lack it.
void DecodeStrings(Bytes bytes, TextArena& texts, std::vector<Value>& strings);

}  // namespace logonloom::evtx
