#include "base/text.h"

#include <gtest/gtest.h>

namespace logonloom {
namespace {

TEST(FirstLabel, IsTheShortNameOfAMachine) {
  EXPECT_EQ(FirstLabel("ws01.corp.example"), "ws01");
  EXPECT_EQ(FirstLabel("WS01"), "WS01");
  EXPECT_EQ(FirstLabel(""), "");
}

TEST(Trim, TakesAsciiWhiteSpaceOffBothEnds) {
  EXPECT_EQ(Trim(" \t\r\na b\v\f "), "a b");
  EXPECT_EQ(Trim(" \t"), "");
  EXPECT_EQ(Trim(""), "");
  EXPECT_EQ(Trim("\xc2\xa0x"), "\xc2\xa0x");
}

TEST(Case, ToLowerChangesTheLettersOfAllAlphabets) {
  EXPECT_EQ(ToLower("ÄB-Zz09"), "äb-zz09");
  EXPECT_EQ(ToLower("ИВАНОВ@ПК-1"), "иванов@пк-1");
  EXPECT_EQ(ToUpper("äb-Zz09"), "äB-ZZ09");
}

TEST(Case, ComparisonsIgnoreIt) {
  EXPECT_TRUE(EqualsIgnoreCase("Security", "SECURITY"));
  EXPECT_FALSE(EqualsIgnoreCase("Security", "Security "));
  EXPECT_FALSE(EqualsIgnoreCase("@", "`"));
  EXPECT_TRUE(StartsWithIgnoreCase("RDP-Tcp#8", "rdp-tcp"));
  EXPECT_FALSE(StartsWithIgnoreCase("RDP", "RDP-Tcp"));
  EXPECT_TRUE(EndsWithIgnoreCase("C:\\Windows\\TSCON.EXE", "\\tscon.exe"));
  EXPECT_FALSE(EndsWithIgnoreCase("exe", "tscon.exe"));
}

TEST(Case, ComparisonsIgnoreItInAllAlphabets) {
  EXPECT_TRUE(EqualsIgnoreCase("Иванов", "иВАНОВ"));
  EXPECT_TRUE(EqualsIgnoreCase("jürgen", "JÜRGEN"));
  EXPECT_FALSE(EqualsIgnoreCase("jürgen", "jörgen"));
  EXPECT_FALSE(EqualsIgnoreCase("jürgen", "jurgen1"));
  EXPECT_TRUE(StartsWithIgnoreCase("Система-1", "СИСТЕМА"));
  EXPECT_TRUE(EndsWithIgnoreCase("C:\\ПАПКА", "папка"));
}

TEST(Case, ComparisonsTakeBytesThatAreNoUtf8AsTheyAre) {
  EXPECT_TRUE(EqualsIgnoreCase("A\xc3", "a\xc3"));
  EXPECT_FALSE(EqualsIgnoreCase("\xc3\x28", "\xe3\x28"));
  EXPECT_FALSE(EqualsIgnoreCase("\xc4\x84x", "\xc4x\x84"));
}

TEST(ParseUnsigned, ReadsDecimalAndHexOfAnyPadding) {
  EXPECT_EQ(ParseUnsigned("330449"), 330449U);
  EXPECT_EQ(ParseUnsigned(" 0x512D1 "), 0x512d1U);
  EXPECT_EQ(ParseUnsigned("0X00000000000512d1"), 0x512d1U);
  EXPECT_EQ(ParseUnsigned("0x000000000000000000000000000000012"), 0x12U);
  EXPECT_EQ(ParseUnsigned("0x0"), 0U);
  EXPECT_EQ(ParseUnsigned("007"), 7U);
}

TEST(ParseUnsigned, ReachesTheWhole64Bits) {
  EXPECT_EQ(ParseUnsigned("0xffffffffffffffff"), UINT64_MAX);
  EXPECT_EQ(ParseUnsigned("18446744073709551615"), UINT64_MAX);
  EXPECT_EQ(ParseUnsigned("18446744073709551616"), std::nullopt);
  EXPECT_EQ(ParseUnsigned("0x10000000000000000"), std::nullopt);
}

TEST(ParseUnsigned, ReadsNothingElse) {
  for (const char* text : {"", "-", "-1", "+1", "0x", "0xg", "1 2", "12a", "0x-1", "%%1843"})
    EXPECT_EQ(ParseUnsigned(text), std::nullopt) << text;
}

TEST(ParseSigned, ReadsDecimalOfEitherSign) {
  EXPECT_EQ(ParseSigned(" -42 "), -42);
  EXPECT_EQ(ParseSigned("9223372036854775807"), INT64_MAX);
  EXPECT_EQ(ParseSigned("9223372036854775808"), std::nullopt);
  EXPECT_EQ(ParseSigned("0x10"), std::nullopt);
  EXPECT_EQ(ParseSigned(""), std::nullopt);
}

TEST(HexText, IsLowerCaseWithoutPadding) {
  EXPECT_EQ(HexText(0x512D1), "0x512d1");
  EXPECT_EQ(HexText(0), "0x0");
  EXPECT_EQ(HexText(UINT64_MAX), "0xffffffffffffffff");
}

// Test vectors of the FNV reference: http://www.isthe.com/chongo/tech/comp/fnv/
TEST(Hash64, IsFnv1a) {
  EXPECT_EQ(Hash64(""), 0xcbf29ce484222325U);
  EXPECT_EQ(Hash64("a"), 0xaf63dc4c8601ec8cU);
  EXPECT_EQ(Hash64("foobar"), 0x85944171f73967e8U);
}

TEST(Hash64, ChainsByItsSeed) { EXPECT_EQ(Hash64("bar", Hash64("foo")), Hash64("foobar")); }

}  // namespace
}  // namespace logonloom
