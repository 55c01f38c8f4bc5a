#include "events/value_text.h"

#include <charconv>

#include "base/text.h"
#include "base/time.h"
#include "model/identifiers.h"
#include "model/value_text.h"

namespace logonloom {
namespace {

template <typename Number>
void AppendNumber(Number number, std::string& out, int base = 10) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number, base).ptr);
}

void AppendTyped(const Value& value, std::string& out) {
  if (value.type == ValueType::kText)
    out += Trim(value.bytes);
  else
    AppendValueText(value, out);
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

bool AppendRecognised(std::string_view text, std::string& out) {
  if (LooksLikeHex(text)) {
    const auto number = ParseUnsigned(text);
    if (!number) return false;
    out += "0x";
    AppendNumber(*number, out, 16);
    return true;
  }
  if (LooksLikeGuid(text)) {
    const auto bytes = ParseGuid(text);
    if (!bytes) return false;
    AppendValueText({ValueType::kGuid, 0, *bytes}, out);
    return true;
  }
  if (LooksLikeTime(text)) {
    const auto time = ParseTime(text);
    if (!time) return false;
    out += FormatTime(*time);
    return true;
  }
  if (EqualsIgnoreCase(text, "true") || EqualsIgnoreCase(text, "false")) {
    out += ToLower(text);
    return true;
  }
  return false;
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

bool AppendOfType(const Value& value, FieldType type, std::string& out) {
  if (type == FieldType::kTime) {
    const auto time = ValueTime(value);
    if (time) out += FormatTime(*time);
    return time.has_value();
  }
  if (type != FieldType::kNumber) return false;
  const auto number = ValueNumber(value);
  if (!number) return false;
  if (value.type == ValueType::kInt) {
    AppendNumber(static_cast<std::int64_t>(*number), out);
  } else if (value.type == ValueType::kText && Trim(value.bytes).front() == '-') {
    AppendNumber(static_cast<std::int64_t>(*number), out);
  } else {
    AppendNumber(*number, out);
  }
  return true;
}

}  // namespace

std::string_view PlainText(const Value& value, std::string& scratch) {
  if (value.type == ValueType::kText) return Trim(value.bytes);
  scratch.clear();
  AppendTyped(value, scratch);
  return scratch;
}

std::string_view CanonicalText(const Value& value, FieldType type, std::string& scratch) {
  scratch.clear();
  if (AppendOfType(value, type, scratch)) return scratch;
  if (value.type != ValueType::kText) {
    AppendTyped(value, scratch);
    return scratch;
  }
  const std::string_view text = Trim(value.bytes);
  return AppendRecognised(text, scratch) ? scratch : WithOneLineEnd(text, scratch);
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
