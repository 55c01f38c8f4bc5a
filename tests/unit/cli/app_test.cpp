#include "cli/app.h"

#include <gmock/gmock.h>

#include "support/sample_log.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::TempFolder;
using support::WriteFile;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

struct Output {
  int status = 0;
  std::string out, err;
};

Output RunLogonloom(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "logonloom");
  std::vector<const char*> argv;
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  Output output;
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  output.status = RunApp(static_cast<int>(argv.size()), argv.data());
  output.out = testing::internal::GetCapturedStdout();
  output.err = testing::internal::GetCapturedStderr();
  return output;
}

class Cli : public testing::Test {
 protected:
  void SetUp() override { WriteFile(folder_ / "a.evtx", support::SampleLog(5).bytes); }
  std::string Path(const std::string& name) const { return (folder_ / name).string(); }
  TempFolder folder_;
};

TEST_F(Cli, HelpGoesToStandardOutputWithStatusZero) {
  for (const std::vector<std::string>& call :
       std::vector<std::vector<std::string>>{{"--help"},
                                             {"ingest", "--help"},
                                             {"sessions", "--help"},
                                             {"export", "--help"},
                                             {"dump", "--help"},
                                             {"verify", "--help"}}) {
    const Output output = RunLogonloom(call);
    EXPECT_EQ(output.status, kComplete);
    EXPECT_THAT(output.out, HasSubstr("Usage: logonloom"));
    EXPECT_THAT(output.out, HasSubstr("Example")) << call.front();
    EXPECT_EQ(output.err, "");
  }
}

TEST_F(Cli, VersionIsOneLine) {
  const Output output = RunLogonloom({"--version"});
  EXPECT_EQ(output.status, kComplete);
  EXPECT_THAT(output.out, MatchesRegex("logonloom [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST_F(Cli, WrongCallsGiveStatusTwoAndOneLine) {
  for (const std::vector<std::string>& call : std::vector<std::vector<std::string>>{
           {},
           {"explode"},
           {"ingest"},
           {"ingest", "--nonsense"},
           {"ingest", Path("a.evtx")},
           {"ingest", Path("a.evtx"), "-o"},
           {"ingest", Path("a.evtx"), "-o", folder_.path()},
           {"ingest", Path("a.evtx"), "-o", Path("no/c.db")},
           {"ingest", Path("a.evtx"), "-o", Path("a.evtx"), "--force"},
           {"ingest", Path("a.evtx"), "-o", Path("c.db"), "--reader", "magic"},
           {"ingest", Path("a.evtx"), "-o", Path("c.db"), "--threads", "-1"},
           {"sessions"},
           {"sessions", Path("a.evtx")},
           {"sessions", folder_.path()},
           {"export", Path("a.evtx"), "hosts"},
           {"export", Path("c.db"), "hosts", "--format", "xls"},
           {"dump"},
           {"dump", Path("nowhere")},
           {"dump", Path("a.evtx"), "--format", "csv"},
           {"dump", Path("a.evtx"), "-o", Path("a.evtx")},
           {"verify", Path("nowhere")},
           {"export", Path("no.db"), "x"},
           {"ingest", Path("nowhere"), "-o", Path("c.db")},
           {"sessions", Path("no.db")}}) {
    const Output output = RunLogonloom(call);
    SCOPED_TRACE(testing::PrintToString(call));
    EXPECT_EQ(output.status, kUsage);
    EXPECT_THAT(output.err, StartsWith("logonloom: "));
    EXPECT_EQ(output.err.find('\n'), output.err.size() - 1);
    EXPECT_EQ(output.out, "");
  }
  EXPECT_FALSE(fs::exists(Path("c.db")));
  EXPECT_EQ(support::ReadWholeFile(folder_ / "a.evtx"), support::SampleLog(5).bytes);
}

TEST_F(Cli, IngestOfWholeEvidenceIsCompleteAndOfDamagedEvidenceIsNot) {
  EXPECT_EQ(RunLogonloom({"ingest", Path("a.evtx"), "-o", Path("a.db")}).status, kComplete);
  support::EvtxFile damaged = support::SampleLog(5);
  damaged.bytes.replace(damaged.records[4].offset, 40, std::string(40, 'x'));
  WriteFile(folder_ / "b.evtx", damaged.bytes);
  const Output output = RunLogonloom({"ingest", Path("b.evtx"), "-o", Path("b.db"), "--quiet"});
  EXPECT_EQ(output.status, kWithLosses);
  EXPECT_THAT(output.err, HasSubstr("Evidence was lost"));
}

TEST_F(Cli, ExportWritesAFileOnlyOnce) {
  RunLogonloom({"ingest", Path("a.evtx"), "-o", Path("a.db")});
  EXPECT_EQ(RunLogonloom({"export", Path("a.db"), "hosts", "-o", Path("h.csv")}).status, kComplete);
  EXPECT_THAT(support::ReadWholeFile(folder_ / "h.csv"), HasSubstr("WS01.corp.example"));
  EXPECT_EQ(RunLogonloom({"export", Path("a.db"), "hosts", "-o", Path("h.csv")}).status, kUsage);
  EXPECT_EQ(RunLogonloom({"export", Path("a.db"), "hosts", "-o", Path("h.csv"), "--force"}).status,
            kComplete);
}

TEST_F(Cli, UnknownViewNamesTheViews) {
  RunLogonloom({"ingest", Path("a.evtx"), "-o", Path("a.db")});
  const Output output = RunLogonloom({"export", Path("a.db"), "everything"});
  EXPECT_EQ(output.status, kUsage);
  EXPECT_THAT(output.err, HasSubstr("logon_sessions"));
}

TEST_F(Cli, DemoCaseHasItsSessions) {
  const std::string demo = LOGONLOOM_SOURCE_DIR "/testdata/demo";
  const Output ingest = RunLogonloom({"ingest", demo, "-o", Path("demo.db")});
  EXPECT_EQ(ingest.status, kComplete);
  EXPECT_EQ(ingest.out, "") << "messages are no data";
  EXPECT_THAT(ingest.err, HasSubstr("2 machines"));
  const Output sessions = RunLogonloom({"sessions", Path("demo.db")});
  EXPECT_EQ(sessions.status, kComplete);
  EXPECT_THAT(sessions.out, HasSubstr("203.0.113.77:50173 (KALI)"));
  const Output csv = RunLogonloom({"export", Path("demo.db"), "sessions"});
  EXPECT_EQ(csv.status, kComplete);
  EXPECT_THAT(csv.out, StartsWith("session_id,session_key,host,"));
  const Output json = RunLogonloom({"export", Path("demo.db"), "hosts", "--format", "jsonl"});
  EXPECT_THAT(json.out, StartsWith("{\"host_id\":1,"));
}

TEST_F(Cli, QuietSaysNothingOfSuccess) {
  EXPECT_EQ(RunLogonloom({"ingest", Path("a.evtx"), "-o", Path("a.db"), "--quiet"}).err, "");
}

TEST_F(Cli, AnExistingCaseIsAddedToAndReplacedByForce) {
  WriteFile(folder_ / "b.evtx", support::SampleLog(9).bytes);
  RunLogonloom({"ingest", Path("a.evtx"), "-o", Path("a.db")});
  const Output more = RunLogonloom({"ingest", Path("b.evtx"), "-o", Path("a.db")});
  EXPECT_EQ(more.status, kComplete);
  EXPECT_THAT(more.err, HasSubstr("2 files, 14 records"));
  const Output anew = RunLogonloom({"ingest", Path("b.evtx"), "-o", Path("a.db"), "--force"});
  EXPECT_EQ(anew.status, kComplete);
  EXPECT_THAT(anew.err, HasSubstr("1 files, 9 records"));
}

TEST_F(Cli, MergeMakesOneCaseOfSeveral) {
  WriteFile(folder_ / "b.evtx", support::SampleLog(9).bytes);
  RunLogonloom({"ingest", Path("a.evtx"), "-o", Path("a.db")});
  RunLogonloom({"ingest", Path("b.evtx"), "-o", Path("b.db")});
  const std::vector<std::string> call = {"merge", Path("a.db"), Path("b.db"), "-o", Path("c.db")};
  const Output merge = RunLogonloom(call);
  EXPECT_EQ(merge.status, kComplete);
  EXPECT_THAT(merge.err, HasSubstr("2 files, 14 records: 9 stored, 0 not of interest, 5 dup"));
  EXPECT_EQ(RunLogonloom(call).status, kUsage) << "the case exists";
}

TEST_F(Cli, CheckTellsAWholeCaseFromADamagedOne) {
  RunLogonloom({"ingest", Path("a.evtx"), "-o", Path("a.db")});
  const Output whole = RunLogonloom({"check", Path("a.db")});
  EXPECT_EQ(whole.status, kComplete);
  EXPECT_THAT(whole.out, HasSubstr("1 unchanged, 0 changed, 0 not there"));
  EXPECT_THAT(whole.out, Not(HasSubstr("BAD")));
  WriteFile(folder_ / "a.evtx", support::SampleLog(6).bytes);
  const Output changed = RunLogonloom({"check", Path("a.db")});
  EXPECT_EQ(changed.status, kWithLosses);
  EXPECT_THAT(changed.out, HasSubstr("BAD"));
  EXPECT_THAT(changed.out, HasSubstr("a.evtx has another content"));
  EXPECT_EQ(RunLogonloom({"check", Path("none.db")}).status, kUsage);
}

TEST_F(Cli, NoNameInTheEvidenceSteersTheTerminal) {
  fs::create_directory(folder_ / "logs");
  WriteFile(folder_ / "logs/\x1b[2J\n\u202e.evtx", "no log");
  const Output none = RunLogonloom({"ingest", Path("logs"), "-o", Path("c.db")});
  EXPECT_EQ(none.status, kUsage);
  EXPECT_THAT(none.err, HasSubstr("^[[2J^J<U+202E>.evtx"));
  EXPECT_THAT(none.err, Not(HasSubstr("\x1b")));
}

TEST_F(Cli, AnExportThatFailsLeavesNothingBehind) {
  RunLogonloom({"ingest", Path("a.evtx"), "-o", Path("a.db")});
  fs::create_directories(folder_ / "out/target");
  WriteFile(folder_ / "out/target/file", "x");
  const std::string target = Path("out/target");
  EXPECT_EQ(RunLogonloom({"export", Path("a.db"), "hosts", "-o", target, "--force"}).status,
            kUnfinished);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "out"), fs::directory_iterator()), 1);
}

TEST_F(Cli, NoCommandReplacesEvidenceOrACase) {
  RunLogonloom({"ingest", Path("a.evtx"), "-o", Path("a.db")});
  const std::string evidence = support::ReadWholeFile(folder_ / "a.evtx");
  const std::string database = support::ReadWholeFile(folder_ / "a.db");
  for (const std::string target : {"a.evtx", "a.db"}) {
    EXPECT_EQ(RunLogonloom({"export", Path("a.db"), "hosts", "-o", Path(target), "--force"}).status,
              kUsage);
    EXPECT_EQ(RunLogonloom({"dump", Path("a.evtx"), "-o", Path(target), "--force"}).status, kUsage);
  }
  EXPECT_EQ(support::ReadWholeFile(folder_ / "a.evtx"), evidence);
  EXPECT_EQ(support::ReadWholeFile(folder_ / "a.db"), database);
}

}  // namespace
}  // namespace logonloom
