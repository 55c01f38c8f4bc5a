// The options that choose rows, on the demo case.
#include <gmock/gmock.h>

#include <algorithm>

#include "support/sample_log.h"
#include "unit/cli/run_logonloom.h"

namespace logonloom {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class Filters : public DemoCase {
 protected:
  // The numbers of the sessions that are listed.
  static std::vector<std::string> Sessions(std::vector<std::string> options) {
    options.insert(options.begin(), {"sessions", Case()});
    options.insert(options.end(), {"--format", "csv"});
    const Output output = RunLogonloom(options);
    EXPECT_EQ(output.status, kComplete) << output.err;
    std::vector<std::string> ids;
    for (std::size_t at = output.out.find("\r\n") + 2; at < output.out.size();
         at = output.out.find("\r\n", at) + 2)
      ids.push_back(output.out.substr(at, output.out.find(',', at) - at));
    return ids;
  }
  static std::string Refusal(std::vector<std::string> options) {
    options.insert(options.begin(), {"sessions", Case()});
    const Output output = RunLogonloom(options);
    EXPECT_EQ(output.status, kUsage);
    EXPECT_EQ(output.out, "");
    return output.err;
  }
};

TEST_F(Filters, ChooseByMachineWholeShortAndGlob) {
  EXPECT_THAT(Sessions({"--host", "fs01"}), ElementsAre("1", "2", "3"));
  EXPECT_THAT(Sessions({"--host", "FS01.corp.example"}), ElementsAre("1", "2", "3"));
  EXPECT_THAT(Sessions({"--host", "fs*,nowhere"}), ElementsAre("1", "2", "3"));
  EXPECT_THAT(Sessions({"--host", "corp"}), IsEmpty());
}

TEST_F(Filters, ChooseByUserWithAndWithoutDomain) {
  EXPECT_THAT(Sessions({"--user", "BOB"}), ElementsAre("10", "11"));
  EXPECT_THAT(Sessions({"--user", "corp\\b*"}), ElementsAre("10", "11"));
  EXPECT_THAT(Sessions({"--user", "other\\bob"}), IsEmpty());
  EXPECT_THAT(Sessions({"--user", "' OR 1=1 --"}), IsEmpty());
}

TEST_F(Filters, ChooseBySourceAddressNetworkGlobAndList) {
  EXPECT_THAT(Sessions({"--ip", "198.51.100.23"}), ElementsAre("11"));
  EXPECT_THAT(Sessions({"--ip", "::ffff:198.51.100.23"}), ElementsAre("11"));
  EXPECT_THAT(Sessions({"--ip", "10.20.0.0/28"}), ElementsAre("1"));
  EXPECT_THAT(Sessions({"--ip", "10.20.0.*"}), ElementsAre("1", "2", "3", "13"));
  support::WriteFile(Path("list.txt"), "# watched\n198.51.100.0/24 # a network\n\n10.20.0.5\r\n");
  EXPECT_THAT(Sessions({"--ip", "@" + Path("list.txt")}), ElementsAre("1", "11"));
  support::WriteFile(Path("empty.txt"), "# none\n");
  EXPECT_THAT(Sessions({"--ip", "@" + Path("empty.txt")}), IsEmpty());
}

TEST_F(Filters, ChooseByTime) {
  EXPECT_THAT(Sessions({"--until", "2024-03-05T09:00:00Z"}), ElementsAre("4"));
  EXPECT_THAT(Sessions({"--since", "2024-03-05T23:31:44Z"}), ElementsAre("11", "12"));
  EXPECT_THAT(Sessions({"--at", "2024-03-05T22:10Z"}), ElementsAre("10", "2", "3"));
  EXPECT_THAT(Sessions({"--at", "2024-03-05 23:10", "--assume-tz", "+01:00"}),
              ElementsAre("10", "2", "3"));
}

TEST_F(Filters, ChooseByWordsAndConfidence) {
  EXPECT_THAT(Sessions({"--failed"}), ElementsAre("6", "7", "8", "9"));
  EXPECT_THAT(Sessions({"--outcome", "abandoned"}), ElementsAre("5"));
  EXPECT_THAT(Sessions({"--kind", "console,network"}), ElementsAre("4", "3", "13", "12"));
  EXPECT_THAT(Sessions({"--end-reason", "disconnect"}), ElementsAre("10"));
  EXPECT_THAT(Sessions({"--class", "machine"}), IsEmpty());
  EXPECT_THAT(Sessions({"--kind", "console", "--min-confidence", "0.9"}), ElementsAre("4"));
}

TEST_F(Filters, RefuseWhatCouldMeanSeveralThings) {
  EXPECT_THAT(Refusal({"--since", "2024-03-05 21:00"}), HasSubstr("has no zone"));
  EXPECT_THAT(Refusal({"--since", "noon"}), HasSubstr("is no time"));
  EXPECT_THAT(Refusal({"--kind", "rpd"}), HasSubstr("Did you mean rdp?"));
  EXPECT_THAT(Refusal({"--ip", "@" + Path("nowhere")}), HasSubstr("cannot be read"));
  EXPECT_THAT(Refusal({"--tz", "Mars/Olympus"}), HasSubstr("no zone «Mars/Olympus»"));
  EXPECT_THAT(Refusal({"--at", "2024-03-05Z", "--since", "2024-03-05Z"}), HasSubstr("--at"));
}

TEST_F(Filters, ShowTimesInAZoneWithItsOffset) {
  const Output output = RunLogonloom({"sessions", Case(), "--user", "bob", "--tz", "+05:30"});
  EXPECT_THAT(output.out, HasSubstr("2024-03-06 03:13:50+05:30"));
  EXPECT_THAT(output.out, testing::Not(HasSubstr("(UTC)")));
}

TEST_F(Filters, WorkOnEveryViewThatCanAnswer) {
  const auto lines = [](std::vector<std::string> options) {
    options.insert(options.begin(), "export");
    const Output output = RunLogonloom(options);
    EXPECT_EQ(output.status, kComplete) << output.err;
    return std::count(output.out.begin(), output.out.end(), '\n') - 1;
  };
  EXPECT_EQ(lines({Case(), "activity", "--kind", "log_cleared"}), 1);
  EXPECT_EQ(lines({Case(), "session_events", "--user", "bob", "--since", "2024-03-05T23:05Z"}), 18)
      << "the view has no user, its sessions have";
  EXPECT_EQ(lines({Case(), "links", "--host", "WS01"}), 4);
  const Output refused = RunLogonloom({"export", Case(), "gaps", "--ip", "10.0.0.1"});
  EXPECT_EQ(refused.status, kUsage);
  EXPECT_THAT(refused.err, StartsWith("logonloom: The view gaps has nothing that --ip"));
}

}  // namespace
}  // namespace logonloom
