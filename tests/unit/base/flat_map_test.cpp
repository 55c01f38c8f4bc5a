#include "base/flat_map.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace logonloom {
namespace {

TEST(FlatMap, FindsWhatWasAddedAndNothingElse) {
  FlatMap<std::uint64_t, int> map;
  EXPECT_EQ(map.Find(1), nullptr);
  for (std::uint64_t i = 0; i < 1000; ++i) map[i * 0x10000] = static_cast<int>(i);
  ASSERT_EQ(map.size(), 1000U);
  for (std::uint64_t i = 0; i < 1000; ++i) {
    ASSERT_NE(map.Find(i * 0x10000), nullptr);
    EXPECT_EQ(*map.Find(i * 0x10000), static_cast<int>(i));
    EXPECT_EQ(map.Find(i * 0x10000 + 1), nullptr);
  }
}

TEST(FlatMap, KeepsTheFirstValueOfAKey) {
  FlatMap<std::string, int> map;
  const auto [value, added] = map.Add("a");
  EXPECT_TRUE(added);
  value = 7;
  const auto [again, fresh] = map.Add("a");
  EXPECT_FALSE(fresh);
  EXPECT_EQ(again, 7);
}

struct AlwaysTheSame {
  std::size_t operator()(int) const { return 5; }
};

TEST(FlatMap, TellsKeysOfOneHashApartInTheOrderInWhichTheyCame) {
  FlatMap<int, int, AlwaysTheSame> map;
  for (const int key : {9, 3, 7, 1}) map[key] = key * 10;
  std::vector<int> keys;
  for (const auto& [key, value] : map) {
    EXPECT_EQ(value, key * 10);
    keys.push_back(key);
  }
  EXPECT_EQ(keys, (std::vector<int>{9, 3, 7, 1}));
}

TEST(HashNumber, SpreadsNeighboursOverTheLowBits) {
  std::vector<bool> seen(256);
  std::size_t different = 0;
  for (std::uint64_t i = 0; i < 256; ++i) {
    const std::size_t low = HashNumber(i << 40, 0) & 255;
    if (!seen[low]) ++different;
    seen[low] = true;
  }
  EXPECT_GT(different, 128U);
}

}  // namespace
}  // namespace logonloom
