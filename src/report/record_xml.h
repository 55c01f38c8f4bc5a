// Records as XML of Windows' Event schema.
#pragma once

#include <string>
#include <string_view>

#include "logonloom/record.h"

namespace logonloom {

// The begin and end of a document that holds any number of records.
std::string_view EventsBegin();
std::string_view EventsEnd();

// An <Event> element on one line, ahead of it a comment that says where the record stands.
// Characters that XML 1.0 cannot hold are shown by their pictures (U+2400 and up); lone surrogates
// and bytes that are no UTF-8 by U+FFFD: use JSON Lines where each bit matters.
std::string RecordAsXml(const Record& record, std::string_view file);

}  // namespace logonloom
