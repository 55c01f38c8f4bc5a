// docs/case-db.md tells of all that the case holds.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <regex>
#include <sstream>

#include "casedb/case_reader.h"
#include "casedb/case_writer.h"
#include "full_case.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

using support::TempFolder;
using testing::HasSubstr;

std::string Page() {
  const std::string page =
      support::ReadWholeFile(std::filesystem::path(LOGONLOOM_SOURCE_DIR) / "docs/case-db.md");
  EXPECT_THAT(page, HasSubstr("# The case database"));
  return page;
}

// The text from the headline of `name` to the next headline of the same rank.
std::string Section(const std::string& page, const std::string& name) {
  const std::size_t begin = page.find("\n## " + name + "\n");
  if (begin == std::string::npos) return {};
  return page.substr(begin + 1, page.find("\n## ", begin + 1) - begin);
}

class Documentation : public testing::Test {
 protected:
  void SetUp() override { WriteCase(folder_ / "case.db", {}); }
  TempFolder folder_;
  const std::string page_ = Page();
};

TEST_F(Documentation, HasASectionPerViewThatNamesEachColumn) {
  const CaseReader reader(folder_ / "case.db");
  for (const std::string& view : CaseReader::ViewNames()) {
    const std::string section = Section(page_, view);
    EXPECT_NE(section, "") << "no section for " << view;
    for (const std::string& column : reader.Columns(view))
      EXPECT_TRUE(std::regex_search(
          section, std::regex("\\| [a-z0-9_, ]*\\b" + column + "\\b[a-z0-9_, ]* \\|")))
          << view << '.' << column;
  }
}

TEST_F(Documentation, ListsEveryWordWithItsMeaning) {
  for (const std::string& row : RowsOf((folder_ / "case.db").string(), "enum_values")) {
    std::istringstream cells(row);
    std::string name, value, meaning;
    std::getline(cells, name, '|');
    std::getline(cells, value, '|');
    std::getline(cells, meaning, '|');
    EXPECT_THAT(Section(page_, "Words"),
                HasSubstr("| " + name + " | " + value + " | " + meaning + " |"));
  }
}

TEST_F(Documentation, NamesEveryBaseTable) {
  const std::string section = Section(page_, "Base tables");
  SQLite::Database db((folder_ / "case.db").string());
  SQLite::Statement tables(
      db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  while (tables.executeStep())
    EXPECT_THAT(section, HasSubstr("| " + tables.getColumn(0).getString() + " |"));
}

TEST_F(Documentation, ShowsQueriesThatRun) {
  SQLite::Database db((folder_ / "case.db").string());
  int queries = 0;
  for (std::size_t at = page_.find("```sql\n"); at != std::string::npos;
       at = page_.find("```sql\n", at + 1), ++queries) {
    const std::string sql = page_.substr(at + 7, page_.find("```", at + 7) - at - 7);
    EXPECT_NO_THROW(SQLite::Statement(db, sql)) << sql;
  }
  EXPECT_GT(queries, 5);
}

}  // namespace
}  // namespace logonloom
