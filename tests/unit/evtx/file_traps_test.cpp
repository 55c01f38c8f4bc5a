// Damage of files, chunks and their headers; the numbers are the rows of docs/evtx.md.
#include <gmock/gmock.h>

#include <fstream>

#include "evidence/file_source.h"
#include "read_evtx.h"
#include "support/demo_case.h"
#include "support/sample_log.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

using support::EvtxFile;
using support::LittleEndian;
using support::SampleLog;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

template <typename T>
void Put(std::string& bytes, std::uint64_t offset, T number) {
  bytes.replace(offset, sizeof number, LittleEndian(number));
}

constexpr std::uint64_t kSlot = 65536;

TEST(FileTraps, Row01_AWrongChunkCountIsNotBelieved) {
  EvtxFile file = SampleLog(1000);
  ASSERT_GT(file.chunks.size(), 2u);
  for (const int count : {0, 1, 60000}) {
    Put(file.bytes, 42, static_cast<std::uint16_t>(count));
    EXPECT_THAT(ReadEvtx(file.bytes).records, SizeIs(1000));
  }
}

TEST(FileTraps, Row02_OffsetsBeyondFourGigabytes) {
  const support::TempFolder folder;
  const EvtxFile file = SampleLog(3);
  support::WriteFile(folder / "big.evtx", file.bytes);
  const std::uint64_t slots = 66'000;  // more than 65,535, more than 4 GiB
  std::filesystem::resize_file(folder / "big.evtx", 4096 + (slots + 1) * kSlot);
  {
    std::fstream out(folder / "big.evtx", std::ios::in | std::ios::out | std::ios::binary);
    out.seekp(static_cast<std::streamoff>(4096 + slots * kSlot));
    out.write(file.bytes.data() + 4096, kSlot);
  }
  struct Counter : RecordSink {
    std::vector<std::uint64_t> offsets;
    void OnRecord(const Record& record) override { offsets.push_back(record.offset); }
    void OnDiagnostic(Diagnostic) override {}
  } sink;
  FileSource source(folder / "big.evtx");
  const ReadTally tally = MakeEvtxReader()->Read(source, sink);
  ASSERT_THAT(sink.offsets, SizeIs(6));
  EXPECT_EQ(sink.offsets[3], file.records[0].offset + slots * kSlot);
  EXPECT_EQ(tally.bytes.sum(), source.size());
}

TEST(FileTraps, Row03_ATruncatedChunkIsReadAsFarAsItGoes) {
  const EvtxFile file = SampleLog(10);
  const ReadLog log = ReadEvtx(file.bytes.substr(0, file.records[7].offset + 40));
  EXPECT_TRUE(log.tally.truncated);
  EXPECT_THAT(log.records, SizeIs(7));
  EXPECT_EQ(log.tally.records_rejected, 1u);
}

TEST(FileTraps, Row03_NoTruncationOfThreeFilesLosesAWholeRecord) {
  support::Scenario story;
  support::TellDemoCase(story);
  for (const EvtxFile& file :
       {SampleLog(500), SampleLog(3), support::WriteEvtx(story.AllRecords())}) {
    for (std::uint64_t size = 0; size <= file.bytes.size(); size += 512) {
      std::size_t whole = 0;
      for (const support::RecordPlace& place : file.records)
        whole += place.offset + place.size <= size;
      // One more if the cut has only taken padding and the size copy.
      const std::size_t read = ReadEvtx(file.bytes.substr(0, size)).records.size();
      EXPECT_TRUE(read == whole || read == whole + 1) << size << ": " << read << " of " << whole;
    }
  }
}

TEST(FileTraps, Row04_AChunkWithoutMagicGivesItsRecords) {
  EvtxFile file = SampleLog(1000);
  file.bytes.replace(file.chunks[1], 8, 8, 'x');
  const ReadLog log = ReadEvtx(file.bytes);
  EXPECT_THAT(log.records, SizeIs(1000));
  EXPECT_THAT(log.Ids(Recovery::kCarved), Not(IsEmpty()));
  EXPECT_THAT(log.codes, Contains("chunk_without_magic"));
}

TEST(FileTraps, Row05_BlankAndGarbageSlotsAreSkipped) {
  const EvtxFile file = SampleLog(1000);
  std::string bytes = file.bytes;
  bytes.insert(file.chunks[1], std::string(kSlot, '\0'));
  bytes.insert(file.chunks[1], std::string(kSlot, 'g'));
  EXPECT_THAT(ReadEvtx(bytes).records, SizeIs(1000));
}

TEST(FileTraps, Row06_AWrappedLogKeepsItsIds) {
  const EvtxFile file = SampleLog(1000);
  std::string bytes = file.bytes.substr(0, 4096);
  for (auto chunk = file.chunks.rbegin(); chunk != file.chunks.rend(); ++chunk)
    bytes += file.bytes.substr(*chunk, kSlot);
  const ReadLog log = ReadEvtx(bytes);
  ASSERT_THAT(log.records, SizeIs(1000));
  EXPECT_GT(log.records.front().id, log.records.back().id);
}

TEST(FileTraps, Row07_WrongChecksumsAreToldAndNothingIsDropped) {
  EvtxFile file = SampleLog(10);
  Put(file.bytes, file.chunks[0] + 52, std::uint32_t{1});
  Put(file.bytes, file.chunks[0] + 124, std::uint32_t{2});
  const ReadLog log = ReadEvtx(file.bytes);
  EXPECT_THAT(log.records, SizeIs(10));
  EXPECT_THAT(log.codes, ElementsAre("chunk_header_checksum", "chunk_data_checksum"));
}

TEST(FileTraps, Row12_RecordsBehindALoweredFreeOffsetAreFound) {
  EvtxFile file = SampleLog(10);
  Put(file.bytes, file.chunks[0] + 48, static_cast<std::uint32_t>(file.records[4].offset - 4096));
  support::RepairChecksums(file.bytes);
  const ReadLog log = ReadEvtx(file.bytes);
  EXPECT_THAT(log.Ids(Recovery::kListed), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(log.Ids(Recovery::kSlack), ElementsAre(5, 6, 7, 8, 9, 10));
}

TEST(FileTraps, Row13_LyingIdRangesChangeNothing) {
  EvtxFile file = SampleLog(10);
  for (const std::uint64_t field : {8, 16, 24, 32})
    Put(file.bytes, file.chunks[0] + field, std::uint64_t{77});
  EXPECT_EQ(ReadEvtx(file.bytes).Ids(Recovery::kListed).size(), 10u);
}

TEST(FileTraps, Row14_ATooLargeFreeOffsetEndsAtBlankBytes) {
  for (const std::uint32_t free : {65536u, 0xffffffffu, 0u, 40000u}) {
    EvtxFile file = SampleLog(10);
    Put(file.bytes, file.chunks[0] + 48, free);
    const ReadLog log = ReadEvtx(file.bytes);
    EXPECT_EQ(log.Ids(Recovery::kListed).size(), 10u) << free;
    EXPECT_EQ(log.tally.records_rejected, 0u) << free;
  }
}

TEST(FileTraps, Row50_VersionsAndFlagsAreAccepted) {
  EvtxFile file = SampleLog(10);
  Put(file.bytes, 36, std::uint16_t{2});
  Put(file.bytes, 120, std::uint32_t{0xfffffffe});
  EXPECT_THAT(ReadEvtx(file.bytes).records, SizeIs(10));
}

TEST(FileTraps, AFileWithoutHeaderIsReadFromItsFirstChunk) {
  const EvtxFile file = SampleLog(10);
  EXPECT_THAT(ReadEvtx(file.bytes.substr(4096)).records, SizeIs(10));
  EXPECT_THAT(ReadEvtx(std::string(4096, 'x') + file.bytes.substr(4096)).codes,
              Contains("file_header_damaged"));
}

TEST(FileTraps, NoBytesGiveNoRecords) {
  EXPECT_THAT(ReadEvtx("").records, IsEmpty());
  EXPECT_THAT(ReadEvtx("ElfFile").records, IsEmpty());
  EXPECT_TRUE(ReadEvtx("ElfFile").tally.truncated);
}

}  // namespace
}  // namespace logonloom
