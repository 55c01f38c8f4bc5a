#include "support/evtx_value.h"

#include <bit>
#include <chrono>
#include <stdexcept>

#include "base/text.h"
#include "model/identifiers.h"

namespace logonloom::support {
namespace {

std::string Utf16Bytes(std::u16string_view text) {
  std::string bytes;
  bytes.reserve(text.size() * 2);
  for (const char16_t unit : text) bytes += LittleEndian(static_cast<std::uint16_t>(unit));
  return bytes;
}

void AppendCodePoint(std::u16string& text, std::uint32_t point) {
  if (point < 0x10000) {
    text += static_cast<char16_t>(point);
    return;
  }
  point -= 0x10000;
  text += static_cast<char16_t>(0xd800 + (point >> 10));
  text += static_cast<char16_t>(0xdc00 + (point & 0x3ff));
}

// Bytes that follow the lead byte of a UTF-8 sequence.
std::size_t TrailLength(unsigned char lead) {
  if (lead < 0x80) return 0;
  if (lead >= 0xc2 && lead < 0xe0) return 1;
  if (lead >= 0xe0 && lead < 0xf0) return 2;
  if (lead >= 0xf0 && lead < 0xf5) return 3;
  throw std::invalid_argument("text is not UTF-8");
}

// «S-1-5-21-…» split at the dashes, without the S.
std::vector<std::uint64_t> SidNumbers(std::string_view text) {
  if (!text.starts_with("S-1-")) throw std::invalid_argument("no SID: " + std::string(text));
  std::vector<std::uint64_t> numbers;
  for (std::size_t at = 2; at <= text.size();) {
    const std::size_t end = std::min(text.find('-', at), text.size());
    const auto number = ParseUnsigned(text.substr(at, end - at));
    if (!number) throw std::invalid_argument("no SID: " + std::string(text));
    numbers.push_back(*number);
    at = end + 1;
  }
  return numbers;
}

}  // namespace

std::u16string ToUtf16(std::string_view utf8) {
  static constexpr std::uint32_t kLeadMask[] = {0x7f, 0x1f, 0x0f, 0x07};
  std::u16string text;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i++]);
    const std::size_t trail = TrailLength(lead);
    if (utf8.size() - i < trail) throw std::invalid_argument("text is not UTF-8");
    std::uint32_t point = lead & kLeadMask[trail];
    for (const std::size_t end = i + trail; i < end; ++i) {
      const auto next = static_cast<unsigned char>(utf8[i]);
      if ((next & 0xc0) != 0x80) throw std::invalid_argument("text is not UTF-8");
      point = point << 6 | (next & 0x3f);
    }
    AppendCodePoint(text, point);
  }
  return text;
}

std::string SystemTimeBytes(FileTime time) {
  using std::chrono::days;
  constexpr std::int64_t kTicksPerMillisecond = 10'000;
  constexpr std::int64_t kMillisecondsPerDay = 86'400'000;
  constexpr std::int64_t kDaysFrom1601To1970 = 134'774;
  const std::int64_t milliseconds = time.ticks / kTicksPerMillisecond;
  const std::int64_t in_day = milliseconds % kMillisecondsPerDay;
  const std::chrono::sys_days day{days(milliseconds / kMillisecondsPerDay - kDaysFrom1601To1970)};
  const std::chrono::year_month_day date(day);
  const auto part = [](auto number) { return LittleEndian(static_cast<std::uint16_t>(number)); };
  return part(static_cast<int>(date.year())) + part(static_cast<unsigned>(date.month())) +
         part(std::chrono::weekday(day).c_encoding()) + part(static_cast<unsigned>(date.day())) +
         part(in_day / 3'600'000) + part(in_day / 60'000 % 60) + part(in_day / 1000 % 60) +
         part(in_day % 1000);
}

EvtxValue EvtxValue::String(std::string_view utf8) { return String16(ToUtf16(utf8)); }
EvtxValue EvtxValue::String16(std::u16string_view text) {
  return {EvtxType::kString, Utf16Bytes(text)};
}
EvtxValue EvtxValue::Ansi(std::string_view bytes) {
  return {EvtxType::kAnsiString, std::string(bytes)};
}
EvtxValue EvtxValue::Int8(std::int8_t number) { return {EvtxType::kInt8, LittleEndian(number)}; }
EvtxValue EvtxValue::Uint8(std::uint8_t number) { return {EvtxType::kUint8, LittleEndian(number)}; }
EvtxValue EvtxValue::Int16(std::int16_t number) { return {EvtxType::kInt16, LittleEndian(number)}; }
EvtxValue EvtxValue::Uint16(std::uint16_t number) {
  return {EvtxType::kUint16, LittleEndian(number)};
}
EvtxValue EvtxValue::Int32(std::int32_t number) { return {EvtxType::kInt32, LittleEndian(number)}; }
EvtxValue EvtxValue::Uint32(std::uint32_t number) {
  return {EvtxType::kUint32, LittleEndian(number)};
}
EvtxValue EvtxValue::Int64(std::int64_t number) { return {EvtxType::kInt64, LittleEndian(number)}; }
EvtxValue EvtxValue::Uint64(std::uint64_t number) {
  return {EvtxType::kUint64, LittleEndian(number)};
}
EvtxValue EvtxValue::Real32(float number) {
  return {EvtxType::kReal32, LittleEndian(std::bit_cast<std::uint32_t>(number))};
}
EvtxValue EvtxValue::Real64(double number) {
  return {EvtxType::kReal64, LittleEndian(std::bit_cast<std::uint64_t>(number))};
}
EvtxValue EvtxValue::Bool(bool value) {
  return {EvtxType::kBool, LittleEndian(std::uint32_t{value})};
}
EvtxValue EvtxValue::Binary(std::string_view bytes) {
  return {EvtxType::kBinary, std::string(bytes)};
}
EvtxValue EvtxValue::Guid(std::string_view text) {
  const auto bytes = ParseGuid(text);
  if (!bytes) throw std::invalid_argument("no GUID: " + std::string(text));
  return {EvtxType::kGuid, *bytes};
}
EvtxValue EvtxValue::Size(std::uint64_t number) { return {EvtxType::kSize, LittleEndian(number)}; }
EvtxValue EvtxValue::Time(FileTime time) { return {EvtxType::kFileTime, LittleEndian(time.ticks)}; }
EvtxValue EvtxValue::SystemTime(FileTime time) {
  return {EvtxType::kSystemTime, SystemTimeBytes(time)};
}
EvtxValue EvtxValue::Sid(std::string_view text) {
  const std::vector<std::uint64_t> numbers = SidNumbers(text);
  if (numbers.size() < 2 || numbers.size() > 17)
    throw std::invalid_argument("no SID: " + std::string(text));
  std::string bytes = LittleEndian(static_cast<std::uint8_t>(numbers[0]));
  bytes += LittleEndian(static_cast<std::uint8_t>(numbers.size() - 2));
  for (int shift = 40; shift >= 0; shift -= 8)  // the authority is big-endian, 6 bytes
    bytes += static_cast<char>(numbers[1] >> shift);
  for (std::size_t i = 2; i < numbers.size(); ++i)
    bytes += LittleEndian(static_cast<std::uint32_t>(numbers[i]));
  return {EvtxType::kSid, bytes};
}
EvtxValue EvtxValue::Hex32(std::uint32_t number) {
  return {EvtxType::kHexInt32, LittleEndian(number)};
}
EvtxValue EvtxValue::Hex64(std::uint64_t number) {
  return {EvtxType::kHexInt64, LittleEndian(number)};
}
EvtxValue EvtxValue::Strings(const std::vector<std::string>& items) {
  std::string bytes;
  for (const std::string& item : items) bytes += Utf16Bytes(ToUtf16(item) + u'\0');
  return {EvtxType::kStringArray, bytes};
}
EvtxValue EvtxValue::Raw(EvtxType type, std::string_view bytes) {
  return {type, std::string(bytes)};
}

}  // namespace logonloom::support
