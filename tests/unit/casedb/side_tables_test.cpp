#include "casedb/side_tables.h"

#include <gmock/gmock.h>

#include <stdexcept>

#include "casedb/case_reader.h"
#include "casedb/case_writer.h"
#include "casedb/schema.h"
#include "full_case.h"
#include "support/evtx_writer.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

using support::TempFolder;

void WriteWith(const std::filesystem::path& path, const CaseContents& contents,
               const std::filesystem::path& side_file) {
  SQLite::Database db(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  WriteRows(db, contents, {side_file, {}});
}

TEST(SideTables, GiveTheCaseThatOneThreadGives) {
  const TempFolder folder;
  const FullCase full;
  WriteWith(folder / "one.db", full.contents, {});
  WriteWith(folder / "two.db", full.contents, folder / "side");
  EXPECT_FALSE(std::filesystem::exists(folder / "side"));
  for (const std::string& view : CaseReader::ViewNames())
    EXPECT_EQ(RowsOf((folder / "one.db").string(), view), RowsOf((folder / "two.db").string(), view))
        << view;
  SQLite::Database one((folder / "one.db").string()), two((folder / "two.db").string());
  for (const char* sql : {"SELECT group_concat(name || sql) FROM (SELECT name, coalesce(sql, '') AS "
                          "sql FROM sqlite_master ORDER BY name)",
                          "PRAGMA integrity_check", "SELECT count(*) FROM pragma_foreign_key_check"})
    EXPECT_EQ(one.execAndGet(sql).getString(), two.execAndGet(sql).getString()) << sql;
}

TEST(SideTables, PassOnWhatFailsOnTheOtherThread) {
  const TempFolder folder;
  SQLite::Database db((folder / "case.db").string(),
                      SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  db.exec(FastWriting() + TableSql());
  {
    SideTables side(db, folder / "side");
    side.Fill([](SQLite::Database&) { throw std::length_error("no room"); });
    EXPECT_THROW(side.Take({"string"}), std::length_error);
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "side"));
}

TEST(SideTables, BeginAnewWhereAKilledRunLeftSome) {
  const TempFolder folder;
  const FullCase full;
  support::WriteFile(folder / "side", std::string(100'000, 'x'));
  WriteWith(folder / "case.db", full.contents, folder / "side");
  EXPECT_FALSE(std::filesystem::exists(folder / "side"));
}

}  // namespace
}  // namespace logonloom
