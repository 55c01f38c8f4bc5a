#include "report/csv.h"

#include <gtest/gtest.h>

namespace logonloom {
namespace {

std::string RowOf(const std::vector<Cell>& cells, bool raw = false) {
  std::string text;
  CsvWriter csv([&text](std::string_view part) { text += part; }, raw);
  csv.Row(cells);
  return text;
}

std::string CellOf(std::string_view text, bool raw = false) { return RowOf({text}, raw); }

TEST(Csv, QuotesOnlyWhatNeedsIt) {
  EXPECT_EQ(
      RowOf({std::string_view("plain"), std::string_view("a,b"), std::string_view("say \"x\"")}),
      "plain,\"a,b\",\"say \"\"x\"\"\"\r\n");
  EXPECT_EQ(CellOf("two\nlines"), "\"two\nlines\"\r\n");
}

TEST(Csv, LeavesNullEmptyAndNumbersAsTheyAre) {
  EXPECT_EQ(RowOf({std::monostate(), std::int64_t{-5}, 0.9}), ",-5,0.9\r\n");
}

TEST(Csv, DefusesWhatASpreadsheetWouldRun) {
  for (const std::string_view start : {"=", "+", "-", "@", "\t"})
    EXPECT_EQ(CellOf(std::string(start) + "cmd"), "'" + std::string(start) + "cmd\r\n");
  EXPECT_EQ(CellOf("\rcmd"), "\"'\rcmd\"\r\n");
  EXPECT_EQ(CellOf("=HYPERLINK(\"http://x\",1)"), "\"'=HYPERLINK(\"\"http://x\"\",1)\"\r\n");
}

TEST(Csv, RawLeavesFormulasAlone) { EXPECT_EQ(CellOf("=1+1", true), "=1+1\r\n"); }

TEST(Csv, CountsWhatItDefused) {
  CsvWriter csv([](std::string_view) {}, false);
  csv.Row({std::string_view("=1"), std::string_view("fine")});
  EXPECT_EQ(csv.defused(), 1u);
}

TEST(Csv, NumbersReadBackTheSame) {
  for (const double number : {0.1, 1e300, 123456.789, -2.5})
    EXPECT_EQ(std::stod(NumberText(number)), number);
}

}  // namespace
}  // namespace logonloom
