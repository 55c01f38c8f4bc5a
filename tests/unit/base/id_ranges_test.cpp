#include "base/id_ranges.h"

#include <gmock/gmock.h>

namespace logonloom {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(IdRanges, ThatOverlapOrTouchAreOne) {
  IdRanges ranges = {{7, 9}, {1, 3}, {4, 4}, {8, 12}, {20, UINT64_MAX}, {30, 40}};
  Normalise(ranges);
  EXPECT_THAT(ranges, ElementsAre(Pair(1, 4), Pair(7, 12), Pair(20, UINT64_MAX)));
}

TEST(IdRanges, CountWhatSeveralHoldInEach) { EXPECT_EQ(CountOf({{1, 3}, {3, 3}}), 4U); }

TEST(IdRanges, HoldWhatLiesInOneOfThem) {
  const IdRanges ranges = {{1, 4}, {7, 12}};
  EXPECT_TRUE(Holds(ranges, 1, 4));
  EXPECT_TRUE(Holds(ranges, 7, 7));
  EXPECT_FALSE(Holds(ranges, 0, 1));
  EXPECT_FALSE(Holds(ranges, 4, 7));
  EXPECT_FALSE(Holds(ranges, 5, 5));
  EXPECT_FALSE(Holds(ranges, 12, 13));
  EXPECT_FALSE(Holds({}, 1, 1));
}

}  // namespace
}  // namespace logonloom
