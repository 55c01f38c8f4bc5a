#include "base/code_points.h"

#include <gtest/gtest.h>

namespace logonloom {
namespace {

constexpr const char* kReplacement = "\xef\xbf\xbd";

TEST(AsValidUtf8, LeavesUtf8AsItIs) {
  for (const char* text : {"", "plain", "é山😀", "\xef\xbf\xbd", "\xed\x9f\xbf\xee\x80\x80"}) {
    EXPECT_TRUE(IsValidUtf8(text)) << text;
    EXPECT_EQ(AsValidUtf8(text), text);
  }
  EXPECT_TRUE(IsValidUtf8(std::string_view("a\0b", 3)));
}

TEST(AsValidUtf8, NumbersWhatIsNone) {
  EXPECT_EQ(AsValidUtf8("a\xed\xa0\x80z"), "a" + std::string(kReplacement) + "d800z");
  EXPECT_EQ(AsValidUtf8("\xff"), std::string(kReplacement) + "ff");
}

TEST(AsValidUtf8, KeepsDifferentTextsDifferent) {
  EXPECT_NE(AsValidUtf8("\xed\xa0\x80"), AsValidUtf8("\xed\xb0\x80"));
}

TEST(AsValidUtf8, GivesUtf8OfAnyBytes) {
  for (const char* text : {"\xed\xa0\x80", "\xed\xbf\xbf", "\xc0\x80", "\xf5\x80\x80\x80",
                           "\xe2\x82", "\xf0\x80\x80\x80", "\x80", "x\xc3"}) {
    EXPECT_FALSE(IsValidUtf8(text)) << text;
    EXPECT_TRUE(IsValidUtf8(AsValidUtf8(text))) << text;
  }
}

}  // namespace
}  // namespace logonloom
