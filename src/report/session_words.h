// The parts of an access session as people read them.
#pragma once

#include <string>

#include "base/time_zone.h"
#include "report/row_view.h"

namespace logonloom {

// To the second, in `zone`; «?» for an unknown time. `time` as the views write it.
std::string ShowTime(const std::string& time, const TimeZone& zone);

std::string UserOf(const RowCopy& session);                         // domain and name, SID or «?»
std::string StartOf(const RowCopy& session, const TimeZone& zone);  // an attempt with «(try)»
std::string EndOf(const RowCopy& session, const TimeZone& zone);    // a lower bound with «>»
std::string SourceOf(const RowCopy& session);                       // address, port, name
std::string DurationOf(const RowCopy& session);                     // «36 min 21 s»; or empty

// What the case says of a word of one of its lists (enum_values); empty if it does not know it.
std::string WordMeaning(const CaseReader& reader, const std::string& list, const std::string& word);

}  // namespace logonloom
