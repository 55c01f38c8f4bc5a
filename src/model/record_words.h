// Words and names for what a record is made of; the words of sessions are in logonloom/sessions.h.
#pragma once

#include <string_view>

#include "logonloom/record.h"

namespace logonloom {

std::string_view Word(Recovery value);   // listed, resync, slack, hidden, carved
std::string_view Word(Section value);    // event_data, user_data …
std::string_view Word(ValueType value);  // text, uint, sid …

// The section that a child element of <Event> is, by its local name.
Section SectionOf(std::string_view name);
// A name without its namespace prefix.
std::string_view LocalName(std::string_view name);

}  // namespace logonloom
