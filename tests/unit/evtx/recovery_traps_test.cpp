// Damaged, hidden and left-over records; the numbers are the rows of docs/evtx.md.
#include <gmock/gmock.h>

#include <map>
#include <random>

#include "base/bytes.h"
#include "base/text.h"
#include "read_evtx.h"
#include "support/memory_source.h"
#include "support/raw_log.h"
#include "support/sample_log.h"

namespace logonloom {
namespace {

using support::EvtxFile;
using support::EvtxType;
using support::EvtxValue;
using support::LittleEndian;
using support::RawBinXml;
using support::RawLog;
using support::SampleLog;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;
using testing::SizeIs;

template <typename T>
void Put(std::string& bytes, std::uint64_t offset, T number) {
  bytes.replace(offset, sizeof number, LittleEndian(number));
}

// Makes the records from `first` on slack: the chunk's header lists only those before.
void EndListBefore(EvtxFile& file, std::size_t first) {
  Put(file.bytes, file.chunks[0] + 48,
      static_cast<std::uint32_t>(file.records[first].offset - file.chunks[0]));
  support::RepairChecksums(file.bytes);
}

TEST(RecoveryTraps, Row08_AnOverwrittenTemplateIsNotUsed) {
  EvtxFile file = SampleLog(6);
  EndListBefore(file, 3);
  // The definitions stand in the first record. Another GUID stands there now.
  const std::size_t place = file.bytes.find("ElfChnk") + 512;
  const std::uint32_t definition =
      ReadInt<std::uint32_t>(std::as_bytes(std::span(file.bytes)), place + 24 + 4 + 6).value();
  Put(file.bytes, file.chunks[0] + definition + 4, std::uint32_t{0xdeadbeef});
  const ReadLog log = ReadEvtx(file.bytes);
  for (const ReadRecord& record : log.records) {
    EXPECT_EQ(record.provider, "") << "a wrong template would give wrong names";
    EXPECT_FALSE(record.complete);
  }
  ASSERT_THAT(log.records, SizeIs(6));
  EXPECT_THAT(log.codes, Contains("template_missing"));
}

TEST(RecoveryTraps, Row09_TemplatesOfTheFileNameWhatTheChunkHasLost) {
  EvtxFile file = SampleLog(1000);
  const std::uint64_t chunk = file.chunks[1];
  std::size_t first = 0;
  while (file.records[first].offset < chunk) ++first;
  // The first record of the chunk, which holds its definitions, is overwritten; the rest is slack.
  file.bytes.replace(file.records[first].offset, file.records[first].size, file.records[first].size,
                     '\0');
  Put(file.bytes, chunk + 48, std::uint32_t{512});
  support::RepairChecksums(file.bytes);
  const ReadLog log = ReadEvtx(file.bytes);
  std::size_t slack = 0;
  for (const ReadRecord& record : log.records) {
    if (record.recovery != Recovery::kSlack) continue;
    ++slack;
    EXPECT_EQ(record["TargetUserName"], "alice");
    EXPECT_TRUE(record.complete);
  }
  EXPECT_GT(slack, 50u);
}

TEST(RecoveryTraps, Row09_TemplatesOfTheRunNameWhatTheFileHasLost) {
  EvtxFile file = SampleLog(5);
  file.bytes.replace(file.records[0].offset, file.records[0].size, file.records[0].size, '\0');
  Put(file.bytes, file.chunks[0] + 48, std::uint32_t{512});
  EXPECT_EQ(ReadEvtx(file.bytes).records.at(0)["TargetUserName"], "(absent)");
  const std::string other = SampleLog(2).bytes;
  auto templates = std::make_shared<RunTemplates>();
  MemorySource source(std::as_bytes(std::span(other)));
  templates->Collect(source);
  const ReadLog log = ReadEvtx(file.bytes, {true, templates});
  ASSERT_THAT(log.records, SizeIs(4));
  EXPECT_EQ(log.records[0]["TargetUserName"], "alice");
}

TEST(RecoveryTraps, Row10_AHiddenRecordIsFoundAndTold) {
  EvtxFile file = SampleLog(6);
  const auto& before = file.records[2];
  const std::uint32_t both = before.size + file.records[3].size;
  Put(file.bytes, before.offset + 4, both);
  Put(file.bytes, before.offset + both - 4, both);
  support::RepairChecksums(file.bytes);
  const ReadLog log = ReadEvtx(file.bytes);
  EXPECT_THAT(log.Ids(Recovery::kListed), ElementsAre(1, 2, 3, 5, 6));
  EXPECT_THAT(log.Ids(Recovery::kHidden), ElementsAre(4));
  EXPECT_THAT(log.codes, Contains("record_hidden"));
}

TEST(RecoveryTraps, Row10_SeveralHiddenRecordsAreFound) {
  EvtxFile file = SampleLog(6);
  const std::uint32_t all = file.records[2].size + file.records[3].size + file.records[4].size;
  Put(file.bytes, file.records[2].offset + 4, all);
  Put(file.bytes, file.records[2].offset + all - 4, all);
  EXPECT_THAT(ReadEvtx(file.bytes).Ids(Recovery::kHidden), ElementsAre(4, 5));
}

TEST(RecoveryTraps, Row11_ASignatureInAValueIsNoRecord) {
  support::EventSpec spec = support::SampleEvent(1);
  std::string fake = "**\0\0" + LittleEndian(std::uint32_t{64}) + LittleEndian(std::uint64_t{9}) +
                     LittleEndian(std::int64_t{-5});
  fake.insert(2, std::string(2, '\0'));
  spec.payload = {
      support::EventData({{"Blob", EvtxValue::Binary(std::string("**\0\0", 4) + fake)}})};
  EvtxFile file = support::WriteEvtx({spec, support::SampleEvent(2)});
  Put(file.bytes, file.records[0].offset + file.records[0].size - 4, std::uint32_t{1});
  const ReadLog log = ReadEvtx(file.bytes);
  EXPECT_THAT(log.records, SizeIs(2));
}

TEST(RecoveryTraps, Row15_ASizeOfZeroOrTooLargeCostsItselfAtMost) {
  for (const std::uint32_t size : {0u, 1u, 27u, 70000u, 0xffffffffu}) {
    EvtxFile file = SampleLog(6);
    Put(file.bytes, file.records[2].offset + 4, size);
    const ReadLog log = ReadEvtx(file.bytes);
    EXPECT_THAT(log.Ids(Recovery::kListed), ElementsAre(1, 2)) << size;
    EXPECT_THAT(log.Ids(Recovery::kResync), ElementsAre(3, 4, 5, 6)) << size;
    EXPECT_THAT(log.codes, Contains("record_torn")) << size;
  }
}

TEST(RecoveryTraps, Row16_ADifferentSizeCopyIsToldAndTheRestIsRead) {
  EvtxFile file = SampleLog(6);
  Put(file.bytes, file.records[2].offset + file.records[2].size - 4, std::uint32_t{7});
  const ReadLog log = ReadEvtx(file.bytes);
  EXPECT_THAT(log.Ids(Recovery::kListed), ElementsAre(1, 2, 3));
  EXPECT_THAT(log.Ids(Recovery::kResync), ElementsAre(4, 5, 6));
  EXPECT_GT(log.tally.bytes.torn, 0u);
}

TEST(RecoveryTraps, ADamagedMiddleCostsOneRecordAndIsCounted) {
  EvtxFile file = SampleLog(6);
  file.bytes.replace(file.records[2].offset, 30, 30, 'x');
  const ReadLog log = ReadEvtx(file.bytes);
  EXPECT_THAT(log.records, SizeIs(5));
  EXPECT_EQ(log.tally.records_rejected, 1u);
}

TEST(RecoveryTraps, NoRecoverReadsWhatIsListedOnly) {
  EvtxFile file = SampleLog(6);
  Put(file.bytes, file.records[2].offset + file.records[2].size - 4, std::uint32_t{7});
  const ReadLog log = ReadEvtx(file.bytes, {false, nullptr});
  EXPECT_THAT(log.records, SizeIs(2));
  EXPECT_EQ(log.tally.records_recovered, 0u);
  EXPECT_EQ(log.tally.records_rejected, 1u);
}

TEST(RecoveryTraps, Row17And18_TheRecordsOwnTimeAndIdCount) {
  support::EventSpec spec = support::SampleEvent(1000);
  spec.header_record_id = 3;
  EvtxFile file = support::WriteEvtx({spec});
  Put(file.bytes, file.records[0].offset + 16, std::int64_t{0});
  const ReadLog log = ReadEvtx(file.bytes);
  ASSERT_THAT(log.records, SizeIs(1));
  EXPECT_EQ(log.records[0].id, 1000u);
  EXPECT_EQ(log.records[0].header_id, 3u);
  EXPECT_EQ(log.records[0].time, spec.time);
  EXPECT_EQ(log.records[0].header_time, std::nullopt);
}

TEST(RecoveryTraps, Row44_UpToEightBytesBehindTheEndArePadding) {
  for (int padding = 0; padding < 8; ++padding) {
    RawLog raw;
    raw.AddEvent(1, [&](RawBinXml& x) { x.Open("EventData").CloseEmpty(); });
    raw.Add(2, [&](RawBinXml& x) {
      x.FragmentHeader().Open("Event").CloseStart().System(2).End().EndOfFragment();
      x.Bytes(std::string(static_cast<std::size_t>(padding), '\0'));
    });
    const ReadLog log = ReadEvtx(raw.Finish());
    EXPECT_THAT(log.Ids(Recovery::kListed), ElementsAre(1, 2));
    EXPECT_THAT(log.codes, testing::IsEmpty());
  }
}

TEST(RecoveryTraps, Row45And46_ChainsAndTablesOfNamesAreNotFollowed) {
  EvtxFile file = SampleLog(6);
  // Each chain runs to its own begin, each table entry to the last byte.
  for (std::uint64_t at = file.chunks[0] + 128; at < file.chunks[0] + 512; at += 4)
    Put(file.bytes, at, std::uint32_t{65535});
  const std::uint32_t definition =
      ReadInt<std::uint32_t>(std::as_bytes(std::span(file.bytes)), file.chunks[0] + 512 + 34)
          .value();
  Put(file.bytes, file.chunks[0] + definition, definition);
  EXPECT_THAT(ReadEvtx(file.bytes).records, SizeIs(6));
}

// What is told apart of each record: its place, and a hash over all that it says.
class HashingSink : public RecordSink {
 public:
  void OnRecord(const Record& record) override {
    std::uint64_t hash = Hash64(record.system.computer);
    hash = Hash64(record.system.provider, hash) ^ record.system.event_record_id.value_or(0);
    for (const Field& field : record.fields) {
      hash = Hash64(field.name, hash);
      hash = Hash64(field.value.bytes, hash) + field.value.number;
    }
    hashes[record.offset] = hash;
  }
  void OnDiagnostic(Diagnostic) override {}
  std::map<std::uint64_t, std::uint64_t> hashes;
};

#if defined(LOGONLOOM_FEWER_FLIPS)
constexpr int kFlips = 2'000;
#else
constexpr int kFlips = 100'000;
#endif

// A flipped bit may change the record in which it stands and the users of a template in it, no
// other record, and breaks nothing. Sanitizers watch over it.
TEST(RecoveryTraps, FlippedBitsTouchNoOtherRecord) {
  // Two chunks, the second with few records.
  const EvtxFile file = SampleLog(240);
  ASSERT_EQ(file.chunks.size(), 2u);
  const auto reader = MakeEvtxReader();
  const auto read = [&reader](const std::string& bytes) {
    HashingSink sink;
    MemorySource source(std::as_bytes(std::span(bytes)));
    EXPECT_EQ(reader->Read(source, sink).bytes.sum(), bytes.size());
    return sink.hashes;
  };
  const auto whole = read(file.bytes);
  std::string bytes = file.bytes;
  std::mt19937_64 random(4);
  for (int round = 0; round < kFlips; ++round) {
    const std::uint64_t at = random() % bytes.size();
    const auto bit = static_cast<char>(1 << random() % 8);
    bytes[at] = static_cast<char>(bytes[at] ^ bit);
    const auto damaged = read(bytes);
    bytes[at] = static_cast<char>(bytes[at] ^ bit);
    std::size_t changed = 0;
    for (const auto& [offset, hash] : whole) {
      const auto now = damaged.find(offset);
      const bool same = now != damaged.end() && now->second == hash;
      changed += !same;
      if (!same) {
        ASSERT_EQ((offset - 4096) / 65536, (at - 4096) / 65536) << at;
      }
    }
    // Definitions stand in the first record of a chunk; elsewhere one record is all it can cost.
    if (at >= 4096 && (at - 4096) % 65536 > 512 + 4096) {
      ASSERT_LE(changed, 1u) << at;
    }
  }
}

}  // namespace
}  // namespace logonloom
