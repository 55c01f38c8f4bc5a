#include "evtx_check/libevtx_reader.h"

#include <gmock/gmock.h>

#include "support/memory_source.h"
#include "support/sample_log.h"

namespace logonloom {
namespace {

using support::EvtxFile;
using support::EvtxValue;
using support::SampleLog;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::string Shown(const Field& field) {
  return std::string(field.path) + "[" + std::string(field.name) +
         "]=" + std::string(field.value.bytes);
}

struct Kept : RecordSink {
  std::vector<std::uint64_t> ids, offsets;
  std::vector<std::string> fields;  // of all records
  std::vector<std::string> codes;
  ReadTally tally;
  void OnRecord(const Record& record) override {
    ids.push_back(record.system.event_record_id.value_or(0));
    offsets.push_back(record.offset);
    for (const Field& field : record.fields) fields.push_back(Shown(field));
  }
  void OnDiagnostic(Diagnostic diagnostic) override { codes.push_back(diagnostic.code); }
};

Kept ReadBytes(const std::string& bytes) {
  Kept kept;
  MemorySource source(std::as_bytes(std::span(bytes)));
  kept.tally = MakeLibevtxReader()->Read(source, kept);
  EXPECT_EQ(kept.tally.records_seen, kept.ids.size() + kept.tally.records_rejected);
  return kept;
}

TEST(LibevtxReader, TellsWhereEachRecordStands) {
  const EvtxFile file = SampleLog(300);
  const Kept kept = ReadBytes(file.bytes);
  EXPECT_THAT(kept.codes, IsEmpty());
  ASSERT_THAT(kept.ids, SizeIs(300));
  for (std::size_t i = 0; i < 300; ++i) EXPECT_EQ(kept.offsets[i], file.records[i].offset);
}

TEST(LibevtxReader, KeepsFieldsInTheirOrderNamelessAndRepeatedOnesToo) {
  support::EventSpec spec = support::SampleEvent(1);
  spec.payload = {support::EventData({{"", EvtxValue::String("first")},
                                      {"n", EvtxValue::Uint32(7)},
                                      {"n", EvtxValue::String("<&>")},
                                      {"", EvtxValue::String("last")}})};
  EXPECT_THAT(ReadBytes(support::WriteEvtx({spec}).bytes).fields,
              ElementsAre("Data[]=first", "Data[n]=7", "Data[n]=<&>", "Data[]=last"));
}

TEST(LibevtxReader, ReadsUserDataAsElements) {
  support::EventSpec spec = support::SampleEvent(1);
  spec.payload = {support::UserData(
      "EventXML", "Event_NS",
      {{"User", EvtxValue::String("CORP\\alice")}, {"SessionID", EvtxValue::Uint32(2)}})};
  EXPECT_THAT(ReadBytes(support::WriteEvtx({spec}).bytes).fields,
              ElementsAre("EventXML/User[User]=CORP\\alice", "EventXML/SessionID[SessionID]=2"));
}

TEST(LibevtxReader, OneUnreadableRecordCostsItselfAlone) {
  EvtxFile file = SampleLog(5);
  // Its headers are whole, its BinXML is none.
  file.bytes.replace(file.records[2].offset + 24, 16, std::string(16, '\xee'));
  support::RepairChecksums(file.bytes);
  const Kept kept = ReadBytes(file.bytes);
  EXPECT_THAT(kept.ids, ElementsAre(1, 2, 4, 5));
  EXPECT_EQ(kept.tally.records_rejected, 1u);
  EXPECT_EQ(kept.tally.records_seen, 5u);
  EXPECT_THAT(kept.codes, SizeIs(1));
}

// Exports number the headers anew, and files are put together: ids repeat.
TEST(LibevtxReader, TellsRecordsOfTheSameIdApart) {
  std::vector<support::EventSpec> specs;
  for (const std::uint64_t id : {1u, 2u, 3u}) {
    specs.push_back(support::SampleEvent(id));
    specs.back().header_record_id = 1;
  }
  const EvtxFile file = support::WriteEvtx(specs);
  const Kept kept = ReadBytes(file.bytes);
  EXPECT_THAT(kept.ids, ElementsAre(1, 2, 3));
  EXPECT_THAT(kept.offsets,
              ElementsAre(file.records[0].offset, file.records[1].offset, file.records[2].offset));
}

TEST(LibevtxReader, TakesNothingOverFromTheFileBefore) {
  const auto reader = MakeLibevtxReader();
  const std::string bad(10000, 'x'), good = SampleLog(3).bytes;
  MemorySource bad_source(std::as_bytes(std::span(bad))), source(std::as_bytes(std::span(good)));
  Kept first, second;
  reader->Read(bad_source, first);
  second.tally = reader->Read(source, second);
  EXPECT_FALSE(second.tally.unreadable);
  EXPECT_EQ(second.tally.records_seen, 3u);
  EXPECT_THAT(second.codes, IsEmpty());
}

TEST(LibevtxReader, CountsATornRecordAndWhatIsLostWithIt) {
  EvtxFile file = SampleLog(3);
  file.bytes[file.records[1].offset + 4] = 3;
  const Kept kept = ReadBytes(file.bytes);
  EXPECT_GE(kept.tally.records_rejected, 1u);
  EXPECT_THAT(kept.codes, Contains("record_torn"));
}

TEST(LibevtxReader, CutFileIsTruncated) {
  const EvtxFile file = SampleLog(3);
  EXPECT_TRUE(ReadBytes(file.bytes.substr(0, file.bytes.size() - 1000)).tally.truncated);
}

TEST(LibevtxReader, FileThatIsNoneIsUnreadable) {
  const Kept kept = ReadBytes(std::string(10000, 'x'));
  EXPECT_TRUE(kept.tally.unreadable);
  EXPECT_THAT(kept.codes, Contains("file_unreadable"));
}

}  // namespace
}  // namespace logonloom
