#include "report/visible_text.h"

#include <gtest/gtest.h>

namespace logonloom {
namespace {

TEST(VisibleText, LetsNothingSteerTheTerminal) {
  EXPECT_EQ(VisibleText("a\x1b[2Jb\r\n\x07"), "a^[[2Jb^M^J^G");
  EXPECT_EQ(VisibleText(std::string_view("a\0b", 3)), "a^@b");
  EXPECT_EQ(VisibleText("\x7f"), "^?");
}

TEST(VisibleText, ShowsWhatWouldReorderOrHideText) {
  EXPECT_EQ(VisibleText("user\xe2\x80\xae"
                        "exe"),
            "user<U+202E>exe");
  EXPECT_EQ(VisibleText("a\xc2\x9b"
                        "b"),
            "a<U+009B>b");
}

TEST(VisibleText, ShowsBytesThatAreNoUtf8) {
  EXPECT_EQ(VisibleText("\xff"), "<FF>");
  EXPECT_EQ(VisibleText("\xed\xa0\x80"), "<U+D800>");
}

TEST(VisibleText, LeavesLettersOfAllScriptsAlone) {
  EXPECT_EQ(VisibleText("Ёжик 山田 müller"), "Ёжик 山田 müller");
}

TEST(DisplayWidth, CountsColumns) {
  EXPECT_EQ(DisplayWidth("abc"), 3u);
  EXPECT_EQ(DisplayWidth("müller"), 6u);
  EXPECT_EQ(DisplayWidth("山田"), 4u);
}

TEST(Shorten, MarksTheCutAndKeepsTheWidth) {
  EXPECT_EQ(Shorten("abcdef", 6), "abcdef");
  EXPECT_EQ(Shorten("abcdefg", 6), "abcde…");
  EXPECT_LE(DisplayWidth(Shorten("山田太郎", 5)), 5u);
}

}  // namespace
}  // namespace logonloom
