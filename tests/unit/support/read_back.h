// Reads the bytes of a written file through libevtx and keeps what it yields.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "logonloom/record.h"

namespace logonloom::support {

struct KeptField {
  Section section = Section::kEventData;
  std::string name;
  std::string text;
};

struct KeptRecord {
  std::uint64_t offset = 0;
  std::uint64_t header_record_id = 0;
  std::uint64_t event_record_id = 0;
  std::uint32_t event_id = 0;
  std::uint32_t qualifiers = 0;
  std::uint32_t version = 0;
  std::uint64_t keywords = 0;
  std::string provider, provider_guid, channel, computer, user_sid, activity_id;
  FileTime time;
  std::vector<KeptField> fields;
  // The text of the first field of that name; «(absent)» if there is none.
  std::string operator[](std::string_view name) const;
};

struct ReadBack {
  std::vector<KeptRecord> records;
  std::vector<std::string> diagnostics;
  ReadTally tally;
};

ReadBack ReadWithLibevtx(const std::string& file);

}  // namespace logonloom::support
