#include "evtx/utf16.h"

#include <gtest/gtest.h>

#include "support/evtx_value.h"

namespace logonloom::evtx {
namespace {

std::string Converted(std::u16string_view text) {
  TextArena arena;
  return std::string(Utf16ToUtf8(std::as_bytes(std::span(text)), arena));
}

TEST(Utf16ToUtf8, TakesAsciiOfAnyLength) {
  for (std::size_t length = 0; length < 40; ++length)
    EXPECT_EQ(Converted(std::u16string(length, u'x')), std::string(length, 'x'));
}

TEST(Utf16ToUtf8, TakesAllPlanesAtAnyPlace) {
  for (std::size_t before = 0; before < 9; ++before) {
    const std::u16string ascii(before, u'a');
    EXPECT_EQ(Converted(ascii + u"é山😀z"), std::string(before, 'a') + "é山😀z");
  }
}

TEST(Utf16ToUtf8, KeepsLoneSurrogatesAndNuls) {
  EXPECT_EQ(Converted(std::u16string{u'a', 0xd800, u'b'}),
            "a\xed\xa0\x80"
            "b");
  EXPECT_EQ(Converted(std::u16string{0xdc00}), "\xed\xb0\x80");
  EXPECT_EQ(Converted(std::u16string{u'a', 0, u'b'}), std::string("a\0b", 3));
}

TEST(AnsiToUtf8, LosesNoByte) {
  TextArena arena;
  const std::string latin = "caf\xe9";
  EXPECT_EQ(AnsiToUtf8(std::as_bytes(std::span(latin)), arena), "café");
  const std::string utf8 = "café";
  EXPECT_EQ(AnsiToUtf8(std::as_bytes(std::span(utf8)), arena), "café");
}

}  // namespace
}  // namespace logonloom::evtx
