#include "correlate/event_walk.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

namespace logonloom {
namespace {

std::vector<Index> Walked(const std::vector<Index>& numbers, const std::vector<Event>& events) {
  std::vector<Index> walked;
  for (const Index i : EventWalk<std::vector<Index>>(numbers, events)) walked.push_back(i);
  return walked;
}

TEST(EventWalk, GoesThroughAllInTheirOrder) {
  const std::vector<Event> events(40);
  for (std::size_t count = 0; count <= events.size(); ++count) {
    std::vector<Index> numbers(count);
    std::iota(numbers.rbegin(), numbers.rend(), 0);
    EXPECT_EQ(Walked(numbers, events), numbers);
  }
}

TEST(EventWalk, GivesItsNumbersAway) {
  const std::vector<Event> events(3);
  const std::vector<Index> numbers = EventWalk<std::vector<Index>>({2, 0}, events);
  EXPECT_EQ(numbers, (std::vector<Index>{2, 0}));
}

}  // namespace
}  // namespace logonloom
