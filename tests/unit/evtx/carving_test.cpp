// Chunks and single records out of bytes that are no log.
#include <gmock/gmock.h>

#include <random>
#include <span>

#include "evtx/carved_reader.h"
#include "read_evtx.h"
#include "support/evtx_writer.h"
#include "support/memory_source.h"
#include "support/sample_log.h"

namespace logonloom {
namespace {

using support::EvtxFile;
using support::SampleLog;
using testing::IsEmpty;
using testing::SizeIs;

std::string Noise(std::size_t size, unsigned seed) {
  std::mt19937_64 random(seed);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

// The bytes of these records and nothing around them.
std::string RecordsOf(const EvtxFile& file, std::size_t first, std::size_t end) {
  const std::uint64_t from = file.records[first].offset;
  return file.bytes.substr(from, file.records[end - 1].offset + file.records[end - 1].size - from);
}

ReadLog Carve(const std::string& bytes, std::shared_ptr<RunTemplates> templates = nullptr) {
  MemorySource source(std::as_bytes(std::span(bytes)));
  if (!templates) templates = std::make_shared<RunTemplates>();
  const auto regions = std::make_shared<CarvedRegions>(CollectCarved(source, *templates));
  ReadLog log = ReadWith(*MakeCarvedReader(templates, regions), bytes);
  const ReadLog again = ReadWith(*MakeCarvedReader(templates, nullptr), bytes);
  EXPECT_EQ(again.records.size(), log.records.size());
  return log;
}

void ExpectWholeRecords(const ReadLog& log) {
  for (const ReadRecord& record : log.records) {
    EXPECT_EQ(record.recovery, Recovery::kCarved);
    EXPECT_TRUE(record.complete);
    EXPECT_EQ(record.event_id, 4634u);
    EXPECT_EQ(record["TargetUserName"], "alice");
  }
  EXPECT_EQ(log.tally.records_recovered, log.records.size());
  EXPECT_THAT(log.codes, IsEmpty());
}

TEST(Carving, FindsChunksAtAnyOffset) {
  const EvtxFile file = SampleLog(1000);
  for (const std::size_t before : {std::size_t{1}, std::size_t{512}, std::size_t{70'001}}) {
    const ReadLog log = Carve(Noise(before, 1) + file.bytes.substr(file.chunks[0]) + Noise(99, 2));
    EXPECT_THAT(log.records, SizeIs(1000));
    EXPECT_EQ(log.tally.chunks, file.chunks.size());
    ExpectWholeRecords(log);
  }
}

// The window of the search is 4 MiB; neither a chunk nor a record may be lost where it ends.
TEST(Carving, LosesNothingWhereItsWindowsMeet) {
  const EvtxFile file = SampleLog(300);
  const std::string chunk = file.bytes.substr(file.chunks[0], 65536);
  const std::size_t in_chunk = Carve(chunk).records.size();
  ASSERT_GT(in_chunk, 50u);
  for (const std::size_t before : {4'194'304u - 65'536u, 4'194'304u - 65'535u, 4'194'304u - 7u,
                                   4'194'304u - 40u, 4'194'304u}) {
    EXPECT_THAT(Carve(std::string(before, 'x') + chunk).records, SizeIs(in_chunk)) << before;
    const std::string records = RecordsOf(file, 0, 20);
    EXPECT_THAT(Carve(std::string(before, 'x') + records).records, SizeIs(20)) << before;
  }
}

TEST(Carving, FindsRecordsWithTheDefinitionsThatStandInThem) {
  const EvtxFile file = SampleLog(40);
  const ReadLog log = Carve(Noise(12'345, 3) + RecordsOf(file, 0, 40) + Noise(500, 4));
  EXPECT_THAT(log.records, SizeIs(40));
  ExpectWholeRecords(log);
}

TEST(Carving, NamesSingleRecordsWithTheTemplatesOfTheRun) {
  const EvtxFile file = SampleLog(40);
  const std::string bytes =
      Noise(100, 5) + RecordsOf(file, 7, 8) + Noise(5000, 6) + RecordsOf(file, 30, 31);
  for (const ReadRecord& record : Carve(bytes).records) {
    EXPECT_FALSE(record.complete) << "nothing can say what its values mean";
    EXPECT_EQ(record.event_id, 0u);
  }
  const auto templates = std::make_shared<RunTemplates>();
  MemorySource source(std::as_bytes(std::span(file.bytes)));
  templates->Collect(source);
  const ReadLog log = Carve(bytes, templates);
  EXPECT_THAT(log.records, SizeIs(2));
  ExpectWholeRecords(log);
}

TEST(Carving, EndsAChunkWhereTheNextBegins) {
  const EvtxFile file = SampleLog(300);
  const std::string chunk = file.bytes.substr(file.chunks[0], 65536);
  const std::size_t whole = Carve(chunk).records.size();
  const ReadLog log = Carve(chunk.substr(0, 8192) + chunk);
  EXPECT_GT(log.records.size(), whole + 5);
  EXPECT_EQ(log.tally.chunks, 2u);
  ExpectWholeRecords(log);
}

// Pages of memory do not lie in their order: what reaches into a foreign page is not believed.
TEST(Carving, BelievesNothingThatReachesIntoAForeignPage) {
  const EvtxFile file = SampleLog(300);
  std::string chunk = file.bytes.substr(file.chunks[0], 65536);
  chunk.replace(8192, 4096, Noise(4096, 7));
  const ReadLog log = Carve(chunk);
  EXPECT_GT(log.records.size(), 50u);
  EXPECT_LT(log.records.size(), Carve(file.bytes.substr(file.chunks[0], 65536)).records.size());
  ExpectWholeRecords(log);
}

TEST(Carving, FindsNothingInNoiseAndSignaturesAlone) {
  std::string bytes = Noise(32u << 20, 8);
  for (std::size_t at = 1000; at + 1000 < bytes.size(); at += 997)
    bytes.replace(at, 8, at % 2 == 0 ? std::string("ElfChnk\0", 8) : std::string("**\0\0\x40\0\0\0", 8));
  const ReadLog log = Carve(bytes);
  EXPECT_THAT(log.records, IsEmpty());
  EXPECT_EQ(log.tally.chunks, 0u);
}

TEST(Carving, SurvivesDamageAnywhere) {
  const EvtxFile file = SampleLog(120);
  const std::string whole = Noise(300, 9) + file.bytes.substr(file.chunks[0]);
  std::mt19937 random(10);
  for (int round = 0; round < 60; ++round) {
    std::string bytes = whole;
    for (int i = 0; i < 200; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    bytes.resize(bytes.size() - random() % 70'000 % bytes.size());
    const ReadLog log = Carve(bytes);
    EXPECT_LE(log.records.size(), 200u);
  }
}

}  // namespace
}  // namespace logonloom
