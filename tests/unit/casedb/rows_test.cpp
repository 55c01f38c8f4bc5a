#include "casedb/rows.h"

#include <gmock/gmock.h>

#include <stdexcept>

namespace logonloom {
namespace {

using testing::ElementsAre;

class Rows : public testing::Test {
 protected:
  Rows() { db_.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, x REAL, s TEXT, b BLOB)"); }

  std::vector<std::string> All() {
    std::vector<std::string> all;
    SQLite::Statement rows(db_, "SELECT id || '|' || coalesce(n, '-') || '|' || coalesce(x, '-') || "
                                "'|' || coalesce(s, '-') || '|' || coalesce(hex(b), '-') FROM t");
    while (rows.executeStep()) all.push_back(rows.getColumn(0).getString());
    return all;
  }

  SQLite::Database db_{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
};

TEST_F(Rows, HaveTheirValuesAndNullForWhatIsNotGiven) {
  InsertCounted(db_, "t", 2, [](Row& row, std::size_t i) {
    row.Number(static_cast<std::int64_t>(i) + 1).Number(std::int64_t{1} << 60).Real(0.5);
    if (i == 0) row.Text(std::string(70, 'a')).Blob(std::string_view("\0z", 2));
  });
  EXPECT_THAT(All(), ElementsAre("1|1152921504606846976|0.5|" + std::string(70, 'a') + "|007A",
                                 "2|1152921504606846976|0.5|-|"));
}

TEST_F(Rows, AreLeftOutWhereTheFillSaysSo) {
  const std::vector<int> list = {10, 11, 12, 13};
  InsertEach(db_, "t", list, [](Row& row, std::int64_t id, int n) {
    row.Number(id).Number(n);
    return n % 2 == 0;
  });
  EXPECT_THAT(All(), ElementsAre("1|10|-|-|", "3|12|-|-|"));
  InsertCounted(db_, "t", 5, [](Row&, std::size_t) { return false; });
  EXPECT_EQ(All().size(), 2u);
}

TEST_F(Rows, KeepTextsWithNulsAndOwnThoseMadeForThem) {
  InsertCounted(db_, "t", 1, [](Row& row, std::size_t) {
    row.Number(1).Null().Null().Text(std::string("a\0b", 3));
  });
  EXPECT_EQ(db_.execAndGet("SELECT hex(s) FROM t").getString(), "610062");
}

TEST_F(Rows, PassOnWhatTheirMakerThrows) {
  const auto insert = [this] {
    InsertCounted(db_, "t", 3, [](Row& row, std::size_t i) {
      if (i == 2) throw std::length_error("no more");
      row.Number(static_cast<std::int64_t>(i));
    });
  };
  EXPECT_THROW(insert(), std::length_error);
  EXPECT_TRUE(All().empty()) << "one statement puts in all of them or none";
}

TEST_F(Rows, FailAsTheTableDoes) {
  EXPECT_THROW(InsertCounted(db_, "t", 2, [](Row& row, std::size_t) { row.Number(1); }),
               SQLite::Exception);
  EXPECT_THROW(InsertCounted(db_, "nowhere", 1, [](Row& row, std::size_t) { row.Number(1); }),
               SQLite::Exception);
}

}  // namespace
}  // namespace logonloom
