#include "cli/app.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include "support/sample_log.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::TempFolder;
using support::WriteFile;
using testing::HasSubstr;
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
  for (const std::vector<std::string>& call : std::vector<std::vector<std::string>>{
           {"--help"}, {"ingest", "--help"}, {"sessions", "--help"}, {"export", "--help"}}) {
    const Output output = RunLogonloom(call);
    EXPECT_EQ(output.status, kComplete);
    EXPECT_THAT(output.out, HasSubstr("Usage: logonloom"));
    EXPECT_EQ(output.err, "");
  }
}

TEST_F(Cli, WrongCallsGiveStatusTwoAndOneLine) {
  for (const std::vector<std::string>& call :
       std::vector<std::vector<std::string>>{{},
                                             {"explode"},
                                             {"ingest"},
                                             {"ingest", "--nonsense"},
                                             {"export", Path("no.db"), "x"},
                                             {"ingest", Path("nowhere"), "-o", Path("c.db")},
                                             {"sessions", Path("no.db")}}) {
    const Output output = RunLogonloom(call);
    EXPECT_EQ(output.status, kUsage);
    EXPECT_THAT(output.err, StartsWith("logonloom: "));
    EXPECT_EQ(output.out, "");
  }
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

TEST_F(Cli, AFullDeviceIsAnErrorNotASuccess) {
  RunLogonloom({"ingest", Path("a.evtx"), "-o", Path("a.db")});
  fflush(stdout);
  const int saved = dup(STDOUT_FILENO);
  const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
  dup2(full, STDOUT_FILENO);
  const std::string path = Path("a.db");
  const char* argv[] = {"logonloom", "export", path.c_str(), "hosts"};
  testing::internal::CaptureStderr();
  const int status = RunApp(4, argv);
  const std::string err = testing::internal::GetCapturedStderr();
  dup2(saved, STDOUT_FILENO);
  close(saved);
  close(full);
  EXPECT_EQ(status, kUnfinished);
  EXPECT_THAT(err, StartsWith("logonloom: "));
}

}  // namespace
}  // namespace logonloom
