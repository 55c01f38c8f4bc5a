#include "read_evtx.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "model/value_text.h"
#include "support/memory_source.h"

namespace logonloom {
namespace {

class KeepingSink : public RecordSink {
 public:
  explicit KeepingSink(ReadLog& log) : log_(log) {}
  void OnRecord(const Record& record) override {
    ReadRecord kept;
    kept.offset = record.offset;
    kept.header_id = record.header_record_id;
    kept.id = record.system.event_record_id.value_or(0);
    kept.recovery = record.recovery;
    kept.complete = record.complete;
    kept.event_id = record.system.event_id;
    kept.qualifiers = record.system.qualifiers;
    kept.provider = record.system.provider;
    kept.channel = record.system.channel;
    kept.computer = record.system.computer;
    kept.activity_id = record.system.activity_id;
    kept.user_sid = record.system.user_sid;
    kept.time = record.system.time_created;
    kept.header_time = record.header_time;
    for (const Field& field : record.fields)
      kept.fields.push_back({field.section, std::string(field.name), std::string(field.path),
                             ValueText(field.value), field.value.type});
    if (record.shape != 0) ExpectSameShape(record.shape, kept.fields);
    kept.shape = record.shape;
    log_.records.push_back(std::move(kept));
  }
  void OnDiagnostic(Diagnostic diagnostic) override { log_.codes.push_back(diagnostic.code); }

 private:
  void ExpectSameShape(std::uint64_t shape, const std::vector<ReadField>& fields) {
    const auto [first, added] = shapes_.try_emplace(shape, fields);
    const auto same = [](const ReadField& a, const ReadField& b) {
      return a.section == b.section && a.name == b.name && a.path == b.path;
    };
    EXPECT_TRUE(std::equal(fields.begin(), fields.end(), first->second.begin(),
                           first->second.end(), same));
  }

  ReadLog& log_;
  std::map<std::uint64_t, std::vector<ReadField>> shapes_;  // of the first record of each
};

}  // namespace

std::string ReadRecord::operator[](std::string_view name) const {
  for (const ReadField& field : fields)
    if (field.name == name) return field.text;
  return "(absent)";
}

std::vector<std::string> ReadRecord::All(std::string_view name) const {
  std::vector<std::string> texts;
  for (const ReadField& field : fields)
    if (field.name == name) texts.push_back(field.text);
  return texts;
}

void PrintTo(const ReadRecord& record, std::ostream* out) { *out << "record " << record.id; }

std::vector<std::uint64_t> ReadLog::Ids(Recovery recovery) const {
  std::vector<std::uint64_t> ids;
  for (const ReadRecord& record : records)
    if (record.recovery == recovery) ids.push_back(record.id);
  return ids;
}

ReadLog ReadEvtx(const std::string& file, EvtxReaderOptions options) {
  return ReadWith(*MakeEvtxReader(std::move(options)), file);
}

ReadLog ReadWith(RecordReader& reader, const std::string& file) {
  ReadLog log;
  KeepingSink sink(log);
  MemorySource source(std::as_bytes(std::span(file)));
  log.tally = reader.Read(source, sink);
  EXPECT_EQ(log.tally.records_seen, log.records.size() + log.tally.records_rejected);
  EXPECT_EQ(log.tally.bytes.sum(), file.size());
  return log;
}

}  // namespace logonloom
