#include "base/word_hash.h"

#include <gtest/gtest.h>

#include <bit>
#include <set>
#include <string>

namespace logonloom {
namespace {

TEST(HashText, DiffersWithEachByteOfTextsOfAnyLength) {
  std::set<std::uint64_t> hashes;
  std::size_t texts = 0;
  for (std::size_t size = 0; size <= 50; ++size) {
    std::string text(size, 'a');
    hashes.insert(HashText(text, 1));
    ++texts;
    for (std::size_t i = 0; i < size; ++i) {
      for (const char c : {'\0', 'b', '\xe1'}) {
        text[i] = c;
        hashes.insert(HashText(text, 1));
        ++texts;
      }
      text[i] = 'a';
    }
  }
  EXPECT_EQ(hashes.size(), texts);
}

TEST(HashText, DiffersWithTheNumberOfNuls) {
  std::set<std::uint64_t> hashes;
  for (std::size_t size = 0; size < 40; ++size) hashes.insert(HashText(std::string(size, '\0'), 0));
  EXPECT_EQ(hashes.size(), 40u);
}

// The top bit of a word moves only the top bit of its product: it must not be possible to take that
// back with the next word, whatever the seed.
TEST(HashText, HasNoChangesThatCancelUnderEverySeed) {
  const std::string text = "0123456789abcdef0123456789abcdefrest";
  for (std::size_t first = 0; first < text.size(); ++first)
    for (std::size_t second = first + 1; second < text.size(); ++second) {
      std::string changed = text;
      changed[first] = static_cast<char>(changed[first] ^ 0x80);
      changed[second] = static_cast<char>(changed[second] ^ 0x80);
      EXPECT_NE(HashText(changed, 7), HashText(text, 7));
      EXPECT_NE(HashText(changed, 8), HashText(text, 8));
    }
}

TEST(HashNumber, MovesAboutHalfOfAllBitsWithEachBit) {
  int moved = 0;
  for (int bit = 0; bit < 64; ++bit)
    moved += std::popcount(HashNumber(std::uint64_t{1} << bit, 3) ^ HashNumber(0, 3));
  EXPECT_GT(moved, 64 * 28);
  EXPECT_LT(moved, 64 * 36);
}

TEST(HashNumber, DiffersWithTheSeed) { EXPECT_NE(HashNumber(5, 1), HashNumber(5, 2)); }

}  // namespace
}  // namespace logonloom
