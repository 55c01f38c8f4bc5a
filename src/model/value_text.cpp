#include "model/value_text.h"

#include <bit>
#include <charconv>
#include <optional>
#include <string_view>

#include "base/time.h"
#include "model/identifiers.h"

namespace logonloom {
namespace {

template <typename Number>
void AppendNumber(Number number, std::string& out, int base = 10) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number, base).ptr);
}

void AppendReal(std::uint64_t bits, std::string& out) {
  char digits[32];
  const double real = std::bit_cast<double>(bits);
  out.append(digits, std::to_chars(digits, digits + sizeof digits, real).ptr);
}

void AppendHexDigits(std::string_view bytes, std::string& out) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  for (const char c : bytes) {
    out += kDigits[static_cast<unsigned char>(c) >> 4];
    out += kDigits[static_cast<unsigned char>(c) & 15];
  }
}

// Bytes that are no SID or GUID although typed as one are shown as what they are.
void AppendIdentifier(const std::optional<std::string>& text, std::string_view bytes,
                      std::string& out) {
  if (text) {
    out += *text;
  } else {
    AppendHexDigits(bytes, out);
  }
}

}  // namespace

void AppendValueText(const Value& value, std::string& out) {
  switch (value.type) {
    case ValueType::kNull:
      break;
    case ValueType::kText:
      out += value.bytes;
      break;
    case ValueType::kInt:
      AppendNumber(static_cast<std::int64_t>(value.number), out);
      break;
    case ValueType::kUint:
      AppendNumber(value.number, out);
      break;
    case ValueType::kHex:
      out += "0x";
      AppendNumber(value.number, out, 16);
      break;
    case ValueType::kReal:
      AppendReal(value.number, out);
      break;
    case ValueType::kBool:
      out += value.number != 0 ? "true" : "false";
      break;
    case ValueType::kFileTime:
      out += FormatTime({static_cast<std::int64_t>(value.number)});
      break;
    case ValueType::kGuid:
      AppendIdentifier(FormatGuid(value.bytes), value.bytes, out);
      break;
    case ValueType::kSid:
      AppendIdentifier(FormatSid(value.bytes), value.bytes, out);
      break;
    case ValueType::kBinary:
      AppendHexDigits(value.bytes, out);
      break;
  }
}

std::string ValueText(const Value& value) {
  std::string text;
  AppendValueText(value, text);
  return text;
}

}  // namespace logonloom
