#include "casedb/schema.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include "base/time.h"

namespace logonloom {
namespace {

std::string SqlTime(const std::string& ticks) {
  SQLite::Database db(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  SQLite::Statement query(db,
                          "SELECT " + ExpandTimes("TIME(t)") + " FROM (SELECT " + ticks + " AS t)");
  query.executeStep();
  return query.getColumn(0).isNull() ? "NULL" : query.getColumn(0).getString();
}

TEST(ExpandTimes, GivesTheTextThatTheProgramGives) {
  for (const char* text : {"2021-02-12T12:34:30.0502110Z", "1969-12-31T23:59:59.9999999Z",
                           "1601-01-01T00:00:00.0000000Z", "2038-01-19T03:14:08.0000001Z"}) {
    const auto time = ParseTime(text);
    ASSERT_TRUE(time) << text;
    EXPECT_EQ(SqlTime(std::to_string(time->ticks)), text);
  }
}

TEST(ExpandTimes, LeavesNullNull) { EXPECT_EQ(SqlTime("NULL"), "NULL"); }

// Text order would not be time order any more.
TEST(ExpandTimes, GivesNoTimeOutsideTheYears1601To9999) {
  EXPECT_EQ(SqlTime("-1"), "NULL");
  EXPECT_EQ(SqlTime("-9223372036854775807 - 1"), "NULL");
  EXPECT_EQ(SqlTime("2650467743999999999"), "9999-12-31T23:59:59.9999999Z");
  EXPECT_EQ(SqlTime("2650467744000000000"), "NULL");
  EXPECT_EQ(SqlTime("9223372036854775807"), "NULL");
}

TEST(ExpandTimes, TakesAnExpressionWithParentheses) {
  SQLite::Database db(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  const std::string sql = ExpandTimes("SELECT TIME((SELECT max(x) FROM (SELECT 5 AS x))), 7");
  EXPECT_EQ(db.execAndGet(sql).getString(), "1601-01-01T00:00:00.0000005Z");
}

TEST(ExpandTimes, ReadsWithTheDateFunctionsOfSqlite) {
  SQLite::Database db(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  const auto time = ParseTime("2021-02-12T12:34:30.0502110Z");
  ASSERT_TRUE(time);
  const std::string sql = ExpandTimes("SELECT datetime(TIME(" + std::to_string(time->ticks) + "))");
  EXPECT_EQ(db.execAndGet(sql).getString(), "2021-02-12 12:34:30");
}

}  // namespace
}  // namespace logonloom
