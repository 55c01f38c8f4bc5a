#include "base/bytes.h"

#include <gtest/gtest.h>

#include <array>
#include <limits>

namespace logonloom {
namespace {

constexpr std::array<std::byte, 5> kFive = {std::byte{0x01}, std::byte{0x02}, std::byte{0x03},
                                            std::byte{0x04}, std::byte{0xff}};

TEST(ReadInt, IsLittleEndian) {
  EXPECT_EQ(ReadInt<std::uint32_t>(kFive, 0), 0x04030201U);
  EXPECT_EQ(ReadInt<std::uint16_t>(kFive, 3), 0xff04U);
  EXPECT_EQ(ReadInt<std::int8_t>(kFive, 4), -1);
}

TEST(ReadInt, GivesNothingThatDoesNotLieWhollyInside) {
  EXPECT_EQ(ReadInt<std::uint32_t>(kFive, 2), std::nullopt);
  EXPECT_EQ(ReadInt<std::uint8_t>(kFive, 5), std::nullopt);
  EXPECT_EQ(ReadInt<std::uint64_t>(kFive, 0), std::nullopt);
  EXPECT_EQ(ReadInt<std::uint8_t>(Bytes(), 0), std::nullopt);
}

TEST(ReadInt, OffsetNearTheTopOfItsRangeDoesNotWrap) {
  EXPECT_EQ(ReadInt<std::uint32_t>(kFive, std::numeric_limits<std::size_t>::max()), std::nullopt);
  EXPECT_EQ(ReadInt<std::uint32_t>(kFive, std::numeric_limits<std::size_t>::max() - 3),
            std::nullopt);
}

TEST(Slice, TakesWhatLiesInside) {
  const auto slice = Slice(kFive, 1, 3);
  ASSERT_TRUE(slice);
  EXPECT_EQ(slice->size(), 3U);
  EXPECT_EQ(slice->front(), std::byte{0x02});
  EXPECT_TRUE(Slice(kFive, 5, 0));
}

TEST(Slice, GivesNothingThatDoesNotLieWhollyInside) {
  EXPECT_FALSE(Slice(kFive, 3, 3));
  EXPECT_FALSE(Slice(kFive, 6, 0));
  EXPECT_FALSE(Slice(kFive, 1, std::numeric_limits<std::size_t>::max()));
}

}  // namespace
}  // namespace logonloom
