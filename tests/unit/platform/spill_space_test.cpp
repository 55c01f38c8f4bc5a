#include "platform/spill_space.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace logonloom {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;

// Every 4096th byte tells its place.
void Mark(void* block, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; i += 4096)
    static_cast<std::byte*>(block)[i] = static_cast<std::byte>(i >> 12);
}
bool IsMarked(const void* block, std::size_t to) {
  for (std::size_t i = 0; i < to; i += 4096)
    if (static_cast<const std::byte*>(block)[i] != static_cast<std::byte>(i >> 12)) return false;
  return true;
}

std::size_t FilesIn(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

std::size_t ResidentPages() {
  std::ifstream statm("/proc/self/statm");
  std::size_t size = 0, resident = 0;
  statm >> size >> resident;
  return resident;
}

class SpillSpaceTest : public testing::Test {
 protected:
  static constexpr std::size_t kInMemory = 4 * kMiB;

  void SetUp() override {
    std::filesystem::create_directories(folder_);
    SpillSpace::Use(folder_, kInMemory);
    void* block = SpillSpace::Take(2 * kInMemory);
    const bool possible = SpillSpace::IsInFile(block);
    SpillSpace::GiveBack(block, 2 * kInMemory);
    if (!possible) GTEST_SKIP() << "no nameless files in the folder for temporary files";
  }
  void TearDown() override { SpillSpace::Use({}); }

  const std::filesystem::path folder_ = std::filesystem::path(testing::TempDir()) / "spill";
};

TEST_F(SpillSpaceTest, KeepsWhatItHoldsWhereverItMoves) {
  constexpr std::size_t kStep = 3 * kMiB;
  void* block = nullptr;
  std::size_t size = 0;
  while (size < 100 * kMiB) {  // from memory into a file that cannot grow, into one that can
    block = SpillSpace::Grow(block, size, size + kStep);
    EXPECT_TRUE(IsMarked(block, size));
    Mark(block, size, size + kStep);
    size += kStep;
    EXPECT_EQ(SpillSpace::IsInFile(block), size > kInMemory);
  }
  EXPECT_TRUE(IsMarked(block, size));
  SpillSpace::GiveBack(block, size);
}

TEST_F(SpillSpaceTest, WritesIntoTheFileWhatTheBlockShows) {
  constexpr std::size_t kSize = 80 * kMiB;
  const std::string text = "written past the mapping";
  for (const std::size_t size : {kMiB, kSize}) {  // in memory, in a file
    void* block = SpillSpace::Take(size);
    SpillSpace::Write(block, kMiB / 2 - 5, text.data(), text.size());
    EXPECT_EQ(std::string(static_cast<const char*>(block) + kMiB / 2 - 5, text.size()), text);
    SpillSpace::GiveBack(block, size);
  }
}

TEST_F(SpillSpaceTest, CountsAllThatLiesInMemory) {
  void* first = SpillSpace::Take(3 * kMiB);
  void* second = SpillSpace::Take(3 * kMiB);
  EXPECT_FALSE(SpillSpace::IsInFile(first));
  EXPECT_TRUE(SpillSpace::IsInFile(second));
  SpillSpace::GiveBack(first, 3 * kMiB);
  void* third = SpillSpace::Take(3 * kMiB);
  EXPECT_FALSE(SpillSpace::IsInFile(third));
  SpillSpace::GiveBack(second, 3 * kMiB);
  SpillSpace::GiveBack(third, 3 * kMiB);
}

TEST_F(SpillSpaceTest, LeavesNoFileInItsFolder) {
  void* block = SpillSpace::Take(2 * kInMemory);
  EXPECT_EQ(FilesIn(folder_), 0u);
  SpillSpace::GiveBack(block, 2 * kInMemory);
  EXPECT_EQ(FilesIn(folder_), 0u);
}

TEST_F(SpillSpaceTest, StaysInMemoryWhereNoFileCanBeMade) {
  SpillSpace::Use("/proc/no/such/folder", kInMemory);
  void* block = SpillSpace::Take(2 * kInMemory);
  Mark(block, 0, 2 * kInMemory);
  EXPECT_FALSE(SpillSpace::IsInFile(block));
  block = SpillSpace::Grow(block, 2 * kInMemory, 3 * kInMemory);
  EXPECT_TRUE(IsMarked(block, 2 * kInMemory));
  SpillSpace::GiveBack(block, 3 * kInMemory);
}

// RLIMIT_FSIZE stands for the full disk.
TEST_F(SpillSpaceTest, GoesBackToMemoryWhereTheDiskIsFull) {
  constexpr std::size_t kFull = 80 * kMiB;
  void* block = SpillSpace::Take(kFull);
  Mark(block, 0, kFull);
  const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
  rlimit before = {};
  getrlimit(RLIMIT_FSIZE, &before);
  rlimit full = before;
  full.rlim_cur = kFull;
  setrlimit(RLIMIT_FSIZE, &full);
  block = SpillSpace::Grow(block, kFull, kFull + kMiB);
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, ignored);
  EXPECT_FALSE(SpillSpace::IsInFile(block));
  EXPECT_TRUE(IsMarked(block, kFull));
  SpillSpace::GiveBack(block, kFull + kMiB);
}

TEST_F(SpillSpaceTest, LetsGoOfMemoryAndLosesNothing) {
  constexpr std::size_t kBlock = 64 * kMiB;
  void* block = SpillSpace::Take(kBlock);
  Mark(block, 0, kBlock);
  const std::size_t before = ResidentPages();
  SpillSpace::LetGo();
  EXPECT_LT(ResidentPages() + kBlock / 4096 / 2, before);
  EXPECT_TRUE(IsMarked(block, kBlock));
  SpillSpace::GiveBack(block, kBlock);
}

TEST_F(SpillSpaceTest, TheKeeperLetsGoOfWhatIsTooMuch) {
  constexpr std::size_t kBlock = 256 * kMiB;
  const std::size_t allowed = ResidentPages() + kBlock / 4096 / 2;
  const SpillKeeper keeper;
  void* block = SpillSpace::Take(kBlock);
  Mark(block, 0, kBlock);
  for (int wait = 0; wait < 500 && ResidentPages() > allowed; ++wait)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_LE(ResidentPages(), allowed);
  EXPECT_TRUE(IsMarked(block, kBlock));
  SpillSpace::GiveBack(block, kBlock);
}

}  // namespace
}  // namespace logonloom
