#include "model/identifiers.h"

#include <gtest/gtest.h>

#include <string>

namespace logonloom {
namespace {

using std::string_literals::operator""s;

const std::string kDomainUser =
    "\x01\x05\x00\x00\x00\x00\x00\x05"
    "\x15\x00\x00\x00\x01\x00\x00\x00\x02\x00\x00\x00\xff\xff\xff\xff\xf4\x01\x00\x00"s;

TEST(FormatSid, WritesAuthorityBigEndianAndPartsLittleEndian) {
  EXPECT_EQ(FormatSid("\x01\x01\x00\x00\x00\x00\x00\x05\x12\x00\x00\x00"s), "S-1-5-18");
  EXPECT_EQ(FormatSid("\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"s), "S-1-0-0");
  EXPECT_EQ(FormatSid(kDomainUser), "S-1-5-21-1-2-4294967295-500");
  EXPECT_EQ(FormatSid("\x01\x00\x01\x00\x00\x00\x00\x05"s), "S-1-1099511627781");
}

TEST(FormatSid, LeavesOutWhatFollowsTheCountedParts) {
  EXPECT_EQ(FormatSid(kDomainUser + "rest"), "S-1-5-21-1-2-4294967295-500");
}

TEST(FormatSid, RefusesWhatIsTooShortOrLies) {
  for (std::size_t size = 0; size < kDomainUser.size(); ++size)
    EXPECT_EQ(FormatSid(std::string_view(kDomainUser).substr(0, size)), std::nullopt) << size;
  std::string many(8 + 4 * 16, '\0');
  many[0] = 1;
  many[1] = 16;
  EXPECT_EQ(FormatSid(many), std::nullopt);
}

TEST(IsSidText, TellsSidsFromNames) {
  EXPECT_TRUE(IsSidText("S-1-5-18"));
  EXPECT_TRUE(IsSidText("S-1-5-21-1-2-3-500"));
  for (const char* text : {"", "S-1-", "S-1-5-", "S-1--5", "S-2-5-18", "alice", "S-1-5-18x"})
    EXPECT_FALSE(IsSidText(text)) << text;
}

TEST(Guid, TextAndBytesAreInverse) {
  const std::string text = "{61A55000-55E5-1017-0001-0203040506FF}";
  const auto bytes = ParseGuid(text);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(*bytes, "\x00\x50\xa5\x61\xe5\x55\x17\x10\x00\x01\x02\x03\x04\x05\x06\xff"s);
  EXPECT_EQ(FormatGuid(*bytes), text);
}

TEST(Guid, BracesAndCaseAreFree) {
  EXPECT_EQ(ParseGuid("61a55000-55e5-1017-0001-0203040506ff"),
            ParseGuid("{61A55000-55E5-1017-0001-0203040506FF}"));
}

TEST(Guid, RefusesOtherForms) {
  for (const char* text :
       {"", "{}", "{61A55000-55E5-1017-0001-0203040506FF", "61A55000-55E5-1017-0001-0203040506FF}",
        "61A55000-55E5-1017-0001-0203040506FG", "61A5500055E5-1017-0001-0203040506FFAA-",
        "61A55000_55E5_1017_0001_0203040506FF"})
    EXPECT_EQ(ParseGuid(text), std::nullopt) << text;
  EXPECT_EQ(FormatGuid("fifteen bytes!!"), std::nullopt);
  EXPECT_EQ(FormatGuid(""), std::nullopt);
}

}  // namespace
}  // namespace logonloom
