#include "correlate/rising_places.h"

#include <gmock/gmock.h>

namespace logonloom {
namespace {

using testing::ElementsAre;

constexpr int kContradicts = 10;

// `told`: the place that each record tells, -1 if none.
std::vector<std::ptrdiff_t> Place(const std::vector<std::ptrdiff_t>& told, std::ptrdiff_t places) {
  RisingPlaces rising(0, places);
  for (const std::ptrdiff_t place : told)
    rising.Add(0, [](std::ptrdiff_t) { return true; },
               [&](std::ptrdiff_t at) { return place < 0 || place == at ? 0 : kContradicts; });
  return rising.Best();
}

TEST(RisingPlaces, FollowWhatTheRecordsTell) {
  EXPECT_THAT(Place({0, 0, 1, 3}, 4), ElementsAre(0, 0, 1, 3));
}

TEST(RisingPlaces, OneThatContradictsAllOthersMovesNone) {
  EXPECT_THAT(Place({0, 2, 0, 0, 1}, 3), ElementsAre(0, 0, 0, 0, 1));
}

TEST(RisingPlaces, RiseAsLateAsTheRecordsAllow) {
  EXPECT_THAT(Place({0, -1, -1, 1}, 2), ElementsAre(0, 0, 0, 1));
}

TEST(RisingPlaces, NeverFall) {
  const auto places = Place({1, 1, 1, 0}, 2);
  EXPECT_TRUE(std::is_sorted(places.begin(), places.end()));
  EXPECT_EQ(places.front(), 1);
}

TEST(RisingPlaces, NoRecordsHaveNone) { EXPECT_TRUE(Place({}, 3).empty()); }

}  // namespace
}  // namespace logonloom
