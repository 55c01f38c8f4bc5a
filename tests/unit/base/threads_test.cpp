#include "base/threads.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace logonloom
