#include "pipeline/verify.h"

#include <gmock/gmock.h>

#include "pipeline/dump.h"
#include "support/sample_log.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

using support::SampleEvent;
using support::TempFolder;
using support::WriteFile;
using testing::IsEmpty;
using testing::SizeIs;

RecordCopy CopyOf(Value value, RecordTraits traits = {}) {
  const Field fields[] = {{Section::kEventData, "Field", "Data", value}};
  Record record;
  record.fields = fields;
  record.traits = traits;
  return CopyRecord(record);
}

Value Text(std::string_view text) { return {ValueType::kText, 0, text}; }

TEST(CompareRecords, TypedAndTextFormsOfOneValueAreEqual) {
  EXPECT_THAT(Compare(CopyOf({ValueType::kHex, 0x3e7, {}}), CopyOf(Text("0x00000000000003e7"))),
              IsEmpty());
  EXPECT_THAT(Compare(CopyOf({ValueType::kUint, 7, {}}), CopyOf(Text("7"))), IsEmpty());
  EXPECT_THAT(Compare(CopyOf({}), CopyOf(Text(""))), IsEmpty());
}

TEST(CompareRecords, NamesTheKnownDefects) {
  const auto kind = [](const RecordCopy& a, const RecordCopy& b) {
    const auto differences = Compare(a, b);
    return differences.empty() ? DifferenceClass::kUnexplained : differences.front().kind;
  };
  EXPECT_EQ(kind(CopyOf({ValueType::kHex, 0x24c, {}}), CopyOf(Text("588"))),
            DifferenceClass::kSizeNumber);
  EXPECT_EQ(kind(CopyOf({ValueType::kInt, static_cast<std::uint64_t>(-5), {}}), CopyOf(Text("-9"))),
            DifferenceClass::kNegativeNumber);
  EXPECT_EQ(kind(CopyOf(Text("a\xed\xa0\x80")), CopyOf(Text("a"))),
            DifferenceClass::kLostSurrogate);
}

TEST(CompareRecords, DoesNotExplainAWrongValue) {
  const auto differences = Compare(CopyOf(Text("alice")), CopyOf(Text("mallory")));
  ASSERT_THAT(differences, SizeIs(1));
  EXPECT_EQ(differences[0].kind, DifferenceClass::kUnexplained);
  EXPECT_EQ(Compare(CopyOf({ValueType::kHex, 0x24c, {}}), CopyOf(Text("589")))[0].kind,
            DifferenceClass::kUnexplained);
  EXPECT_NE(HashOf(CopyOf(Text("alice"))), HashOf(CopyOf(Text("mallory"))));
}

TEST(Verify, FindsNoDifferenceInAWholeLog) {
  const TempFolder folder;
  WriteFile(folder / "a.evtx", support::SampleLog(300).bytes);
  const VerifyReport report = Verify({folder.path()}, {});
  EXPECT_EQ(report.records_equal, 300u);
  EXPECT_EQ(report.unexplained_count, 0u);
}

TEST(Verify, ExplainsWhatLiesBehindDamage) {
  const TempFolder folder;
  support::EvtxFile file = support::SampleLog(10);
  file.bytes.replace(file.records[4].offset + file.records[4].size - 4, 4, "torn");
  WriteFile(folder / "a.evtx", file.bytes);
  const VerifyReport report = Verify({folder.path()}, {});
  EXPECT_EQ(report.unexplained_count, 0u) << report.unexplained.front().what;
  EXPECT_GT(report.recovered, 0u);
}

std::vector<std::uint64_t> DumpedIds(const DumpOptions& options) {
  std::vector<std::uint64_t> ids;
  Dump(
      options,
      [&ids](const Record& record, const std::filesystem::path&) {
        ids.push_back(record.system.event_record_id.value_or(0));
      },
      [](const Diagnostic&, const std::filesystem::path&) {});
  return ids;
}

TEST(Dump, GivesAllRecordsOrThoseOfAnEventOrTheRecoveredOnes) {
  const TempFolder folder;
  support::EventSpec other = SampleEvent(2);
  other.event_id = 4647;
  support::EvtxFile file =
      support::WriteEvtx({SampleEvent(1), other, SampleEvent(3), SampleEvent(4)});
  file.bytes.replace(file.records[2].offset + file.records[2].size - 4, 4, "torn");
  WriteFile(folder / "a.evtx", file.bytes);
  DumpOptions options;
  options.inputs = {folder.path()};
  EXPECT_THAT(DumpedIds(options), testing::ElementsAre(1, 2, 3, 4));
  options.event_ids = {4647};
  EXPECT_THAT(DumpedIds(options), testing::ElementsAre(2));
  options.event_ids = {};
  options.recovered_only = true;
  EXPECT_THAT(DumpedIds(options), testing::ElementsAre(4));
}

}  // namespace
}  // namespace logonloom
