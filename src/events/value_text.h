// Values as text and numbers, the same for typed values and for the text that XML readers give.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "events/slots.h"
#include "logonloom/record.h"

namespace logonloom {

// The value as logged: text without white space at its ends; typed values in their canonical form
// (see below). The view is of `value` or of `scratch`, whose content is replaced.
std::string_view PlainText(const Value& value, std::string& scratch);

// One form for each value, whichever reader and whichever Windows wrote it out; for comparing, not
// for showing. Numbers of fields known as numbers are decimal. Everything else goes by its looks,
// so that fields unknown to the catalogue compare equal too:
//   hex numbers    0x, lower case, no padding       GUIDs    upper case, in braces
//   times          as FormatTime, seven decimals    SIDs     S-1-…
//   binary         upper-case hex digits            boolean  true, false
//   other text     without white space at its ends, line ends as \n
// Reals are not matched with their text forms.
struct CanonicalValue {
  enum class Form : std::uint8_t { kText, kNumber, kNegative, kHex, kTime, kGuid };
  Form form = Form::kText;
  std::uint64_t number = 0;  // also two's complement of kNegative, ticks of kTime
  std::string_view bytes;    // kText: the text; kGuid: the 16 bytes as stored
};

// `bytes` is of `value` or of `scratch`, whose content is replaced.
CanonicalValue CanonicalOf(const Value& value, FieldType type, std::string& scratch);
// The same as text.
std::string_view CanonicalText(const Value& value, FieldType type, std::string& scratch);

// 64 bits of a number, typed or as decimal or 0x text; negative ones as two's complement.
std::optional<std::uint64_t> ValueNumber(const Value& value);
// A moment, typed or as ISO text.
std::optional<FileTime> ValueTime(const Value& value);
// The bytes of a binary value, typed or as hex digits.
std::optional<std::string> ValueBytes(const Value& value);

}  // namespace logonloom
