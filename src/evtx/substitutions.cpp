#include "evtx/substitutions.h"

#include <bit>
#include <cstring>

#include "base/time.h"
#include "evtx/utf16.h"

namespace logonloom::evtx {
namespace {

constexpr std::size_t kDescriptorSize = 4;
constexpr std::int64_t kTicksPerMillisecond = 10'000;

std::string_view AsText(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Value Raw(Bytes bytes) { return {ValueType::kBinary, 0, AsText(bytes)}; }

// The little-endian number in up to eight bytes; false for other sizes.
bool Number(Bytes bytes, std::uint64_t& number) {
  if (bytes.empty() || bytes.size() > sizeof number) return false;
  number = 0;
  std::memcpy(&number, bytes.data(), bytes.size());
  return true;
}

Value Unsigned(Bytes bytes, ValueType type) {
  Value value{type, 0, {}};
  return Number(bytes, value.number) ? value : Raw(bytes);
}

Value Signed(Bytes bytes) {
  Value value = Unsigned(bytes, ValueType::kInt);
  if (value.type != ValueType::kInt || bytes.size() == sizeof value.number) return value;
  const std::uint64_t sign = 1ULL << (8 * bytes.size() - 1);
  value.number = (value.number ^ sign) - sign;
  return value;
}

Value Real(Bytes bytes) {
  Value value = Unsigned(bytes, ValueType::kReal);
  if (bytes.size() == sizeof(float)) {
    const auto single = std::bit_cast<float>(static_cast<std::uint32_t>(value.number));
    value.number = std::bit_cast<std::uint64_t>(double{single});
  }
  return bytes.size() == sizeof(float) || bytes.size() == sizeof(double) ? value : Raw(bytes);
}

Value SystemTime(Bytes bytes) {
  if (bytes.size() != 16) return Raw(bytes);
  const auto part = [bytes](std::size_t index) {
    return int{ReadInt<std::uint16_t>(bytes, 2 * index).value_or(0)};
  };
  // Year, month, day of week, day, hour, minute, second, millisecond.
  const auto time = FromCivil(part(0), part(1), part(3), part(4), part(5), part(6),
                              part(7) * kTicksPerMillisecond);
  if (!time || part(7) > 999) return Raw(bytes);
  return {ValueType::kFileTime, static_cast<std::uint64_t>(time->ticks), {}};
}

Value Sid(Bytes bytes) {
  const auto count = ReadInt<std::uint8_t>(bytes, 1);
  if (!count || *count > 15 || bytes.size() != 8 + 4 * std::size_t{*count}) return Raw(bytes);
  return {ValueType::kSid, 0, AsText(bytes)};
}

// NULs at the end fill a buffer of fixed size; one inside is part of the text.
Bytes WithoutFinalNuls(Bytes utf16) {
  std::size_t size = utf16.size() & ~std::size_t{1};
  while (size >= 2 && utf16[size - 1] == std::byte{0} && utf16[size - 2] == std::byte{0}) size -= 2;
  return utf16.first(size);
}

Value Text(std::string_view text) { return {ValueType::kText, 0, text}; }

Value AnsiText(Bytes bytes, TextArena& texts) {
  while (!bytes.empty() && bytes.back() == std::byte{0}) bytes = bytes.first(bytes.size() - 1);
  return Text(AnsiToUtf8(bytes, texts));
}

}  // namespace

std::size_t ReadSubstitutions(Bytes area, std::size_t at, std::vector<Substitution>& values) {
  std::size_t value_at = at + values.size() * kDescriptorSize;
  for (Substitution& value : values) {
    const std::size_t size = ReadInt<std::uint16_t>(area, at).value_or(0);
    value.type = ReadInt<std::uint8_t>(area, at + 2).value_or(kTypeNull);
    at += kDescriptorSize;
    value_at = value_at < area.size() ? value_at : area.size();
    const std::size_t there = area.size() - value_at < size ? area.size() - value_at : size;
    value.clipped = there < size;
    value.begin = static_cast<std::uint32_t>(value_at);
    value.bytes = area.subspan(value_at, there);
    value_at += there;
  }
  return value_at;
}

Value DecodeValue(const Substitution& substitution, TextArena& texts, ValueFlaws& flaws) {
  const Bytes bytes = substitution.bytes;
  switch (substitution.type) {
    case kTypeNull:
      return {};
    case kTypeString:
      flaws.odd_text = flaws.odd_text || bytes.size() % 2 != 0;
      return Text(Utf16ToUtf8(WithoutFinalNuls(bytes), texts));
    case kTypeAnsiString:
      return AnsiText(bytes, texts);
    case kTypeInt8:
    case kTypeInt16:
    case kTypeInt32:
    case kTypeInt64:
      return Signed(bytes);
    case kTypeUint8:
    case kTypeUint16:
    case kTypeUint32:
    case kTypeUint64:
      return Unsigned(bytes, ValueType::kUint);
    case kTypeFloat:
    case kTypeDouble:
      return Real(bytes);
    case kTypeBool:
      return Unsigned(bytes, ValueType::kBool);
    case kTypeGuid:
      return bytes.size() == 16 ? Value{ValueType::kGuid, 0, AsText(bytes)} : Raw(bytes);
    case kTypeFileTime:
      return Unsigned(bytes, ValueType::kFileTime);
    case kTypeSystemTime:
      return SystemTime(bytes);
    case kTypeSid:
      return Sid(bytes);
    case kTypeSize:
    case kTypeHex32:
    case kTypeHex64:
      return Unsigned(bytes, ValueType::kHex);
    default:
      return Raw(bytes);
  }
}

void DecodeStrings(Bytes bytes, TextArena& texts, std::vector<Value>& strings) {
  const std::size_t units = bytes.size() / 2;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < units; ++i) {
    if (ReadInt<std::uint16_t>(bytes, 2 * i) != 0) continue;
    strings.push_back(Text(Utf16ToUtf8(bytes.subspan(2 * begin, 2 * (i - begin)), texts)));
    begin = i + 1;
  }
  if (begin < units)
    strings.push_back(Text(Utf16ToUtf8(bytes.subspan(2 * begin, 2 * (units - begin)), texts)));
}

}  // namespace logonloom::evtx
