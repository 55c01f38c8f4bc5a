#include "base/threads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <vector>

namespace logonloom {
namespace {

TEST(ForEachOnThreads, CallsForEachNumberOnce) {
  for (const unsigned threads : {0u, 1u, 3u, 40u}) {
    std::vector<std::atomic<int>> calls(25);
    ForEachOnThreads(threads, calls.size(), [&](std::size_t i) { ++calls[i]; });
    for (const auto& count : calls) EXPECT_EQ(count, 1) << threads;
  }
}

TEST(ForEachOnThreads, RethrowsWhatACallThrew) {
  for (const unsigned threads : {1u, 4u})
    EXPECT_THROW(ForEachOnThreads(threads, 100,
                                  [](std::size_t i) {
                                    if (i == 7) throw std::runtime_error("seven");
                                  }),
                 std::runtime_error);
}

TEST(MakeInOrder, TakesInTheOrderOfTheNumbers) {
  for (const unsigned threads : {0u, 1u, 3u, 40u}) {
    std::vector<std::size_t> taken;
    MakeInOrder(
        threads, 100, [](std::size_t i) { return i * i; },
        [&](std::size_t i, std::size_t made) {
          EXPECT_EQ(made, i * i);
          taken.push_back(i);
        });
    ASSERT_EQ(taken.size(), 100u) << threads;
    EXPECT_TRUE(std::is_sorted(taken.begin(), taken.end()));
  }
}

TEST(MakeInOrder, RethrowsWhatACallThrew) {
  EXPECT_THROW(MakeInOrder(
                   3, 100, [](std::size_t i) { return i; },
                   [](std::size_t i, std::size_t) {
                     if (i == 7) throw std::runtime_error("seven");
                   }),
               std::runtime_error);
}

}  // namespace
}  // namespace logonloom
