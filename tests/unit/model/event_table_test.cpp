#include "logonloom/event_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "platform/spill_space.h"

namespace logonloom {
namespace {

EventTable Numbered(std::size_t count) {
  EventTable table;
  Event e;
  for (std::size_t i = 0; i < count; ++i) {
    e.record_id = i;
    table.Append(e);
  }
  return table;
}

// Few of them lie in memory, many in a file.
class Orders : public testing::TestWithParam<std::size_t> {
 protected:
  void SetUp() override { SpillSpace::Use(testing::TempDir(), std::size_t{1} << 20); }
  void TearDown() override { SpillSpace::Use({}); }
};

TEST_P(Orders, PutEventsInTheirPlacesAndDropTheOthers) {
  EventTable table = Numbered(GetParam());
  BulkList<std::uint32_t> source(table.size());
  std::iota(source.begin(), source.end(), 0U);
  std::mt19937 random(1);
  std::shuffle(source.begin(), source.end(), random);
  source.resize(source.size() / 2);
  table.PutInOrder(source);
  ASSERT_EQ(table.size(), source.size());
  for (std::size_t i = 0; i < source.size(); ++i) ASSERT_EQ(table[i].record_id, source[i]);
}

INSTANTIATE_TEST_SUITE_P(EventTable, Orders, testing::Values(0, 1, 1000, 20'000));

TEST(EventTable, KeepsItsEventsWhenItIsMoved) {
  EventTable table = Numbered(3);
  EventTable other = std::move(table);
  ASSERT_EQ(other.size(), 3u);
  other.Append(Event());
  EXPECT_EQ(other[2].record_id, 2u);
  EXPECT_EQ(other.size(), 4u);
}

}  // namespace
}  // namespace logonloom
