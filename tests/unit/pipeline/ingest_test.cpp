#include "logonloom/ingest.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "all_rows.h"
#include "casedb/case_reader.h"
#include "support/demo_case.h"
#include "support/sample_log.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::ReadWholeFile;
using support::TempFolder;
using support::WriteFile;
using testing::HasSubstr;

IngestOptions Into(const fs::path& case_path, std::vector<fs::path> inputs) {
  IngestOptions options;
  options.inputs = std::move(inputs);
  options.case_path = case_path;
  return options;
}

std::string UsageError(const IngestOptions& options) {
  try {
    Ingest(options);
  } catch (const IngestError& error) {
    EXPECT_EQ(error.kind, IngestError::Kind::kUsage);
    return error.what();
  }
  return "(no error)";
}

class IngestTest : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directory(folder_ / "logs");
    WriteFile(folder_ / "logs/a.evtx", support::SampleLog(20).bytes);
  }
  TempFolder folder_;
};

TEST_F(IngestTest, ExplainsWhatTheUserCanMend) {
  const fs::path logs = folder_ / "logs", db = folder_ / "case.db";
  EXPECT_THAT(UsageError(Into(db, {folder_ / "nowhere"})), HasSubstr("nowhere"));
  fs::create_directory(folder_ / "empty");
  EXPECT_THAT(UsageError(Into(db, {folder_ / "empty"})), HasSubstr("no event log"));
  EXPECT_THAT(UsageError(Into(folder_ / "no/where/case.db", {logs})), HasSubstr("does not exist"));
  EXPECT_THAT(UsageError(Into(folder_.path(), {logs})), HasSubstr("folder"));
  IngestOptions unknown = Into(db, {logs});
  unknown.reader = "magic";
  EXPECT_THAT(UsageError(unknown), HasSubstr("magic"));
  EXPECT_FALSE(fs::exists(db));
}

TEST_F(IngestTest, AddsToAnExistingCaseUnlessToldToReplaceIt) {
  IngestOptions options = Into(folder_ / "case.db", {folder_ / "logs"});
  Ingest(options);
  WriteFile(folder_ / "b.evtx", support::SampleLog(30).bytes);
  options.inputs = {folder_ / "b.evtx"};
  EXPECT_EQ(Ingest(options).records_seen, 50u);
  options.overwrite = true;
  EXPECT_EQ(Ingest(options).records_seen, 30u);
}

TEST_F(IngestTest, NeverReplacesAFileThatIsNoCase) {
  IngestOptions options = Into(folder_ / "logs/a.evtx", {folder_ / "logs"});
  options.overwrite = true;
  const std::string evidence = ReadWholeFile(folder_ / "logs/a.evtx");
  EXPECT_THAT(UsageError(options), HasSubstr("no case"));
  EXPECT_EQ(ReadWholeFile(folder_ / "logs/a.evtx"), evidence);
}

TEST_F(IngestTest, LedgerOfEachFileAddsUpAndDamageIsTold) {
  support::EvtxFile damaged = support::SampleLog(20);
  damaged.bytes.replace(damaged.records[5].offset, 40, std::string(40, 'x'));
  WriteFile(folder_ / "logs/b.evtx", damaged.bytes);
  const IngestSummary summary = Ingest(Into(folder_ / "case.db", {folder_ / "logs"}));
  EXPECT_FALSE(summary.complete());
  EXPECT_EQ(summary.records_rejected, 1u);
  EXPECT_EQ(summary.records_seen, summary.records_stored + summary.records_filtered +
                                      summary.records_duplicate + summary.records_rejected);
  EXPECT_EQ(summary.records_seen, 40u);
  EXPECT_EQ(summary.records_recovered, 14u);
}

TEST_F(IngestTest, ACopyOfALogIsCountedNotAdded) {
  WriteFile(folder_ / "logs/copy.evtx", support::SampleLog(20).bytes);
  const IngestSummary summary = Ingest(Into(folder_ / "case.db", {folder_ / "logs"}));
  EXPECT_EQ(summary.records_stored, 20u);
  EXPECT_EQ(summary.records_duplicate, 20u);
}

TEST_F(IngestTest, AFileThatIsNoLogStandsInTheLedger) {
  WriteFile(folder_ / "logs/System.evtx", "no log");
  const IngestSummary summary = Ingest(Into(folder_ / "case.db", {folder_ / "logs"}));
  EXPECT_EQ(summary.files_unreadable, 1u);
  EXPECT_EQ(CaseReader(folder_ / "case.db").Count("evidence_files", "status = 'unreadable'"), 1);
}

TEST(Ingest, GivesTheSameRowsForAnyOrderAndAnyNames) {
  const TempFolder folder;
  support::Scenario story;
  support::TellDemoCase(story);
  story.Write(folder / "logs");
  fs::create_directory(folder / "renamed");
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder / "logs")) {
    if (entry.path().extension() != ".evtx") continue;
    files.push_back(entry.path());
    fs::copy_file(entry.path(), folder / ("renamed/" + std::to_string(99 - files.size())));
  }
  Ingest(Into(folder / "a.db", {folder / "logs"}));
  Ingest(Into(folder / "b.db", {files.rbegin(), files.rend()}));
  Ingest(Into(folder / "c.db", {folder / "renamed"}));
  EXPECT_EQ(AllRows(folder / "a.db"), AllRows(folder / "b.db"));
  EXPECT_EQ(AllRows(folder / "a.db", Paths::kLeftOut), AllRows(folder / "c.db", Paths::kLeftOut));
}

TEST(Ingest, ASessionThatRestsOnARecoveredRecordSaysSo) {
  const TempFolder folder;
  support::EvtxFile file = support::SampleLog(20);
  const std::uint32_t kept = static_cast<std::uint32_t>(file.records[10].offset - file.chunks[0]);
  file.bytes.replace(file.chunks[0] + 48, 4, support::LittleEndian(kept));
  support::RepairChecksums(file.bytes);
  WriteFile(folder / "a.evtx", file.bytes);
  Ingest(Into(folder / "case.db", {folder / "a.evtx"}));
  const CaseReader reader(folder / "case.db");
  EXPECT_EQ(reader.Count("logon_sessions", "recovered_records > 0 AND logon_id = '0x1000f'"), 1);
  EXPECT_EQ(reader.Count("logon_sessions", "recovered_records > 0 AND logon_id = '0x10003'"), 0);
  EXPECT_GT(reader.Count("session_events", "recovery = 'slack'"), 0);
}

TEST(Ingest, GivesTheSameCaseForAnyNumberOfThreads) {
  const TempFolder folder;
  fs::create_directory(folder / "logs");
  // Several pieces of several files, one of them damaged.
  support::EvtxFile large = support::SampleLog(20'000);
  large.bytes.replace(large.records[9'000].offset, 40, 40, 'x');
  WriteFile(folder / "logs/large.evtx", large.bytes);
  WriteFile(folder / "logs/small.evtx", support::SampleLog(3).bytes);
  for (const unsigned threads : {1u, 2u, 7u}) {
    IngestOptions options = Into(folder / (std::to_string(threads) + ".db"), {folder / "logs"});
    options.threads = threads;
    EXPECT_EQ(Ingest(options).records_rejected, 1u);
    EXPECT_EQ(AllRows(folder / "1.db"), AllRows(options.case_path)) << threads;
  }
}

TEST(Ingest, LeavesTheEvidenceAsItWas) {
  const TempFolder folder;
  WriteFile(folder / "a.evtx", support::SampleLog(3).bytes);
  fs::permissions(folder / "a.evtx", fs::perms::owner_read);
  const auto written = fs::last_write_time(folder / "a.evtx");
  Ingest(Into(folder / "case.db", {folder / "a.evtx"}));
  EXPECT_EQ(fs::last_write_time(folder / "a.evtx"), written);
  EXPECT_EQ(ReadWholeFile(folder / "a.evtx"), support::SampleLog(3).bytes);
}

}  // namespace
}  // namespace logonloom
