#include "base/caseless_hash.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "base/text.h"

namespace logonloom {
namespace {

TEST(HashIgnoringCase, IsOneForTheCasesOfAText) {
  const std::string text = "S-1-5-21-1004336348-1177238915-682003330-AbcXYZ@Corp.Example";
  for (std::size_t size = 0; size <= text.size(); ++size) {
    const std::string part = text.substr(0, size);
    EXPECT_EQ(HashIgnoringCase(part, 7), HashIgnoringCase(ToLower(part), 7));
    EXPECT_EQ(HashIgnoringCase(part, 7), HashIgnoringCase(ToUpper(part), 7));
  }
}

TEST(HashIgnoringCase, IsOneForTheCasesOfOtherAlphabets) {
  EXPECT_EQ(HashIgnoringCase("РОМАН@СРВ", 7), HashIgnoringCase("роман@срв", 7));
  EXPECT_EQ(HashIgnoringCase("JÜRGEN", 7), HashIgnoringCase("jürgen", 7));
  EXPECT_NE(HashIgnoringCase("роман", 7), HashIgnoringCase("рыман", 7));
}

TEST(HashIgnoringCase, DiffersWithEachLetterOfTextsOfAnyLength) {
  std::set<std::uint64_t> hashes;
  std::size_t texts = 0;
  for (std::size_t size = 0; size <= 50; ++size) {
    std::string text(size, 'a');
    hashes.insert(HashIgnoringCase(text, 1));
    ++texts;
    for (std::size_t i = 0; i < size; ++i) {
      text[i] = 'b';
      hashes.insert(HashIgnoringCase(text, 1));
      ++texts;
      text[i] = 'a';
    }
  }
  EXPECT_EQ(hashes.size(), texts);
}

TEST(HashIgnoringCase, DiffersWithTheSeed) {
  EXPECT_NE(HashIgnoringCase("anna", 1), HashIgnoringCase("anna", 2));
}

}  // namespace
}  // namespace logonloom
