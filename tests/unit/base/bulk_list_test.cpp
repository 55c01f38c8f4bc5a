#include "logonloom/bulk_list.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "platform/spill_space.h"

namespace logonloom {
namespace {

constexpr std::size_t kInMemory = std::size_t{1} << 20;

class BulkListTest : public testing::Test {
 protected:
  void SetUp() override { SpillSpace::Use(testing::TempDir(), kInMemory); }
  void TearDown() override { SpillSpace::Use({}); }
};

TEST_F(BulkListTest, KeepsItsElementsWhereverItLies) {
  BulkList<std::uint64_t> numbers;
  for (std::uint64_t i = 0; i < kInMemory; ++i) {
    numbers.push_back(i);
    if (i % (kInMemory / 8) == 0) EaseBulk();
  }
  SpillSpace::LetGo();
  for (std::uint64_t i = 0; i < kInMemory; ++i) ASSERT_EQ(numbers[i], i);
}

TEST_F(BulkListTest, OwnsWhatItsElementsOwn) {
  BulkList<std::string> texts(kInMemory / 8, "a text that is too long to lie in the string itself");
  const BulkList<std::string> copy = texts;
  texts.clear();
  texts.shrink_to_fit();
  EXPECT_EQ(copy.back(), "a text that is too long to lie in the string itself");
}

TEST_F(BulkListTest, FewElementsNeedNoFile) {
  const BulkList<char> few(1000);
  EXPECT_FALSE(SpillSpace::IsInFile(few.data()));
}

TEST(BulkAllocator, RefusesWhatNoMemoryHas) {
  BulkAllocator<std::uint64_t> allocator;
  EXPECT_THROW(allocator.allocate(SIZE_MAX / 4), std::bad_alloc);
}

}  // namespace
}  // namespace logonloom
