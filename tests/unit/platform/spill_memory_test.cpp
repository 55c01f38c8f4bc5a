#include "platform/spill_memory.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <filesystem>

namespace logonloom {
namespace {

constexpr std::size_t kStep = std::size_t{48} << 20;

// Every 4096th byte tells its place.
void Mark(std::byte* data, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; i += 4096) data[i] = static_cast<std::byte>(i >> 12);
}
bool IsMarked(const std::byte* data, std::size_t to) {
  for (std::size_t i = 0; i < to; i += 4096)
    if (data[i] != static_cast<std::byte>(i >> 12)) return false;
  return true;
}

std::size_t FilesIn(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(folder), {}));
}

TEST(SpillMemory, KeepsWhatItHoldsWhereverItMoves) {
  SpillMemory memory(testing::TempDir());
  std::size_t size = 0;
  while (size < SpillMemory::kSpillFrom + kStep) {
    std::byte* data = memory.Grow(size + kStep);
    EXPECT_TRUE(IsMarked(data, size));
    Mark(data, size, size + kStep);
    size += kStep;
  }
  EXPECT_TRUE(IsMarked(memory.Grow(1), size));
}

TEST(SpillMemory, LeavesNoFileInItsFolder) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "spill";
  std::filesystem::create_directory(folder);
  {
    SpillMemory memory(folder);
    memory.Grow(SpillMemory::kSpillFrom);
    EXPECT_EQ(FilesIn(folder), 0u);
  }
  EXPECT_EQ(FilesIn(folder), 0u);
}

TEST(SpillMemory, StaysInMemoryWhereNoFileCanBeMade) {
  SpillMemory memory("/proc/no/such/folder");
  std::byte* data = memory.Grow(SpillMemory::kSpillFrom);
  Mark(data, 0, SpillMemory::kSpillFrom);
  EXPECT_FALSE(memory.in_file());
  EXPECT_TRUE(IsMarked(memory.Grow(SpillMemory::kSpillFrom + kStep), SpillMemory::kSpillFrom));
}

// RLIMIT_FSIZE stands for the full disk.
TEST(SpillMemory, GoesBackToMemoryWhereTheDiskIsFull) {
  SpillMemory memory(testing::TempDir());
  std::byte* data = memory.Grow(SpillMemory::kSpillFrom);
  if (!memory.in_file()) GTEST_SKIP() << "no nameless files in the folder for temporary files";
  Mark(data, 0, SpillMemory::kSpillFrom);
  const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
  rlimit before = {};
  getrlimit(RLIMIT_FSIZE, &before);
  rlimit full = before;
  full.rlim_cur = SpillMemory::kSpillFrom;
  setrlimit(RLIMIT_FSIZE, &full);
  data = memory.Grow(SpillMemory::kSpillFrom + kStep);
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, ignored);
  EXPECT_FALSE(memory.in_file());
  EXPECT_TRUE(IsMarked(data, SpillMemory::kSpillFrom));
}

}  // namespace
}  // namespace logonloom
