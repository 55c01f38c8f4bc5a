#include "events/value_text.h"

#include <charconv>
#include <utility>

#include "base/text.h"
#include "base/time.h"
#include "model/identifiers.h"
#include "model/value_text.h"

namespace logonloom {
namespace {

template <typename Number>
void AppendNumber(Number number, std::string& out) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

bool LooksLikeHex(std::string_view text) {
  return text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
}

bool LooksLikeGuid(std::string_view text) {
  return (text.size() == 38 && text[0] == '{' && text[9] == '-') ||
         (text.size() == 36 && text[8] == '-' && text[13] == '-');
}

bool LooksLikeTime(std::string_view text) {
  return text.size() >= 20 && text[4] == '-' && text[7] == '-' && text[10] == 'T' &&
         text.back() == 'Z';
}

using Form = CanonicalValue::Form;

CanonicalValue OfTime(FileTime time) {
  return {Form::kTime, static_cast<std::uint64_t>(Clamped(time).ticks), {}};
}

std::optional<CanonicalValue> Recognised(std::string_view text, std::string& scratch) {
  if (LooksLikeHex(text)) {
    if (const auto number = ParseUnsigned(text)) return CanonicalValue{Form::kHex, *number, {}};
  } else if (LooksLikeGuid(text)) {
    scratch.resize(kGuidSize);
    if (ReadGuid(text, scratch.data())) return CanonicalValue{Form::kGuid, 0, scratch};
  } else if (LooksLikeTime(text)) {
    if (const auto time = ParseTime(text)) return OfTime(*time);
  } else if (EqualsIgnoreCase(text, "true") || EqualsIgnoreCase(text, "false")) {
    scratch = ToLower(text);
    return CanonicalValue{Form::kText, 0, scratch};
  }
  return std::nullopt;
}

// XML parsers may turn \r\n and \r into \n.
std::string_view WithOneLineEnd(std::string_view text, std::string& scratch) {
  if (text.find('\r') == std::string_view::npos) return text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      scratch += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      scratch += '\n';
    }
  }
  return scratch;
}

std::optional<CanonicalValue> OfNumber(const Value& value) {
  const auto number = ValueNumber(value);
  if (!number) return std::nullopt;
  const bool is_signed = value.type == ValueType::kInt || (value.type == ValueType::kText &&
                                                           Trim(value.bytes).front() == '-');
  const bool negative = is_signed && static_cast<std::int64_t>(*number) < 0;
  return CanonicalValue{negative ? Form::kNegative : Form::kNumber, *number, {}};
}

// Numbers of fields that are not known as such are texts like any other.
CanonicalValue OfTyped(const Value& value, std::string& scratch) {
  if (value.type == ValueType::kHex) return {Form::kHex, value.number, {}};
  if (value.type == ValueType::kFileTime)
    return OfTime({static_cast<std::int64_t>(value.number)});
  if (value.type == ValueType::kGuid && value.bytes.size() == kGuidSize)
    return {Form::kGuid, 0, value.bytes};
  scratch.clear();
  AppendValueText(value, scratch);
  return {Form::kText, 0, scratch};
}

}  // namespace

std::string_view PlainText(const Value& value, std::string& scratch) {
  if (value.type == ValueType::kText) return Trim(value.bytes);
  scratch.clear();
  AppendValueText(value, scratch);
  return scratch;
}

CanonicalValue CanonicalOf(const Value& value, FieldType type, std::string& scratch) {
  if (type == FieldType::kNumber) {
    if (value.type == ValueType::kHex || value.type == ValueType::kUint)
      return {Form::kNumber, value.number, {}};
    if (const auto number = OfNumber(value)) return *number;
  }
  if (type == FieldType::kTime)
    if (const auto time = ValueTime(value)) return OfTime(*time);
  if (value.type != ValueType::kText) return OfTyped(value, scratch);
  const std::string_view text = Trim(value.bytes);
  if (const auto recognised = Recognised(text, scratch)) return *recognised;
  scratch.clear();
  return {Form::kText, 0, WithOneLineEnd(text, scratch)};
}

std::string_view CanonicalText(const Value& value, FieldType type, std::string& scratch) {
  const CanonicalValue canonical = CanonicalOf(value, type, scratch);
  std::string text;
  switch (canonical.form) {
    case Form::kText:
      return canonical.bytes;
    case Form::kNumber:
      AppendNumber(canonical.number, text);
      break;
    case Form::kNegative:
      AppendNumber(static_cast<std::int64_t>(canonical.number), text);
      break;
    case Form::kHex:
      text = HexText(canonical.number);
      break;
    case Form::kTime:
      text = FormatTime({static_cast<std::int64_t>(canonical.number)});
      break;
    case Form::kGuid:
      AppendValueText({ValueType::kGuid, 0, canonical.bytes}, text);
      break;
  }
  scratch = std::move(text);
  return scratch;
}

std::optional<std::uint64_t> ValueNumber(const Value& value) {
  switch (value.type) {
    case ValueType::kText:
      if (const auto number = ParseUnsigned(value.bytes)) return number;
      if (const auto number = ParseSigned(value.bytes)) return static_cast<std::uint64_t>(*number);
      return std::nullopt;
    case ValueType::kInt:
    case ValueType::kUint:
    case ValueType::kHex:
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
    unsigned char byte = 0;
    const char* end = digits.data() + i + 2;
    const auto [stop, error] = std::from_chars(digits.data() + i, end, byte, 16);
    if (error != std::errc() || stop != end) return std::nullopt;
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

}  // namespace logonloom
