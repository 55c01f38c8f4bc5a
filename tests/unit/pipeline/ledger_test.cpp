// The ledger: what came of every record of every file, as the case shows it.
#include <gmock/gmock.h>

#include <map>
#include <variant>

#include "casedb/case_reader.h"
#include "logonloom/ingest.h"
#include "support/demo_case.h"
#include "support/sample_log.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::TempFolder;
using support::WriteFile;
using testing::ElementsAre;
using testing::Pair;

struct Entry {
  std::int64_t seen = 0, stored = 0, filtered = 0, duplicate = 0, rejected = 0, recovered = 0;
  std::string status, sha256, message;
  std::int64_t sum() const { return stored + filtered + duplicate + rejected; }
};

using Ledger = std::map<std::string, Entry>;  // by file name

Ledger LedgerOf(const fs::path& case_path) {
  const CaseReader reader(case_path);
  const auto columns = reader.Columns("evidence_files");
  Ledger ledger;
  reader.ForEachRow("evidence_files", "", "", [&](const std::vector<Cell>& cells) {
    std::map<std::string, Cell> row;
    for (std::size_t i = 0; i < cells.size(); ++i) row[columns[i]] = cells[i];
    const auto number = [&row](const char* name) {
      return std::get<std::int64_t>(row.at(std::string("records_") + name));
    };
    const auto text = [&row](const char* name) {
      const auto* view = std::get_if<std::string_view>(&row.at(name));
      return view ? std::string(*view) : std::string();
    };
    Entry& entry = ledger[fs::path(text("path")).filename()];
    entry = {number("seen"),      number("stored"),   number("filtered"),
             number("duplicate"), number("rejected"), number("recovered"),
             text("status"),      text("sha256"),     text("message")};
  });
  return ledger;
}

support::EventSpec EventOfNoInterest(std::uint64_t id) {
  support::EventSpec spec = support::SampleEvent(id);
  spec.provider = "Some-Provider";
  spec.event_id = 1;
  spec.channel = "Application";
  return spec;
}

class LedgerTest : public testing::TestWithParam<std::string> {
 protected:
  Ledger Ingested(bool expect_complete) {
    IngestOptions options;
    options.inputs = {folder_ / "logs"};
    options.case_path = folder_ / "case.db";
    options.reader = GetParam();
    const IngestSummary summary = Ingest(options);
    EXPECT_EQ(summary.complete(), expect_complete);
    Ledger ledger = LedgerOf(options.case_path);
    Entry total;
    for (const auto& [name, entry] : ledger) {
      EXPECT_EQ(entry.seen, entry.sum()) << name;
      total.seen += entry.seen;
      total.rejected += entry.rejected;
    }
    EXPECT_EQ(summary.files, ledger.size());
    EXPECT_EQ(static_cast<std::int64_t>(summary.records_seen), total.seen);
    EXPECT_EQ(static_cast<std::int64_t>(summary.records_rejected), total.rejected);
    return ledger;
  }
  void Log(const std::string& name, const std::string& bytes) {
    fs::create_directories(folder_ / "logs");
    WriteFile(folder_ / ("logs/" + name), bytes);
  }
  TempFolder folder_;
};

TEST_P(LedgerTest, CountsEachRecordOnce) {
  std::vector<support::EventSpec> mixed;
  for (std::uint64_t id = 1; id <= 9; ++id)
    mixed.push_back(id % 3 == 0 ? EventOfNoInterest(id) : support::SampleEvent(id));
  Log("mixed.evtx", support::WriteEvtx(mixed).bytes);
  const Entry entry = Ingested(true).at("mixed.evtx");
  EXPECT_EQ(entry.seen, 9);
  EXPECT_EQ(entry.stored, 6);
  EXPECT_EQ(entry.filtered, 3);
  EXPECT_EQ(entry.status, "complete");
  EXPECT_EQ(entry.message, "");
}

TEST_P(LedgerTest, ARecordWithoutTimeIsCountedAndGivesNoFirstTime) {
  support::EventSpec timeless = EventOfNoInterest(2);
  timeless.time = FileTime{};
  Log("a.evtx", support::WriteEvtx({support::SampleEvent(1), timeless}).bytes);
  EXPECT_EQ(Ingested(true).at("a.evtx").filtered, 1);
  const CaseReader reader(folder_ / "case.db");
  const auto ask = [&reader](const char* sql) {
    std::string answer;
    reader.Query(sql, {}, [](const auto&) {}, [&answer](const std::vector<Cell>& row) {
      const auto* text = std::get_if<std::string_view>(&row[0]);
      answer = text != nullptr ? *text : "NULL";
    });
    return answer;
  };
  EXPECT_GT(ask("SELECT first_time FROM evidence_files"), "1970");
  EXPECT_EQ(ask("SELECT first_time FROM coverage WHERE channel = 'Application'"), "NULL");
  EXPECT_EQ(ask("SELECT last_time FROM coverage WHERE channel = 'Application'"), "NULL");
}

TEST_P(LedgerTest, CountsARecordOfTwoFilesAsStoredAndAsDuplicate) {
  Log("a.evtx", support::SampleLog(20).bytes);
  Log("longer.evtx", support::SampleLog(30).bytes);
  const Ledger ledger = Ingested(true);
  const Entry &a = ledger.at("a.evtx"), &longer = ledger.at("longer.evtx");
  EXPECT_EQ(a.stored + longer.stored, 30);
  EXPECT_EQ(a.duplicate + longer.duplicate, 20);
  EXPECT_EQ(a.seen, 20);
  EXPECT_EQ(longer.seen, 30);
  EXPECT_NE(a.sha256, longer.sha256);
  EXPECT_EQ(a.sha256.size(), 64u);
}

TEST_P(LedgerTest, ChargesDamageToItsFile) {
  support::EvtxFile damaged = support::SampleLog(20);
  damaged.bytes.replace(damaged.records[19].offset + 24, 16, 16, '\xee');
  support::RepairChecksums(damaged.bytes);
  Log("damaged.evtx", damaged.bytes);
  Log("whole.evtx", support::SampleLog(5).bytes);
  const Ledger ledger = Ingested(false);
  EXPECT_EQ(ledger.at("damaged.evtx").seen, 20);
  EXPECT_EQ(ledger.at("damaged.evtx").rejected, 1);
  EXPECT_EQ(ledger.at("damaged.evtx").status, "partial");
  EXPECT_NE(ledger.at("damaged.evtx").message, "");
  EXPECT_EQ(ledger.at("whole.evtx").rejected, 0);
  EXPECT_EQ(ledger.at("whole.evtx").status, "complete");
}

TEST_P(LedgerTest, NamesFilesThatAreNoLogsWithTheReason) {
  Log("System.evtx", "no log at all");
  Log("good.evtx", support::SampleLog(1).bytes);
  Log("notes.txt", "not asked for");
  const Ledger ledger = Ingested(false);
  ASSERT_EQ(ledger.size(), 2u);
  const Entry& bad = ledger.at("System.evtx");
  EXPECT_EQ(bad.status, "unreadable");
  EXPECT_THAT(bad.message, testing::HasSubstr("no event log"));
  EXPECT_EQ(bad.seen, 0);
}

TEST_P(LedgerTest, AddsUpWhereverAByteIsWrong) {
  const support::EvtxFile whole = support::SampleLog(6);
  int told = 0;
  for (std::size_t i = 0; i < 60; ++i) {
    std::string bytes = whole.bytes;
    // Over the headers of file and chunk and over the records, a prime apart.
    const std::size_t place = i < 20 ? i * 7 : whole.chunks[0] + (i - 20) * 61;
    bytes[place] = static_cast<char>(bytes[place] ^ 0xff);
    Log("a.evtx", bytes);
    IngestOptions options;
    options.inputs = {folder_ / "logs"};
    options.case_path = folder_ / "case.db";
    options.reader = GetParam();
    options.overwrite = true;
    const IngestSummary summary = Ingest(options);
    const Entry entry = LedgerOf(options.case_path).at("a.evtx");
    EXPECT_EQ(entry.seen, entry.sum()) << "byte " << place;
    EXPECT_EQ(entry.status == "complete", summary.complete()) << "byte " << place;
    told += !summary.diagnostics.empty();
  }
  EXPECT_GT(told, 5) << "hardly any of the bytes mattered";
}

INSTANTIATE_TEST_SUITE_P(Readers, LedgerTest, testing::Values("evtx", "libevtx"),
                         [](const auto& reader) { return reader.param; });

}  // namespace
}  // namespace logonloom
