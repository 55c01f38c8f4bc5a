// Reads the bytes of a file and keeps copies of what comes.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "evtx/evtx_reader.h"
#include "logonloom/record.h"

namespace logonloom {

struct ReadField {
  Section section;
  std::string name, path, text;
  ValueType type;
};

struct ReadRecord {
  std::uint64_t offset = 0, header_id = 0, id = 0;
  Recovery recovery = Recovery::kListed;
  bool complete = true;
  std::uint64_t shape = 0;
  std::uint32_t event_id = 0, qualifiers = 0;
  std::string provider, channel, computer, activity_id, user_sid;
  std::optional<FileTime> time, header_time;
  std::vector<ReadField> fields;
  // The text of the first field of that name; «(absent)» if there is none.
  std::string operator[](std::string_view name) const;
  std::vector<std::string> All(std::string_view name) const;
};

// What a failed expectation shows of a record.
void PrintTo(const ReadRecord& record, std::ostream* out);

struct ReadLog {
  std::vector<ReadRecord> records;
  std::vector<std::string> codes;  // of diagnostics
  ReadTally tally;
  std::vector<std::uint64_t> Ids(Recovery recovery) const;
};

// Checks the ledger too: seen = delivered + rejected, and every byte is accounted for; and that
// records of one shape have the same fields.
ReadLog ReadEvtx(const std::string& file, EvtxReaderOptions options = {});
ReadLog ReadWith(RecordReader& reader, const std::string& file);

}  // namespace logonloom
