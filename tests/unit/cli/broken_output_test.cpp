// Output that ends early: a full device, a reader that went away, a full disk. Each call runs in a
// child of its own, with that output.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "cli/app.h"
#include "support/sample_log.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::ReadWholeFile;
using support::TempFolder;
using support::WriteFile;
using testing::HasSubstr;
using testing::StartsWith;

struct End {
  bool exited = false;  // and was not killed
  int status = -1;
  std::string err;
};

class BrokenOutput : public testing::Test {
 protected:
  void SetUp() override {
    WriteFile(folder_ / "a.evtx", support::SampleLog(2000).bytes);
    const End end = Run({"ingest", Path("a.evtx"), "-o", Path("a.db"), "--quiet"}, [] {});
    ASSERT_EQ(end.status, kComplete) << end.err;
  }
  std::string Path(const std::string& name) const { return (folder_ / name).string(); }

  // Runs the program after `prepare`, standard error in a file.
  End Run(const std::vector<std::string>& arguments, const std::function<void()>& prepare) {
    std::vector<const char*> argv = {"logonloom"};
    for (const std::string& argument : arguments) argv.push_back(argument.c_str());
    const pid_t child = fork();
    if (child == 0) {
      const int err = open(Path("err").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
      dup2(err, STDERR_FILENO);
      prepare();
      _exit(RunApp(static_cast<int>(argv.size()), argv.data()));
    }
    int status = 0;
    waitpid(child, &status, 0);
    return {WIFEXITED(status), WIFEXITED(status) ? WEXITSTATUS(status) : -1,
            ReadWholeFile(folder_ / "err")};
  }

  TempFolder folder_;
};

void WriteToFullDevice() { dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO); }

void WriteToNobody() {
  int ends[2] = {-1, -1};
  if (pipe(ends) != 0) _exit(100);
  dup2(ends[1], STDOUT_FILENO);
  close(ends[0]);
  close(ends[1]);
}

void FillTheDisk() {
  const rlimit limit{4000, 4000};
  setrlimit(RLIMIT_FSIZE, &limit);
}

TEST_F(BrokenOutput, IsAnErrorThatIsToldOnce) {
  const std::vector<std::vector<std::string>> calls = {
      {"sessions", Path("a.db"), "--all"},
      {"export", Path("a.db"), "logon_sessions"},
      {"export", Path("a.db"), "logon_sessions", "--format", "jsonl"},
      {"dump", Path("a.evtx")},
      {"dump", Path("a.evtx"), "--format", "xml"},
      {"verify", Path("a.evtx")}};
  for (const auto& call : calls)
    for (const auto& prepare : {WriteToFullDevice, WriteToNobody}) {
      SCOPED_TRACE(testing::PrintToString(call));
      const End end = Run(call, prepare);
      EXPECT_TRUE(end.exited);
      EXPECT_EQ(end.status, kUnfinished);
      EXPECT_THAT(end.err, StartsWith("logonloom: Writing to standard output failed: "));
      EXPECT_EQ(end.err.find('\n'), end.err.size() - 1);
    }
}

TEST_F(BrokenOutput, OfIngestLeavesNoCase) {
  const End end = Run({"ingest", Path("a.evtx"), "-o", Path("new.db"), "--quiet"}, FillTheDisk);
  EXPECT_TRUE(end.exited) << "killed by a signal";
  EXPECT_EQ(end.status, kUnfinished);
  EXPECT_THAT(end.err, HasSubstr("new.db cannot be written"));
  for (const auto& entry : fs::directory_iterator(folder_.path()))
    EXPECT_EQ(entry.path().filename().string().find("new.db"), std::string::npos) << entry.path();
}

TEST_F(BrokenOutput, OfExportLeavesTheOldFile) {
  fs::create_directory(folder_ / "out");
  WriteFile(folder_ / "out/t.csv", "old");
  const End end = Run(
      {"export", Path("a.db"), "logon_sessions", "-o", Path("out/t.csv"), "--force"}, FillTheDisk);
  EXPECT_TRUE(end.exited) << "killed by a signal";
  EXPECT_EQ(end.status, kUnfinished);
  EXPECT_THAT(end.err, HasSubstr("t.csv failed: "));
  EXPECT_EQ(ReadWholeFile(folder_ / "out/t.csv"), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "out"), fs::directory_iterator()), 1);
}

}  // namespace
}  // namespace logonloom
