#include "evtx_check/chunk_walk.h"

#include <gmock/gmock.h>

#include "support/memory_source.h"
#include "support/sample_log.h"

namespace logonloom {
namespace {

using support::EvtxFile;
using support::SampleLog;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

ChunkWalk Walk(const std::string& bytes) {
  MemorySource source(std::as_bytes(std::span(bytes)));
  return WalkChunks(source);
}

void Put(std::string& bytes, std::uint64_t offset, std::uint32_t number) {
  bytes.replace(offset, sizeof number, support::LittleEndian(number));
}

TEST(WalkChunks, FindsEachRecordOfAWholeLog) {
  const EvtxFile file = SampleLog(500);
  const ChunkWalk walk = Walk(file.bytes);
  EXPECT_TRUE(walk.has_file_header);
  EXPECT_EQ(walk.chunks, file.chunks.size());
  ASSERT_THAT(walk.records, SizeIs(500));
  EXPECT_EQ(walk.records[499].offset, file.records[499].offset);
  EXPECT_EQ(walk.records[499].header_record_id, 500u);
}

TEST(WalkChunks, StopsInItsChunkAtATornRecord) {
  EvtxFile file = SampleLog(500);
  Put(file.bytes, file.records[2].offset + file.records[2].size - 4, 7);
  const ChunkWalk walk = Walk(file.bytes);
  EXPECT_TRUE(walk.records[2].torn);
  EXPECT_EQ(walk.records[3].offset, file.chunks[1] + 512);
}

TEST(WalkChunks, TakesASizeOfZeroForATornRecord) {
  EvtxFile file = SampleLog(3);
  Put(file.bytes, file.records[1].offset + 4, 0);
  const ChunkWalk walk = Walk(file.bytes);
  ASSERT_THAT(walk.records, SizeIs(2));
  EXPECT_TRUE(walk.records[1].torn);
}

TEST(WalkChunks, TellsOfASlotWithoutMagicButNotOfABlankOne) {
  EvtxFile file = SampleLog(500);
  file.bytes.replace(file.chunks[1], 8, "no magic");
  file.bytes.append(65536, '\0');
  const ChunkWalk walk = Walk(file.bytes);
  EXPECT_THAT(walk.strangers, ElementsAre(file.chunks[1]));
  EXPECT_EQ(walk.chunks, file.chunks.size() - 1);
}

TEST(WalkChunks, ReadsWhatIsThereOfATruncatedFile) {
  const EvtxFile file = SampleLog(3);
  const ChunkWalk walk = Walk(file.bytes.substr(0, file.records[2].offset + 30));
  EXPECT_TRUE(walk.truncated);
  ASSERT_THAT(walk.records, SizeIs(3));
  EXPECT_TRUE(walk.records[2].torn);
}

TEST(WalkChunks, TakesARecordThatReachesOutOfItsChunkForTorn) {
  for (const std::uint32_t size : {0xffffffffu, 65536u, 27u}) {
    EvtxFile file = SampleLog(3);
    Put(file.bytes, file.records[1].offset + 4, size);
    const ChunkWalk walk = Walk(file.bytes);
    ASSERT_THAT(walk.records, SizeIs(2)) << size;
    EXPECT_TRUE(walk.records[1].torn) << size;
    EXPECT_FALSE(walk.records[0].torn);
  }
}

// What lies behind the free offset was overwritten or is not in the log any more.
TEST(WalkChunks, EndsAtTheFreeOffsetButNotAtOneThatLies) {
  EvtxFile file = SampleLog(3);
  Put(file.bytes, file.chunks[0] + 48,
      static_cast<std::uint32_t>(file.records[2].offset - file.chunks[0]));
  EXPECT_THAT(Walk(file.bytes).records, SizeIs(2));
  for (const std::uint32_t lie : {0u, 511u, 65537u, 0xffffffffu}) {
    Put(file.bytes, file.chunks[0] + 48, lie);
    EXPECT_THAT(Walk(file.bytes).records, SizeIs(3)) << lie;
  }
}

TEST(WalkChunks, TellsThatALogWasNotClosed) {
  EXPECT_FALSE(Walk(SampleLog(1).bytes).dirty);
  support::EvtxOptions options;
  options.dirty = true;
  EXPECT_TRUE(Walk(support::WriteEvtx({support::SampleEvent(1)}, options).bytes).dirty);
}

TEST(WalkChunks, FindsNothingInNothing) {
  EXPECT_THAT(Walk("").records, IsEmpty());
  EXPECT_FALSE(Walk("ElfFil").has_file_header);
}

}  // namespace
}  // namespace logonloom
