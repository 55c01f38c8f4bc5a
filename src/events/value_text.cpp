#include "events/value_text.h"

#include <bit>
#include <charconv>

#include "base/text.h"
#include "base/time.h"
#include "model/identifiers.h"

namespace logonloom {
namespace {

std::string HexDigits(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    text += kDigits[static_cast<unsigned char>(c) >> 4];
    text += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return text;
}

std::string RealText(std::uint64_t bits) {
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, std::bit_cast<double>(bits));
  return {text, end};
}

}  // namespace

std::string ValueText(const Value& value) {
  switch (value.type) {
    case ValueType::kNull:
      return {};
    case ValueType::kText:
      return std::string(Trim(value.bytes));
    case ValueType::kInt:
      return std::to_string(static_cast<std::int64_t>(value.number));
    case ValueType::kUint:
      return std::to_string(value.number);
    case ValueType::kHex:
      return HexText(value.number);
    case ValueType::kReal:
      return RealText(value.number);
    case ValueType::kBool:
      return value.number != 0 ? "true" : "false";
    case ValueType::kFileTime:
      return FormatTime({static_cast<std::int64_t>(value.number)});
    case ValueType::kGuid:
      return FormatGuid(value.bytes).value_or(HexDigits(value.bytes));
    case ValueType::kSid:
      return FormatSid(value.bytes).value_or(HexDigits(value.bytes));
    case ValueType::kBinary:
      return HexDigits(value.bytes);
  }
  return {};
}

std::string ValueText(const Value& value, FieldType type) {
  switch (type) {
    case FieldType::kNumber:
      if (const auto number = ValueNumber(value)) return std::to_string(*number);
      break;
    case FieldType::kTime:
      if (const auto time = ValueTime(value)) return FormatTime(*time);
      break;
    case FieldType::kGuid:
      return ToUpper(ValueText(value));
    default:
      break;
  }
  return ValueText(value);
}

std::optional<std::uint64_t> ValueNumber(const Value& value) {
  switch (value.type) {
    case ValueType::kText:
      return ParseUnsigned(value.bytes);
    case ValueType::kInt:
    case ValueType::kUint:
    case ValueType::kHex:
    case ValueType::kBool:
      return value.number;
    default:
      return std::nullopt;
  }
}

std::optional<FileTime> ValueTime(const Value& value) {
  if (value.type == ValueType::kFileTime) return FileTime{static_cast<std::int64_t>(value.number)};
  if (value.type == ValueType::kText) return ParseTime(Trim(value.bytes));
  return std::nullopt;
}

std::optional<std::string> ValueBytes(const Value& value) {
  if (value.type == ValueType::kBinary) return std::string(value.bytes);
  if (value.type != ValueType::kText) return std::nullopt;
  const std::string_view digits = Trim(value.bytes);
  if (digits.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    unsigned byte = 0;
    const char* end = digits.data() + i + 2;
    const auto [stop, error] = std::from_chars(digits.data() + i, end, byte, 16);
    if (error != std::errc() || stop != end) return std::nullopt;
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

}  // namespace logonloom
