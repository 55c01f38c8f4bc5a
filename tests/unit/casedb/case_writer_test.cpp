#include "casedb/case_writer.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "casedb/case_reader.h"
#include "casedb/schema.h"
#include "full_case.h"
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

TEST(WriteCase, MakesADatabaseThatKnowsItselfAndIsSound) {
  const TempFolder folder;
  const FullCase full;
  WriteCase(folder / "case.db", full.contents);
  SQLite::Database db((folder / "case.db").string());
  EXPECT_EQ(db.execAndGet("PRAGMA application_id").getInt(), kApplicationId);
  EXPECT_EQ(db.execAndGet("PRAGMA user_version").getInt(), kSchemaVersion);
  EXPECT_EQ(db.execAndGet("PRAGMA integrity_check").getString(), "ok");
  EXPECT_FALSE(SQLite::Statement(db, "PRAGMA foreign_key_check").executeStep());
}

// The check above must see what it is there for.
TEST(WriteCase, ShowsAReferenceToNothingToTheForeignKeyCheck) {
  const TempFolder folder;
  FullCase full;
  full.contents.correlation.places[0].logon_session = 10'000;
  WriteCase(folder / "case.db", full.contents);
  SQLite::Database db((folder / "case.db").string());
  EXPECT_TRUE(SQLite::Statement(db, "PRAGMA foreign_key_check").executeStep());
}

TEST(WriteCase, GivesTheSameRowsForTheSameContents) {
  const TempFolder folder;
  FullCase one, two;
  for (int i = 0; i < 1000; ++i) two.pool.Intern(std::to_string(i));  // elsewhere in memory
  WriteCase(folder / "one.db", one.contents);
  WriteCase(folder / "two.db", two.contents);
  for (const std::string& name : RowsOf((folder / "one.db").string(), "sqlite_master")) {
    const std::string table =
        name.substr(name.find('|') + 1, name.find('|', name.find('|') + 1) - name.find('|') - 1);
    if (name.starts_with("index|")) continue;
    EXPECT_EQ(RowsOf((folder / "one.db").string(), table),
              RowsOf((folder / "two.db").string(), table))
        << table;
  }
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

// In a child that is not root, in a folder that it may not write to.
std::string WriteWithoutPermission(const fs::path& path) {
  const fs::path told = path.parent_path().string() + ".told";
  const pid_t child = fork();
  if (child == 0) {
    std::ofstream message(told);
    if (geteuid() == 0 && setuid(65534) != 0) _exit(1);
    try {
      WriteCase(path, {});
    } catch (const CaseError& error) {
      message << error.what() << std::flush;
    }
    _exit(0);
  }
  waitpid(child, nullptr, 0);
  const std::string message = ReadWholeFile(told);
  fs::remove(told);
  return message;
}

TEST(WriteCase, LeavesTheOldCaseInAFolderThatIsReadOnly) {
  const TempFolder folder;
  WriteCase(folder / "case.db", WithFile("old"));
  const std::string before = ReadWholeFile(folder / "case.db");
  fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec |
                                     fs::perms::others_read | fs::perms::others_exec);
  const std::string message = WriteWithoutPermission(folder / "case.db");
  EXPECT_THAT(message, HasSubstr((folder / "case.db").string()));
  EXPECT_THAT(message, HasSubstr("permissions of the folder"));
  EXPECT_EQ(ReadWholeFile(folder / "case.db"), before);
  EXPECT_EQ(FilesIn(folder.path()), 1u);
}

TEST(WriteCase, LeavesNothingBehindWhereTheNameIsAFolder) {
  const TempFolder folder;
  fs::create_directories(folder / "case.db/inside");
  EXPECT_THROW(WriteCase(folder / "case.db", {}), CaseError);
  EXPECT_TRUE(fs::exists(folder / "case.db/inside"));
  EXPECT_EQ(FilesIn(folder.path()), 1u);
}

TEST(WriteCase, ClearsAwayWhatAKilledRunLeft) {
  const TempFolder folder;
  support::WriteFile(folder / "case.db.partial", "half a case");
  WriteCase(folder / "case.db", WithFile("new"));
  EXPECT_EQ(OnlyPath(folder / "case.db"), "new");
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
  EXPECT_THAT(message(folder / "none.db"), HasSubstr("There is no case"));
  EXPECT_THAT(message(folder.path()), HasSubstr("is a folder"));
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

TEST(CaseReader, TellsOfACaseThatIsDamaged) {
  const TempFolder folder;
  WriteCase(folder / "case.db", WithFile("a"));
  SQLite::Database((folder / "case.db").string(), SQLite::OPEN_READWRITE).exec("DROP TABLE host");
  const CaseReader reader(folder / "case.db");
  EXPECT_THROW(reader.Columns("hosts"), CaseError);
  EXPECT_THROW(reader.Count("hosts", ""), CaseError);
  EXPECT_THROW(reader.ForEachRow("hosts", "", "", [](const auto&) {}), CaseError);
}

TEST(CaseReader, LowersTheLettersOfAllAlphabets) {
  const TempFolder folder;
  WriteCase(folder / "case.db", WithFile("a"));
  const CaseReader reader(folder / "case.db");
  EXPECT_EQ(reader.Count("evidence_files",
                         "lower('ИВАНОВ JÜRGEN') = 'иванов jürgen' AND lower(NULL) IS NULL AND "
                         "lower(5) = '5'"),
            1);
}

TEST(CaseReader, RefusesAViewThatIsNone) {
  const TempFolder folder;
  WriteCase(folder / "case.db", {});
  const CaseReader reader(folder / "case.db");
  EXPECT_THROW(reader.Columns("sqlite_master"), CaseError);
}

}  // namespace
}  // namespace logonloom
