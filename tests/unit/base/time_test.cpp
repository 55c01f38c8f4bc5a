#include "base/time.h"

#include <gtest/gtest.h>

namespace logonloom {
namespace {

constexpr FileTime kUnixEpoch{116'444'736'000'000'000};

TEST(FormatTime, HasSevenDecimals) {
  EXPECT_EQ(FormatTime(kUnixEpoch), "1970-01-01T00:00:00.0000000Z");
  EXPECT_EQ(FormatTime(FileTime{kUnixEpoch.ticks + 1}), "1970-01-01T00:00:00.0000001Z");
  EXPECT_EQ(FormatTime(FileTime{0}), "1601-01-01T00:00:00.0000000Z");
}

TEST(FormatTime, ClampsToTheYearsWhoseTextsAreInOrder) {
  EXPECT_EQ(FormatTime(FileTime{-1}), "1601-01-01T00:00:00.0000000Z");
  EXPECT_EQ(FormatTime(FileTime{INT64_MAX}), "9999-12-31T23:59:59.9999999Z");
}

TEST(ParseTime, IsTheInverseOfFormatTime) {
  for (const char* text : {"2021-02-12T12:34:30.0502110Z", "2024-02-29T23:59:59.9999999Z",
                           "1601-01-01T00:00:00.0000000Z", "9999-12-31T23:59:59.9999999Z"}) {
    const auto time = ParseTime(text);
    ASSERT_TRUE(time) << text;
    EXPECT_EQ(FormatTime(*time), text);
  }
}

TEST(ParseTime, ReadsTheFormsThatLogsUse) {
  const auto expected = ParseTime("2021-02-12T12:34:30.5000000Z");
  ASSERT_TRUE(expected);
  EXPECT_EQ(ParseTime("2021-02-12T12:34:30.5Z"), expected);
  EXPECT_EQ(ParseTime("2021-02-12 12:34:30.500000000Z"), expected);
  EXPECT_EQ(ParseTime("2021-02-12T12:34:30.5+00:00"), expected);
  EXPECT_EQ(ParseTime("2021-02-12T12:34:30Z"), *expected - Ticks{5'000'000});
}

TEST(ParseTime, CutsDigitsBehindTheSeventh) {
  EXPECT_EQ(ParseTime("2021-02-12T12:34:30.12345678999999999999Z"),
            ParseTime("2021-02-12T12:34:30.1234567Z"));
}

TEST(ParseTime, ReadsNothingElse) {
  for (const char* text : {"", "2021-02-12", "2021-02-12T12:34:30", "2021-02-12T12:34:30.Z",
                           "2021-02-12T12:34:30+01:00", "2021-13-12T12:34:30Z",
                           "2021-02-29T12:34:30Z", "2021-00-12T12:34:30Z", "2021-02-12T24:00:00Z",
                           "2021-02-12T12:60:00Z", "2021-02-12T12:34:60Z", "1600-12-31T00:00:00Z",
                           "2021-02-12T12:34:30Zx", "2021-2-12T12:34:30Z", "+021-02-12T12:34:30Z"})
    EXPECT_EQ(ParseTime(text), std::nullopt) << text;
}

TEST(FromUnixSeconds, CountsFrom1970) {
  EXPECT_EQ(FromUnixSeconds(0), kUnixEpoch);
  EXPECT_EQ(FormatTime(FromUnixSeconds(1613133270)), "2021-02-12T12:34:30.0000000Z");
  EXPECT_EQ(FormatTime(FromUnixSeconds(-1)), "1969-12-31T23:59:59.0000000Z");
}

TEST(FromUnixSeconds, DoesNotOverflow) {
  EXPECT_EQ(FormatTime(FromUnixSeconds(INT64_MAX)), "9999-12-31T23:59:59.9999999Z");
  EXPECT_EQ(FormatTime(FromUnixSeconds(INT64_MIN)), "1601-01-01T00:00:00.0000000Z");
}

TEST(FromCivil, KnowsLeapYears) {
  EXPECT_TRUE(FromCivil(2000, 2, 29, 0, 0, 0, 0));
  EXPECT_FALSE(FromCivil(1900, 2, 29, 0, 0, 0, 0));
}

TEST(FromCivil, DoesNotWrapParts) {
  EXPECT_FALSE(FromCivil(2021 + 65536, 1, 1, 0, 0, 0, 0));
  EXPECT_FALSE(FromCivil(2021, 257, 1, 0, 0, 0, 0));
  EXPECT_FALSE(FromCivil(2021, -255, 1, 0, 0, 0, 0));
  EXPECT_FALSE(FromCivil(2021, 1, 257, 0, 0, 0, 0));
  EXPECT_FALSE(FromCivil(2021, 1, -255, 0, 0, 0, 0));
}

TEST(FromCivil, RefusesPartsOutOfRange) {
  EXPECT_TRUE(FromCivil(2021, 2, 12, 12, 34, 30, 0));
  EXPECT_FALSE(FromCivil(2021, 2, 12, 12, 34, 30, 10'000'000));
  EXPECT_FALSE(FromCivil(2021, 2, 12, -1, 34, 30, 0));
  EXPECT_FALSE(FromCivil(10000, 1, 1, 0, 0, 0, 0));
  EXPECT_FALSE(FromCivil(2021, -1, 12, 0, 0, 0, 0));
}

}  // namespace
}  // namespace logonloom
