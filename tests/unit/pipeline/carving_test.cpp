// Carving as a whole run: what it finds goes through the same stages as a log's records.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "all_rows.h"
#include "casedb/case_reader.h"
#include "logonloom/ingest.h"
#include "pipeline/check.h"
#include "support/demo_case.h"
#include "support/evtx_writer.h"
#include "support/scenario.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::ReadWholeFile;
using support::TempFolder;
using support::WriteFile;
using testing::HasSubstr;

class Carving : public testing::Test {
 protected:
  Carving() {
    support::Scenario story;
    support::TellDemoCase(story);
    story.Write(folder_ / "logs");
  }

  // All logs of the demo case without their file headers, with other bytes between them.
  std::string LooseChunks() const {
    std::string bytes = "what was there before ** ElfChnk";
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / "logs"))
      if (entry.is_regular_file())
        bytes += ReadWholeFile(entry.path()).substr(4096) + std::string(777, 'x');
    return bytes;
  }

  IngestSummary Run(const std::string& name, const std::vector<fs::path>& inputs, bool carve,
                    unsigned threads = 1) {
    IngestOptions options;
    options.inputs = inputs;
    options.carve = carve;
    options.threads = threads;
    options.case_path = folder_ / name;
    return Ingest(options);
  }

  std::vector<std::string> Column(const std::string& name, const std::string& view,
                                  const std::string& column) {
    const CaseReader reader(folder_ / name);
    const auto columns = reader.Columns(view);
    std::vector<std::string> values;
    reader.ForEachRow(view, "", "", [&](const std::vector<Cell>& cells) {
      for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i] == column)
          if (const auto* text = std::get_if<std::string_view>(&cells[i]))
            values.emplace_back(*text);
    });
    return values;
  }

  TempFolder folder_;
};

TEST_F(Carving, GivesTheSessionsOfTheLogs) {
  WriteFile(folder_ / "free.bin", LooseChunks());
  const IngestSummary logs = Run("logs.db", {folder_ / "logs"}, false);
  const IngestSummary carved = Run("carved.db", {folder_ / "free.bin"}, true);
  EXPECT_EQ(carved.records_stored, logs.records_stored);
  EXPECT_EQ(carved.records_recovered, carved.records_seen) << "all of them are marked";
  EXPECT_TRUE(carved.complete());
  for (const std::string column : {"user_name", "start_time", "end_time", "source_ip"})
    EXPECT_EQ(Column("carved.db", "sessions", column), Column("logs.db", "sessions", column));
  EXPECT_EQ(Column("carved.db", "evidence_files", "reader"), std::vector<std::string>{"carve"});
  EXPECT_TRUE(CheckCase(folder_ / "carved.db", {}).good());
}

TEST_F(Carving, AddsNothingToTheLogsThatItsBytesComeFrom) {
  WriteFile(folder_ / "free.bin", LooseChunks());
  const IngestSummary logs = Run("a.db", {folder_ / "logs"}, false);
  const IngestSummary both = Run("a.db", {folder_ / "free.bin"}, true);
  EXPECT_EQ(both.records_stored, logs.records_stored);
  EXPECT_EQ(both.records_duplicate, logs.records_stored);
}

// Records without definitions wait in the case for a log that brings them.
TEST_F(Carving, GivesTheSameRowsWhateverComesFirst) {
  const std::string log = ReadWholeFile(folder_ / "logs" / "WS01" / "Security.evtx");
  std::string records = log.substr(4096 + 512);  // no chunk header
  records.replace(0, 3000, std::string(3000, 'x'));
  WriteFile(folder_ / "page.bin", "some" + records);
  const fs::path logs = folder_ / "logs";
  Run("a.db", {folder_ / "page.bin"}, true);
  Run("a.db", {logs}, false);
  Run("b.db", {logs}, false);
  const IngestSummary last = Run("b.db", {folder_ / "page.bin"}, true, 4);
  EXPECT_EQ(Difference(AllRows(folder_ / "a.db"), AllRows(folder_ / "b.db")), "");
  EXPECT_GT(last.records_recovered, 10u);
  EXPECT_EQ(last.records_filtered, Run("c.db", {logs}, false).records_filtered)
      << "all of them were understood";
}

TEST_F(Carving, SaysWhatIsNotForIt) {
  const fs::path log = folder_ / "logs" / "WS01" / "Security.evtx";
  for (const auto& [input, message] : {std::pair(log, "It is an event log. Ingest it"),
                                       std::pair(folder_ / "logs", "It is no file"),
                                       std::pair(folder_ / "gone", "no such file")}) {
    try {
      Run("a.db", {input}, true);
      ADD_FAILURE() << input;
    } catch (const IngestError& error) {
      EXPECT_THAT(error.what(), HasSubstr(message));
    }
  }
}

TEST_F(Carving, OfAFileDoesNotMakeItAKnownLog) {
  const std::string log = ReadWholeFile(folder_ / "logs" / "WS01" / "Security.evtx");
  WriteFile(folder_ / "headless", log.substr(4096));
  Run("a.db", {folder_ / "headless"}, true);
  const IngestSummary both = Run("a.db", {folder_ / "headless"}, false);
  EXPECT_EQ(both.files, 2u);
  EXPECT_EQ(both.files_known, 0u);
}

}  // namespace
}  // namespace logonloom
