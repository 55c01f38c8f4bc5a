#include <gtest/gtest.h>

#include "simulation.h"

namespace logonloom {
namespace {

constexpr std::uint64_t kCases = 150;

class EveryLoss : public testing::TestWithParam<Loss> {};

TEST_P(EveryLoss, LeadsToNoWrongClaim) {
  for (std::uint64_t seed = 1; seed <= kCases; ++seed) {
    const Score score = Try(seed, GetParam());
    for (const std::string& wrong : score.wrong) ADD_FAILURE() << "seed " << seed << ": " << wrong;
  }
}

INSTANTIATE_TEST_SUITE_P(Simulator, EveryLoss, testing::ValuesIn(kAllLosses),
                         [](const auto& chosen) {
                           std::string name(NameOf(chosen.param));
                           std::erase(name, '-');
                           return name;
                         });

TEST(Simulator, CompleteLogsTellEverything) {
  Score total;
  for (std::uint64_t seed = 1; seed <= kCases; ++seed) total.Add(Try(seed, Loss::kNothing));
  EXPECT_GT(total.recall.all, 500);
  for (const Rate* rate : {&total.precision, &total.recall, &total.end_reasons, &total.end_times,
                           &total.addresses, &total.pairs, &total.parents})
    EXPECT_EQ(rate->right, rate->all);
}

TEST(Simulator, OrderAndFilesChangeNothing) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SimulatedCase c = Simulate(seed, Loss::kNothing);
    std::vector<Event> other = c.events;
    Random random(seed);
    random.Shuffle(other);
    for (Event& e : other) e.source.file_index = 9 - e.source.file_index;
    const Correlation a = Correlate(std::move(c.events)), b = Correlate(std::move(other));
    ASSERT_EQ(a.access_sessions.size(), b.access_sessions.size()) << seed;
    for (std::size_t i = 0; i < a.access_sessions.size(); ++i)
      EXPECT_EQ(a.access_sessions[i].key, b.access_sessions[i].key) << seed;
    ASSERT_EQ(a.logon_sessions.size(), b.logon_sessions.size()) << seed;
    for (std::size_t i = 0; i < a.logon_sessions.size(); ++i)
      EXPECT_EQ(a.logon_sessions[i].key, b.logon_sessions[i].key) << seed;
  }
}

}  // namespace
}  // namespace logonloom
