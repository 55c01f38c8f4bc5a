// The queries of docs/case-db.md, run on the demo case, give what the page shows: as columns with two
// spaces between them, as the sqlite3 shell prints them.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "logonloom/ingest.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using Cells = std::vector<std::string>;

struct Example {
  std::string sql, shown;
};

constexpr const char* kSql = "```sql\n";
constexpr const char* kBlock = "```\n";

std::vector<Example> Examples() {
  const fs::path source(LOGONLOOM_SOURCE_DIR);
  const std::string page = support::ReadWholeFile(source / "docs/case-db.md");
  std::vector<Example> examples;
  const auto block = [&page](std::size_t begin) {
    return page.substr(begin, page.find(kBlock, begin) - begin);
  };
  for (std::size_t at = page.find(kSql); at != std::string::npos; at = page.find(kSql, at + 1)) {
    Example example;
    example.sql = block(at + std::string(kSql).size());
    const std::size_t behind = at + std::string(kSql).size() + example.sql.size() + 4;
    example.shown = block(page.find(kBlock, behind) + 4);
    examples.push_back(example);
  }
  return examples;
}

std::size_t Width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

std::string Table(const std::vector<Cells>& rows) {
  std::vector<std::size_t> widths(rows[0].size());
  for (const Cells& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], Width(row[i]));
  std::string table;
  const auto line = [&](const Cells& row) {
    std::string text;
    for (std::size_t i = 0; i < row.size(); ++i)
      text += (i > 0 ? "  " : "") + row[i] + std::string(widths[i] - Width(row[i]), ' ');
    text.erase(text.find_last_not_of(' ') + 1);
    table += text + "\n";
  };
  line(rows[0]);
  Cells rule;
  for (const std::size_t width : widths) rule.emplace_back(width, '-');
  line(rule);
  for (std::size_t i = 1; i < rows.size(); ++i) line(rows[i]);
  return table;
}

std::vector<Cells> RowsOf(const SQLite::Database& db, const std::string& sql) {
  SQLite::Statement query(db, sql);
  std::vector<Cells> rows(1);
  for (int i = 0; i < query.getColumnCount(); ++i) rows[0].emplace_back(query.getColumnName(i));
  while (query.executeStep()) {
    Cells row;
    for (int i = 0; i < query.getColumnCount(); ++i)
      row.push_back(query.getColumn(i).getString());
    rows.push_back(row);
  }
  return rows;
}

TEST(DocumentedQueries, GiveOnTheDemoCaseWhatThePageShows) {
  const support::TempFolder folder;
  IngestOptions options;
  options.inputs = {fs::path(LOGONLOOM_SOURCE_DIR) / "testdata/demo"};
  options.case_path = folder / "case.db";
  Ingest(options);
  const SQLite::Database db((folder / "case.db").string());
  const std::vector<Example> examples = Examples();
  ASSERT_GT(examples.size(), 12u);
  for (const Example& example : examples) {
    const std::vector<Cells> rows = RowsOf(db, example.sql);
    EXPECT_GT(rows.size(), 1u) << "gives no rows:\n" << example.sql;
    EXPECT_EQ(Table(rows), example.shown) << example.sql;
  }
}

}  // namespace
}  // namespace logonloom
