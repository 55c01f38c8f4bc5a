// The commands that answer an analyst, on the demo case.
#include <gmock/gmock.h>

#include "support/evtx_writer.h"
#include "unit/cli/run_logonloom.h"

namespace logonloom {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Pages : public DemoCase {
 protected:
  static std::string Out(std::vector<std::string> call) {
    call.insert(call.begin() + 1, Case());
    const Output output = RunLogonloom(call);
    EXPECT_EQ(output.status, kComplete) << output.err;
    return output.out;
  }
  static std::string Refusal(const std::vector<std::string>& call) {
    const Output output = RunLogonloom(call);
    EXPECT_EQ(output.status, kUsage);
    return output.err;
  }
};

TEST_F(Pages, ShowTellsWhereSomebodyCameFromWhatHeRanAndWhereHeWent) {
  EXPECT_THAT(Out({"show", "10"}),
              AllOf(HasSubstr("203.0.113.77:50173"), HasSubstr("3 failed attempts"),
                    HasSubstr("whoami.exe /all"), HasSubstr("as itadmin"),
                    HasSubstr("session 2: CORP\\itadmin on FS01"), HasSubstr("disconnect")));
  EXPECT_THAT(Out({"show", "2"}),
              AllOf(HasSubstr("Cleared the log Security"), HasSubstr("Where it came from")));
}

TEST_F(Pages, ShowFoldsProcessesUnderTheirParents) {
  const std::string story = Out({"show", "10"});
  EXPECT_THAT(story, HasSubstr("Z  C:\\Windows\\system32\\userinit.exe\n"));
  EXPECT_THAT(story, HasSubstr("Z    C:\\Windows\\Explorer.EXE\n"));
}

TEST_F(Pages, SessionsAreFoundByTheirKeys) {
  const std::string story = Out({"show", "10"});
  const std::size_t key = story.find("S-");
  EXPECT_EQ(Out({"show", story.substr(key, story.find('\n') - key)}), story);
  EXPECT_THAT(Refusal({"show", Case(), "999"}), HasSubstr("There is no session «999»"));
}

TEST_F(Pages, ExplainNamesRecordsRulesAndWhatWasNotTaken) {
  EXPECT_THAT(Out({"explain", "10"}),
              AllOf(HasSubstr("Security 4624 #7552"), HasSubstr("Security.evtx at byte"),
                    HasSubstr("logon_event"), HasSubstr("another connection, ActivityID {"),
                    HasSubstr("is not the end of this access")));
}

TEST_F(Pages, AtTellsWhoWasThereAndWhatTheLogsCannotSay) {
  EXPECT_THAT(Out({"at", "ws01", "2024-03-05T22:10Z"}), HasSubstr("CORP\\bob was there"));
  EXPECT_THAT(Out({"at", "FS01", "2024-03-05T21:10Z"}),
              AllOf(HasSubstr("No record shows anybody"),
                    HasSubstr("Security was cleared at 2024-03-05 22:06:14Z by itadmin")));
  EXPECT_THAT(Out({"at", "ws01", "2024-03-05T22:30Z"}),
              HasSubstr("The desktop of CORP\\bob (number 3) was open with nobody connected"));
  EXPECT_THAT(Out({"at", "ws01", "2024-03-06T08:00Z"}), HasSubstr("was perhaps there"));
  EXPECT_THAT(Refusal({"at", Case(), "ws01", "2024-03-05T22:10"}), HasSubstr("has no zone"));
  EXPECT_THAT(Refusal({"at", Case(), "nowhere", "2024-03-05Z"}), HasSubstr("FS01.corp.example"));
}

TEST_F(Pages, CoverageNamesClearedAndMissingLogs) {
  EXPECT_THAT(
      Out({"coverage", "--host", "fs01"}),
      AllOf(HasSubstr("cleared at 2024-03-05 22:06:14Z by itadmin"), Not(HasSubstr("WS01"))));
}

TEST_F(Pages, QueriesAreListedShownAndRun) {
  EXPECT_THAT(Out({"query"}), AllOf(HasSubstr("brute_force_success"), HasSubstr("--param")));
  EXPECT_THAT(Out({"query", "brute_force_success", "--sql"}), StartsWith("-- "));
  EXPECT_THAT(Out({"query", "brute_force_success", "--format", "csv"}), HasSubstr(",bob,"));
  EXPECT_THAT(Out({"query", "brute_force_success", "--param", "failures=8", "--format", "csv"}),
              Not(HasSubstr(",bob,")));
  support::WriteFile(Path("users.txt"), "alice\nbob # watched\n");
  EXPECT_THAT(Out({"query", "watched_accounts", "--param", "users=@" + Path("users.txt")}),
              AllOf(HasSubstr("alice"), HasSubstr("bob"), Not(HasSubstr("itadmin"))));
  EXPECT_THAT(Refusal({"query", Case(), "brute_force"}), HasSubstr("There is no query"));
  EXPECT_THAT(Refusal({"query", Case(), "ntlm", "--param", "versoin=x"}),
              HasSubstr("Did you mean version?"));
}

TEST_F(Pages, QueriesOfAFolderCanOnlyRead) {
  support::WriteFile(Path("mine.sql"), "-- Mine\nSELECT :x AS given\n-- param x=7: a value\n");
  support::WriteFile(Path("evil.sql"), "-- Evil\nDELETE FROM access_session\n");
  support::WriteFile(Path("attach.sql"), "-- Evil\nATTACH 'other.db' AS o\n");
  EXPECT_THAT(Out({"query", "mine", "--folder", Path("")}), HasSubstr("given"));
  for (const char* name : {"evil", "attach"})
    EXPECT_THAT(Refusal({"query", Case(), name, "--folder", Path("")}),
                HasSubstr("The query cannot be run"));
  EXPECT_THAT(Out({"show", "10"}), HasSubstr("bob"));
}

TEST_F(Pages, AttributeAddsSessionsAndLeavesTheRestAlone) {
  const std::string rows =
      "TimeCreated,Computer,UserName,Extra\r\n"
      "2024-03-05 21:50:00.1234567,WS01.corp.example,CORP\\bob,\"a,\"\"b\"\r\n"
      "2024-03-05 21:50:00,WS01,,y\r\n"
      "2024-03-05 21:50:00,WS01,alice,y\r\n"
      "late,WS01,bob,z\r\n";
  support::WriteFile(Path("t.csv"), rows);
  const std::string out = Out({"attribute", Path("t.csv")});
  EXPECT_THAT(out, HasSubstr("CORP\\bob,\"a,\"\"b\",10,S-"));
  EXPECT_THAT(out, HasSubstr("WS01,,y,10,S-"));
  EXPECT_THAT(out, HasSubstr(",rdp,0.5\r\n")) << "without a user half as sure";
  EXPECT_THAT(out, HasSubstr("WS01,alice,y,,,,,,\r\n"));
  EXPECT_THAT(out, HasSubstr("late,WS01,bob,z,,,,,,\r\n"));
}

TEST_F(Pages, AttributeReadsPlasoAndRefusesWhatItCannotPlace) {
  support::WriteFile(Path("p.csv"),
                     "date,time,timezone,MACB,host,user,short\n"
                     "03/05/2024,21:50:00,UTC,M,WS01,-,x\n");
  EXPECT_THAT(Out({"attribute", Path("p.csv")}), HasSubstr(",x,10,S-"));
  support::WriteFile(Path("d.csv"),
                     "datetime,message\n2024-03-05T22:50:00.000000+01:00,x\n1709675400,unix\n");
  EXPECT_THAT(Out({"attribute", Path("d.csv"), "--host", "WS01"}),
              AllOf(HasSubstr("+01:00,x,10,"), HasSubstr("unix,10,")));
  EXPECT_THAT(Refusal({"attribute", Case(), Path("d.csv")}), HasSubstr("--host"));
  EXPECT_THAT(Refusal({"attribute", Case(), Path("p.csv"), "--time", "when"}),
              HasSubstr("has no column «when»"));
}

TEST_F(Pages, ProfilesHaveTheColumnsThatTheirToolsWant) {
  EXPECT_THAT(Out({"export", "--profile", "timesketch"}),
              AllOf(StartsWith("message,datetime,timestamp,timestamp_desc,"),
                    HasSubstr("2024-03-05T21:43:50.406022+00:00,1709675030406022,Session begin")));
  EXPECT_THAT(Out({"export", "--profile", "ecs", "--user", "bob"}),
              AllOf(HasSubstr("\"@timestamp\":\"2024-03-05T21:43:50.4060220Z\""),
                    HasSubstr("\"source\":{\"ip\":\"203.0.113.77\",\"port\":50173"),
                    Not(HasSubstr("alice"))));
  EXPECT_THAT(Out({"export", "timeline", "--profile", "tln"}),
              HasSubstr("1709676374|EVTX|FS01.corp.example|itadmin|log_cleared: "));
  EXPECT_THAT(Refusal({"export", Case(), "token_privileges", "--profile", "tln"}),
              HasSubstr("has no times"));
}

TEST_F(Pages, MistypedCommandsAndOptionsNameTheNearest) {
  EXPECT_THAT(Refusal({"sesions", Case()}), HasSubstr("Did you mean sessions?"));
  EXPECT_THAT(Refusal({"sessions", Case(), "--hots", "x"}), HasSubstr("Did you mean --host?"));
}

TEST_F(Pages, MessagesCanBeJson) {
  EXPECT_THAT(Refusal({"sesions", "--json"}),
              StartsWith("{\"program\":\"logonloom\",\"message\":\"There is no command"));
  EXPECT_THAT(Refusal({"sesions"}), StartsWith("logonloom: "));
}

TEST_F(Pages, CompletionsKnowEveryCommandAndOption) {
  for (const char* kind : {"bash", "zsh", "fish", "man"}) {
    const Output output = RunLogonloom({"completion", kind});
    EXPECT_EQ(output.status, kComplete);
    for (const char* word : {"sessions", "attribute", "coverage", "profile", "confidence"})
      EXPECT_THAT(output.out, HasSubstr(word)) << kind;
  }
}

}  // namespace
}  // namespace logonloom
