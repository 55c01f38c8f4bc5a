#include "report/json_lines.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace logonloom {
namespace {

nlohmann::json Parsed(const std::vector<Cell>& cells) {
  std::vector<std::string> columns;
  for (std::size_t i = 0; i < cells.size(); ++i) columns.push_back("c" + std::to_string(i));
  std::string text;
  WriteJsonRow(columns, cells, [&text](std::string_view part) { text += part; });
  EXPECT_EQ(text.back(), '\n');
  EXPECT_EQ(text.find('\n'), text.size() - 1) << "one object, one line";
  return nlohmann::json::parse(text);
}

TEST(JsonLines, KeepsTypesAndNull) {
  const auto row = Parsed({std::monostate(), std::int64_t{7}, 0.5, std::string_view("x")});
  EXPECT_TRUE(row["c0"].is_null());
  EXPECT_EQ(row["c1"], 7);
  EXPECT_EQ(row["c2"], 0.5);
  EXPECT_EQ(row["c3"], "x");
}

TEST(JsonLines, EscapesControlCharactersAndQuotes) {
  const std::string text = std::string("a\"\\\n\x01\x1b[2J") + '\0' + "b";
  EXPECT_EQ(Parsed({std::string_view(text)})["c0"].get<std::string>(), text);
}

TEST(JsonLines, StaysJsonWhereTextIsNoUtf8) {
  const auto row = Parsed({std::string_view("a\xed\xa0\x80z\xff")});
  const std::string text = row["c0"];
  EXPECT_EQ(text.front(), 'a');
  EXPECT_NE(text.find("\xef\xbf\xbd"), std::string::npos);
}

}  // namespace
}  // namespace logonloom
