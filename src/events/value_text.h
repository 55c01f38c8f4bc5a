// Values as text, the same for typed values and for the text forms that XML readers give.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "events/slots.h"
#include "logonloom/record.h"

namespace logonloom {

// Canonical text: numbers decimal (hex ones as 0x…), GUIDs upper case in braces, SIDs S-1-…,
// times as FormatTime, binary as upper-case hex. Text is trimmed.
std::string ValueText(const Value& value);

// The value as a field of `type` has it, canonical: equal for typed and text forms of one value.
std::string ValueText(const Value& value, FieldType type);

// An unsigned number, typed or as decimal or 0x text.
std::optional<std::uint64_t> ValueNumber(const Value& value);
// A moment, typed or as ISO text.
std::optional<FileTime> ValueTime(const Value& value);
// The bytes of a binary value, typed or as hex digits.
std::optional<std::string> ValueBytes(const Value& value);

}  // namespace logonloom
