#include "evtx_check/libevtx_reader.h"

#include <gmock/gmock.h>

#include "support/memory_source.h"
#include "support/sample_log.h"

namespace logonloom {
namespace {

using support::EvtxFile;
using support::SampleLog;
using testing::Contains;
using testing::IsEmpty;
using testing::SizeIs;

struct Kept : RecordSink {
  std::vector<std::uint64_t> ids, offsets;
  std::vector<std::string> codes;
  ReadTally tally;
  void OnRecord(const Record& record) override {
    ids.push_back(record.system.event_record_id.value_or(0));
    offsets.push_back(record.offset);
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
