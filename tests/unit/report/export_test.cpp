// Every view in both formats, with texts in it that want to break out of their cells.
#include "report/export.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "casedb/case_writer.h"
#include "support/temp_folder.h"
#include "unit/casedb/full_case.h"

namespace logonloom {
namespace {

using testing::Contains;
using testing::SizeIs;
using CsvRow = std::vector<std::string>;

constexpr char kHostile[] = "=cmd|'/c calc'!A1, \"q\"\r\nnext";

// As RFC 4180 has it: CRLF ends a record, quotes are doubled within quotes.
std::vector<CsvRow> ParseCsv(const std::string& text) {
  std::vector<CsvRow> rows(1, CsvRow(1));
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string& cell = rows.back().back();
    if (text[i] == '"' && quoted && text[i + 1] == '"') {
      cell += text[++i];
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && text[i] == ',') {
      rows.back().emplace_back();
    } else if (!quoted && text.compare(i, 2, "\r\n") == 0) {
      ++i;
      rows.emplace_back(1);
    } else {
      cell += text[i];
    }
  }
  EXPECT_FALSE(quoted);
  EXPECT_EQ(rows.back(), CsvRow(1)) << "the last line ends with CRLF too";
  rows.pop_back();
  return rows;
}

class ExportOfView : public testing::TestWithParam<std::string> {
 protected:
  ExportOfView() { WriteCase(folder_ / "case.db", FullCase(kHostile).contents); }

  std::string Export(ExportFormat format, bool raw = false) {
    const CaseReader reader(folder_ / "case.db");
    std::string text;
    summary_ = ExportView(reader, {GetParam(), format, raw},
                          [&text](std::string_view part) { text += part; });
    columns_ = reader.Columns(GetParam());
    rows_ = static_cast<std::size_t>(reader.Count(GetParam(), ""));
    return text;
  }

  support::TempFolder folder_;
  ExportSummary summary_;
  std::vector<std::string> columns_;
  std::size_t rows_ = 0;
};

TEST_P(ExportOfView, CsvHasAHeaderAndACellForEachColumn) {
  const auto rows = ParseCsv(Export(ExportFormat::kCsv));
  EXPECT_EQ(summary_.rows, rows_);
  ASSERT_THAT(rows, SizeIs(rows_ + 1));
  EXPECT_EQ(rows[0], columns_);
  std::uint64_t defused = 0;
  for (const CsvRow& row : rows) {
    EXPECT_THAT(row, SizeIs(columns_.size()));
    for (const std::string& cell : row) {
      EXPECT_FALSE(cell.starts_with("=")) << "a spreadsheet would run it";
      defused += cell.starts_with("'=");
    }
  }
  EXPECT_EQ(summary_.defused_cells, defused);
}

TEST_P(ExportOfView, JsonLinesHasAnObjectForEachRowWithTheColumnsInOrder) {
  std::istringstream text(Export(ExportFormat::kJsonLines));
  std::size_t objects = 0;
  for (std::string line; std::getline(text, line); ++objects) {
    const auto row = nlohmann::ordered_json::parse(line);
    std::vector<std::string> keys;
    for (const auto& [key, value] : row.items()) keys.push_back(key);
    EXPECT_EQ(keys, columns_);
  }
  EXPECT_EQ(objects, rows_);
  EXPECT_EQ(summary_.rows, rows_);
}

TEST_P(ExportOfView, RawCsvHoldsTheSameTextsAsJson) {
  const auto csv = ParseCsv(Export(ExportFormat::kCsv, true));
  EXPECT_EQ(summary_.defused_cells, 0u);
  std::istringstream json(Export(ExportFormat::kJsonLines));
  for (std::size_t i = 1; i < csv.size(); ++i) {
    std::string line;
    std::getline(json, line);
    const auto row = nlohmann::ordered_json::parse(line);
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      const auto& value = row[columns_[column]];
      if (value.is_number()) continue;
      EXPECT_EQ(csv[i][column], value.is_null() ? "" : value.get<std::string>());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Views, ExportOfView, testing::ValuesIn(CaseReader::ViewNames()),
                         [](const auto& view) { return view.param; });

TEST(Export, RefusesAViewThatIsNone) {
  const support::TempFolder folder;
  WriteCase(folder / "case.db", {});
  const CaseReader reader(folder / "case.db");
  EXPECT_THROW(
      ExportView(reader, {"sqlite_master", ExportFormat::kCsv, false}, [](std::string_view) {}),
      CaseError);
}

}  // namespace
}  // namespace logonloom
