#include "correlate/sorted_runs.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

namespace logonloom {
namespace {

void ExpectSorted(std::vector<int> values) {
  std::vector<int> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  SortRuns(std::span(values), std::less<>());
  EXPECT_EQ(values, sorted);
}

std::vector<int> Runs(std::mt19937& random, int runs, int length) {
  std::vector<int> values;
  for (int run = 0; run < runs; ++run) {
    int value = static_cast<int>(random() % 10'000);
    for (int i = 0; i < length; ++i) values.push_back(value += static_cast<int>(random() % 3));
  }
  return values;
}

TEST(SortRuns, SortsNothingAndOne) {
  ExpectSorted({});
  ExpectSorted({5});
}

TEST(SortRuns, SortsRunsThatFollowOneAnother) {
  std::vector<int> values;
  for (const int start : {300, 100, 200, 0})
    for (int i = 0; i < 100; ++i) values.push_back(start + i);
  ExpectSorted(values);
}

TEST(SortRuns, SortsRunsThatInterleave) {
  std::mt19937 random(1);
  for (const int runs : {2, 3, 4, 7, 50}) ExpectSorted(Runs(random, runs, 200));
}

TEST(SortRuns, SortsWhatHasNoRuns) {
  std::mt19937 random(2);
  ExpectSorted(Runs(random, 1'000, 1));
  ExpectSorted(Runs(random, 1'000, 2));
}

}  // namespace
}  // namespace logonloom
