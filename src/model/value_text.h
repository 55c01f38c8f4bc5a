// Typed values as the text that Windows would show.
#pragma once

#include <string>

#include "logonloom/record.h"

namespace logonloom {

// Appends `value`: numbers decimal or 0x-hex as typed, times as FormatTime, GUIDs in braces, SIDs
// as S-1-…, binary as upper-case hex digits, booleans as true and false; text as it is.
void AppendValueText(const Value& value, std::string& out);
std::string ValueText(const Value& value);

}  // namespace logonloom
