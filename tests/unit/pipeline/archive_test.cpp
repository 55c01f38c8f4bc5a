// Evidence in archives gives what the same evidence gives in a folder.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "all_rows.h"
#include "casedb/case_reader.h"
#include "logonloom/ingest.h"
#include "support/archive_writer.h"
#include "support/demo_case.h"
#include "support/evtx_writer.h"
#include "support/scenario.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::ArchiveFile;
using support::TempFolder;
using support::WriteArchive;
using support::WriteFile;

std::vector<ArchiveFile> FilesIn(const fs::path& folder) {
  std::vector<ArchiveFile> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    files.push_back({fs::relative(entry.path(), folder).string(), bytes.str()});
  }
  return files;
}

class Archives : public testing::Test {
 protected:
  Archives() {
    support::Scenario story;
    support::TellDemoCase(story);
    story.Write(folder_ / "logs");
  }

  fs::path Made(const std::string& name, const fs::path& input) {
    IngestOptions options;
    options.inputs = {input};
    options.case_path = folder_ / name;
    Ingest(options);
    return options.case_path;
  }

  TempFolder folder_;
};

TEST_F(Archives, GiveTheRowsOfTheFolder) {
  const auto expected = AllRows(Made("folder.db", folder_ / "logs"), Paths::kLeftOut);
  const auto files = FilesIn(folder_ / "logs");
  WriteFile(folder_ / "a.zip", WriteArchive("zip", "", files));
  WriteFile(folder_ / "b.zip",
            WriteArchive("zip", "", {{"in.zip", WriteArchive("zip", "", files)}}));
  WriteFile(folder_ / "c.7z", WriteArchive("7zip", "", files));
  WriteFile(folder_ / "d.tar.zst", WriteArchive("paxr", "zstd", files));
  for (const std::string name : {"a.zip", "b.zip", "c.7z", "d.tar.zst"})
    EXPECT_EQ(Difference(expected, AllRows(Made(name + ".db", folder_ / name), Paths::kLeftOut)),
              "")
        << name;
}

TEST_F(Archives, StandInTheLedgerWithBothHashes) {
  WriteFile(folder_ / "a.zip", WriteArchive("zip", "", FilesIn(folder_ / "logs")));
  const CaseReader reader(Made("a.db", folder_ / "a.zip"));
  const auto columns = reader.Columns("evidence_files");
  std::size_t rows = 0;
  reader.ForEachRow("evidence_files", "", "", [&](const std::vector<Cell>& cells) {
    ++rows;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto* text = std::get_if<std::string_view>(&cells[i]);
      const std::string value = text == nullptr ? "" : std::string(*text);
      if (columns[i] == "path") {
        EXPECT_EQ(value, (folder_ / "a.zip").string());
      }
      if (columns[i] == "container_path") {
        EXPECT_TRUE(value.ends_with(".evtx")) << value;
      }
      if (columns[i] == "container_sha256") {
        EXPECT_EQ(value.size(), 64u);
      }
    }
  });
  EXPECT_GT(rows, 5u);
}

TEST_F(Archives, CanBeAddedToACaseOfTheFolderWithoutBeingReadAgain) {
  const fs::path made = Made("folder.db", folder_ / "logs");
  WriteFile(folder_ / "a.zip", WriteArchive("zip", "", FilesIn(folder_ / "logs")));
  IngestOptions options;
  options.inputs = {folder_ / "a.zip"};
  options.case_path = made;
  const IngestSummary summary = Ingest(options);
  EXPECT_EQ(summary.files_read, 0u);
  EXPECT_GT(summary.records_duplicate, 0u);
}

}  // namespace
}  // namespace logonloom
