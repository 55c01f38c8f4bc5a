#include "casedb/case_writer.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "casedb/case_reader.h"
#include "casedb/schema.h"
#include "support/evtx_writer.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::ReadWholeFile;
using support::TempFolder;
using testing::HasSubstr;

CaseContents WithFile(const std::string& path) {
  CaseContents contents;
  EvidenceFile file;
  file.path = path;
  file.reader = "evtx";
  file.status = "complete";
  contents.files.push_back(file);
  return contents;
}

std::string OnlyPath(const fs::path& case_path) {
  std::string path;
  CaseReader(case_path).ForEachRow("evidence_files", "", "", [&path](const std::vector<Cell>& row) {
    path = std::get<std::string_view>(row[1]);
  });
  return path;
}

std::size_t FilesIn(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(WriteCase, BindsHostileTextUnchanged) {
  const TempFolder folder;
  for (const std::string& text :
       {std::string("'); DROP TABLE file;--"), std::string("a\0b", 3), std::string("\x1b[2J\r\n"),
        std::string("\xed\xa0\x80 lone"), std::string("\xff\xfe")}) {
    fs::remove(folder / "case.db");
    WriteCase(folder / "case.db", WithFile(text));
    EXPECT_EQ(OnlyPath(folder / "case.db"), text);
  }
}

TEST(WriteCase, MakesADatabaseThatKnowsItselfAndIsSound) {
  const TempFolder folder;
  WriteCase(folder / "case.db", WithFile("a"));
  SQLite::Database db((folder / "case.db").string());
  EXPECT_EQ(db.execAndGet("PRAGMA application_id").getInt(), kApplicationId);
  EXPECT_EQ(db.execAndGet("PRAGMA user_version").getInt(), kSchemaVersion);
  EXPECT_EQ(db.execAndGet("PRAGMA integrity_check").getString(), "ok");
  EXPECT_FALSE(SQLite::Statement(db, "PRAGMA foreign_key_check").executeStep());
  EXPECT_GT(db.execAndGet("SELECT count(*) FROM enum_values").getInt(), 50);
}

TEST(WriteCase, RefusesALedgerThatDoesNotAddUp) {
  const TempFolder folder;
  CaseContents contents = WithFile("a");
  contents.files[0].tally.records_seen = 5;
  EXPECT_THROW(WriteCase(folder / "case.db", contents), CaseError);
  EXPECT_EQ(FilesIn(folder.path()), 0u);
}

TEST(WriteCase, ReplacesTheOldCaseOnlyWithAWholeOne) {
  const TempFolder folder;
  WriteCase(folder / "case.db", WithFile("old"));
  const std::string before = ReadWholeFile(folder / "case.db");
  CaseContents broken = WithFile("new");
  broken.files[0].tally.records_seen = 5;
  EXPECT_THROW(WriteCase(folder / "case.db", broken), CaseError);
  EXPECT_EQ(ReadWholeFile(folder / "case.db"), before);
  WriteCase(folder / "case.db", WithFile("new"));
  EXPECT_EQ(OnlyPath(folder / "case.db"), "new");
  EXPECT_EQ(FilesIn(folder.path()), 1u);
}

// In a child, whose files may not grow beyond a limit: as if the disk were full.
int WriteWithFullDisk(const fs::path& path, const CaseContents& contents) {
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{40'000, 40'000};
    setrlimit(RLIMIT_FSIZE, &limit);
    try {
      WriteCase(path, contents);
    } catch (const CaseError&) {
      _exit(3);
    }
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(WriteCase, LeavesTheOldCaseWhenTheDiskIsFull) {
  const TempFolder folder;
  WriteCase(folder / "case.db", WithFile("old"));
  const std::string before = ReadWholeFile(folder / "case.db");
  EXPECT_EQ(WriteWithFullDisk(folder / "case.db", WithFile(std::string(1u << 20, 'x'))), 3);
  EXPECT_EQ(ReadWholeFile(folder / "case.db"), before);
  EXPECT_EQ(FilesIn(folder.path()), 1u);
}

TEST(CaseReader, SaysWhatIsWrongWithAFile) {
  const TempFolder folder;
  const auto message = [](const fs::path& path) -> std::string {
    try {
      CaseReader reader(path);
      return "";
    } catch (const CaseError& error) {
      return error.what();
    }
  };
  EXPECT_THAT(message(folder / "none.db"), HasSubstr("no case"));
  support::WriteFile(folder / "text.db",
                     "not a database at all, but long enough to be read as one");
  EXPECT_THAT(message(folder / "text.db"), HasSubstr("cannot be read"));
  SQLite::Database((folder / "other.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE t (x)");
  EXPECT_THAT(message(folder / "other.db"), HasSubstr("no logonloom case"));
  WriteCase(folder / "newer.db", {});
  SQLite::Database((folder / "newer.db").string(), SQLite::OPEN_READWRITE)
      .exec("PRAGMA user_version = 999");
  EXPECT_THAT(message(folder / "newer.db"), HasSubstr("schema 999"));
}

TEST(CaseReader, RefusesAViewThatIsNone) {
  const TempFolder folder;
  WriteCase(folder / "case.db", {});
  const CaseReader reader(folder / "case.db");
  EXPECT_THROW(reader.Columns("sqlite_master"), CaseError);
}

}  // namespace
}  // namespace logonloom
