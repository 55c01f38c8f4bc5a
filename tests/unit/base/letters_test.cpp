#include "base/letters.h"

#include <gtest/gtest.h>

#include <string>

#include "base/utf8.h"

namespace logonloom {
namespace {

std::string Small(std::string text) {
  MakeLettersSmall(text.data(), text.size());
  return text;
}

TEST(Letters, AreSmallInEachAlphabet) {
  EXPECT_EQ(Small("AZ@[ÄÖÜ×ÞŸß"), "az@[äöü×þÿß");
  EXPECT_EQ(Small("ĄĆŁŃÓŚŹŻ ČŘŽ ĞŐŰ ȘȚ"), "ąćłńóśźż čřž ğőű șț");
  EXPECT_EQ(Small("ΆΑΩΣ ΪΫ"), "άαωσ ϊϋ");
  EXPECT_EQ(Small("АЯЁЇҐЎ Ӏ Ҋ"), "аяёїґў ӏ ҋ");
  EXPECT_EQ(Small("ԱՖ"), "աֆ");
  EXPECT_EQ(Small("NGUYỄN ĐỨC"), "nguyễn đức");
  EXPECT_EQ(Small("ＡＺ"), "ａｚ");
}

TEST(Letters, AreOneInBothFormsOfSigma) {
  EXPECT_TRUE(SameLetters("ΓΙΏΡΓΟΣ", "γιώργος"));
  EXPECT_TRUE(SameLetters("γιώργοσ", "γιώργος"));
}

// Texts would change their size, and I would be two letters.
TEST(Letters, StayAsTheyAreWhereTheSmallOneHasAnotherSize) {
  EXPECT_EQ(Small("İı ẞ Ⱥ \u212a"), "İı ẞ Ⱥ \u212a");  // the last is Kelvin's
}

TEST(Letters, WithoutCaseStayAsTheyAre) {
  EXPECT_EQ(Small("山田 🙂 אבג"), "山田 🙂 אבג");
  EXPECT_FALSE(SameLetters("山", "田"));
}

TEST(Letters, KeepTheirSizeAndAreSmallThen) {
  for (std::uint32_t code = 0; code < 0x11000; ++code) {
    const std::uint32_t small = SmallLetter(code);
    std::string before, after;
    AppendUtf8(code, before);
    AppendUtf8(small, after);
    ASSERT_EQ(before.size(), after.size()) << code;
    ASSERT_EQ(SmallLetter(small), small) << code;
  }
}

TEST(Letters, SizesAreThoseOfTheirBytes) {
  EXPECT_EQ(LetterSize("a"), 1U);
  EXPECT_EQ(LetterSize("яx"), 2U);
  EXPECT_EQ(LetterSize("山x"), 3U);
  EXPECT_EQ(LetterSize("🙂"), 4U);
  EXPECT_EQ(LetterSize("\xd1"), 1U);
  EXPECT_EQ(LetterSize("\xd1x"), 1U);
  EXPECT_EQ(LetterSize("\x80"), 1U);
}

}  // namespace
}  // namespace logonloom
