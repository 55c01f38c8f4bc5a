// What is claimed of logs of which something is missing must not contradict what the whole logs show.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdlib>
#include <ostream>
#include <utility>

#include "contradictions.h"
#include "real_case.h"
#include "real_records.h"
#include "reductions.h"

namespace logonloom {
namespace {

// The logs of one folder, read and correlated once.
class Whole {
 public:
  explicit Whole(const std::string& folder) : records(ReadRecords(folder)) {
    Reduction everything{"everything", {}};
    for (std::size_t r = 0; r < records.records.size(); ++r) everything.kept.push_back(r);
    correlation = CorrelateThese(records, everything.kept);
  }

  void ExpectNoContradiction(const std::vector<Reduction>& reductions) const {
    EXPECT_FALSE(reductions.empty());
    for (const Reduction& reduction : reductions)
      for (const Contradiction& c :
           FindContradictions(correlation, CorrelateThese(records, reduction.kept)))
        ADD_FAILURE() << reduction.name << ": " << c.kind << ": " << c.text;
  }

  RealRecords records;
  Correlation correlation;
};

struct Loss {
  const char* name;
  std::vector<Reduction> (*reductions)(const RealRecords&);
};
std::ostream& operator<<(std::ostream& out, const Loss& loss) { return out << loss.name; }
constexpr Loss kLosses[] = {{"WithoutOneChannel", WithoutOneChannel},
                            {"OneChannelAlone", OneChannelAlone},
                            {"WithoutOneEvent", WithoutOneEvent},
                            {"CutLogs", CutLogs},
                            {"SecurityExports", SecurityExports},
                            {"LostRecords", LostRecords}};

// All of the real logs take minutes: some of each kind, unless LOGONLOOM_ALL_REDUCTIONS is set.
std::vector<Reduction> Chosen(std::vector<Reduction> all) {
  constexpr std::size_t kEnough = 4;
  if (all.size() <= kEnough || std::getenv("LOGONLOOM_ALL_REDUCTIONS") != nullptr) return all;
  std::vector<Reduction> chosen;
  for (std::size_t i = 0; i < kEnough; ++i)
    chosen.push_back(std::move(all[i * all.size() / kEnough]));
  return chosen;
}

class Reductions : public testing::TestWithParam<Loss> {};

TEST_P(Reductions, OfRealLogsContradictTheWholeInNothing) {
  if (!HasCorpus()) GTEST_SKIP() << CorpusMissing();
  const Whole whole(LOGONLOOM_CORPUS);
  EXPECT_GT(whole.correlation.access_sessions.size(), 1000u);
  whole.ExpectNoContradiction(Chosen(GetParam().reductions(whole.records)));
}

TEST_P(Reductions, OfToldLogsContradictTheWholeInNothing) {
  const Whole whole(LOGONLOOM_SOURCE_DIR "/testdata/demo");
  EXPECT_EQ(whole.correlation.hosts.size(), 3u);
  whole.ExpectNoContradiction(GetParam().reductions(whole.records));
}

INSTANTIATE_TEST_SUITE_P(Logs, Reductions, testing::ValuesIn(kLosses),
                         [](const auto& chosen) { return std::string(chosen.param.name); });

}  // namespace
}  // namespace logonloom
