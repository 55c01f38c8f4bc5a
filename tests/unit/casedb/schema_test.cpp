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

}  // namespace
}  // namespace logonloom
