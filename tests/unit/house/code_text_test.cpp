#include "code_text.h"

#include <gmock/gmock.h>

namespace logonloom::house {
namespace {

using testing::Contains;
using testing::UnorderedElementsAre;

std::set<std::string> IdentifiersOf(std::string_view code) {
  return Identifiers(WithoutCommentsAndTexts(code));
}

TEST(CodeText, CommentsAndTextsHoldNoIdentifiers) {
  EXPECT_THAT(IdentifiersOf("a // b\nc /* d\ne */ f"), UnorderedElementsAre("a", "c", "f"));
  EXPECT_THAT(IdentifiersOf("a(\"b \\\" c\", 'd') e"), UnorderedElementsAre("a", "e"));
  EXPECT_THAT(IdentifiersOf("a R\"x(b \" )\" c)x\" e"), UnorderedElementsAre("a", "e"));
}

TEST(CodeText, DigitSeparatorOpensNoLiteral) {
  EXPECT_THAT(IdentifiersOf("x = 10'000; y = 2'0;"), testing::IsSupersetOf({"x", "y"}));
}

TEST(CodeText, UnfinishedLiteralsEndWithTheFile) {
  for (const char* code : {"a \"b", "a 'b", "a \"b\\", "a /* b", "a // b", "a R\"x(b", "a R\"b"})
    EXPECT_THAT(IdentifiersOf(code), Contains("a")) << code;
}

TEST(CodeText, IdentifiersKeepTheirScope) {
  EXPECT_THAT(IdentifiersOf("std::cout << ::printf(snprintf)"),
              UnorderedElementsAre("std::cout", "printf", "snprintf"));
}

TEST(CodeText, IncludesAreFoundWithTheirLine) {
  const auto includes = Includes("// x\n#include \"a/b.h\"\n  #  include <c>  // d\n#define e\n");
  ASSERT_EQ(includes.size(), 2U);
  EXPECT_EQ(includes[0].line, 2);
  EXPECT_TRUE(includes[0].quoted);
  EXPECT_EQ(includes[0].header, "a/b.h");
  EXPECT_EQ(includes[1].line, 3);
  EXPECT_FALSE(includes[1].quoted);
  EXPECT_EQ(includes[1].header, "c");
}

}  // namespace
}  // namespace logonloom::house
