// Records near a session that are not of it, from the logs to what explain says of them.
#include <gmock/gmock.h>

#include "support/scenario.h"
#include "unit/cli/run_logonloom.h"

namespace logonloom {
namespace {

using support::At;
using testing::AllOf;
using testing::HasSubstr;

// Runs of white space as one blank, so that line breaks do not matter.
std::string OneLine(const std::string& text) {
  std::string line;
  for (const char c : text)
    if (c != '\n' && c != ' ')
      line += c;
    else if (!line.ends_with(' '))
      line += ' ';
  return line;
}

class Explain : public testing::Test {
 protected:
  Explain() : machine_(story_.AddMachine({"TS01", "corp.example", "CORP"})) {}

  // What explain says of the only session whose row has `words`.
  std::string Of(const std::string& column, const std::string& word) {
    story_.Write(folder_ / "logs");
    const std::string path = (folder_ / "case.db").string();
    EXPECT_EQ(RunLogonloom({"ingest", (folder_ / "logs").string(), "-o", path}).status, kComplete);
    const Output csv = RunLogonloom({"sessions", path, "--format", "csv", column, word});
    const std::size_t row = csv.out.find("\r\n") + 2;
    const Output page = RunLogonloom(
        {"explain", path, csv.out.substr(row, csv.out.find(',', row) - row), "--all"});
    EXPECT_EQ(page.status, kComplete) << csv.out << page.err;
    return OneLine(page.out);
  }

  support::TempFolder folder_;
  support::Scenario story_;
  const support::Person& alice_ = story_.User("CORP", "alice", 1105);
  const support::Person& bob_ = story_.User("CORP", "bob", 1106);
  support::Machine& machine_;
};

TEST_F(Explain, NamesLogonsLogoffsAndConnectionsOfSomebodyElse) {
  machine_.Boot(At("2024-03-04T06:00:00Z"));
  const auto first = machine_.RdpLogon(alice_, {"10.1.1.5", 50111, "PC5"},
                                       At("2024-03-04T08:00:00Z"));
  const auto second = machine_.RdpLogon(bob_, {"10.1.1.6", 50222, "PC6"},
                                        At("2024-03-04T08:00:30Z"));
  machine_.Logoff(second, At("2024-03-04T09:00:00Z"));
  machine_.Logoff(first, At("2024-03-04T09:01:00Z"));
  const std::string page = Of("--user", "alice");
  EXPECT_THAT(page, AllOf(HasSubstr("It gives the moment."),
                          HasSubstr("another connection, ActivityID {"),
                          HasSubstr("another user, CORP\\bob"), HasSubstr("it names desktop number"),
                          HasSubstr("only authenticated the connection")));
}

TEST_F(Explain, NamesTheReconnectThatBeganAnotherSession) {
  machine_.Boot(At("2024-03-04T06:00:00Z"));
  const auto desk = machine_.RdpLogon(alice_, {"10.1.1.5", 50111, "PC5"},
                                      At("2024-03-04T08:00:00Z"));
  machine_.RdpDisconnect(desk, At("2024-03-04T08:02:00Z"));
  machine_.RdpReconnect(desk, {"10.1.1.9", 50333, "PC9"}, At("2024-03-04T08:04:00Z"));
  machine_.Logoff(desk, At("2024-03-04T09:00:00Z"));
  const std::string page = Of("--ip", "10.1.1.5");
  EXPECT_THAT(page, AllOf(HasSubstr("a later visit to the same desktop"),
                          HasSubstr("is not the end of this access, which had left it before")));
  EXPECT_THAT(page, HasSubstr("End: 2024-03-04 08:02:0"));
}

TEST_F(Explain, NamesTheEndOfABootAheadOfTheSession) {
  machine_.Boot(At("2024-03-04T06:00:00Z"));
  machine_.Shutdown(At("2024-03-04T07:00:00Z"));
  machine_.Boot(At("2024-03-04T07:30:00Z"));
  machine_.ConsoleLogon(alice_, At("2024-03-04T08:00:00Z"));
  EXPECT_THAT(Of("--user", "alice"),
              HasSubstr("The end of boot 1 (kernel_stop) is not its end: it lies ahead"));
}

}  // namespace
}  // namespace logonloom
