// What a run says while it goes on, and what is left if it is told to stop.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <thread>

#include "cli/app.h"
#include "cli/progress_display.h"
#include "support/sample_log.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::TempFolder;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

IngestProgress HalfRead() {
  IngestProgress progress;
  progress.stage = "reading";
  progress.bytes_done = 1'500'000'000;
  progress.bytes_total = 3'000'000'000;
  progress.files_done = 3;
  progress.files_total = 40;
  progress.records = 120'000;
  return progress;
}

TEST(ProgressLine, TellsBytesRateTimeLeftFilesAndRecords) {
  EXPECT_EQ(ProgressLine(HalfRead(), 10, 200),
            "[##########..........]  50 %  reading 1.5 GB of 3.0 GB, 150 MB/s, 10 s left, "
            "3 of 40 files, 120000 records");
}

TEST(ProgressLine, TellsNoRateAheadOfTime) {
  EXPECT_THAT(ProgressLine(HalfRead(), 0.1, 200), Not(HasSubstr("left")));
}

TEST(ProgressLine, CountsTimeWhereThereAreNoBytes) {
  IngestProgress progress = HalfRead();
  progress.stage = "writing";
  progress.sessions = 77;
  EXPECT_EQ(ProgressLine(progress, 75, 200), "writing for 1 min 15 s, 120000 records, 77 sessions");
}

TEST(ProgressLine, StaysOnItsLine) {
  for (const int width : {0, 1, 20, 80})
    EXPECT_LT(ProgressLine(HalfRead(), 10, width).size(), static_cast<std::size_t>(width + 1));
  EXPECT_THAT(ProgressLine(HalfRead(), 10, 30), StartsWith("[####"));
}

TEST(ProgressLine, NeverTellsMoreThanAll) {
  IngestProgress progress = HalfRead();
  progress.bytes_total = 1'000'000'000;  // the file grew
  const std::string line = ProgressLine(progress, 10, 200);
  EXPECT_THAT(line, HasSubstr("] 100 %"));
  EXPECT_THAT(line, HasSubstr("0 s left"));
}

// Ended by Ctrl+C or kill: the draft goes, the case stays.
TEST(StoppedRun, LeavesTheOldCaseAlone) {
  const TempFolder folder;
  support::WriteFile(folder / "small.evtx", support::SampleLog(5).bytes);
  support::WriteFile(folder / "large.evtx", support::SampleLog(60'000).bytes);
  fs::create_directory(folder / "cases");
  const std::string target = folder / "cases/case.db";
  const auto ingest = [&target](const std::string& log) {
    const char* call[] = {"logonloom", "ingest", log.c_str(), "-o", target.c_str(), "--quiet"};
    return RunApp(6, call);
  };
  ASSERT_EQ(ingest(folder / "small.evtx"), 0);
  const std::string before = support::ReadWholeFile(target);
  for (const int signal : {SIGINT, SIGTERM}) {
    const pid_t child = fork();
    if (child == 0) _exit(ingest(folder / "large.evtx"));
    while (!fs::exists(target + ".partial")) std::this_thread::yield();
    // The first report, and with it the handler, follows the claim at once.
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    kill(child, signal);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it was done already";
    EXPECT_EQ(WTERMSIG(status), signal);
    EXPECT_EQ(support::ReadWholeFile(target), before);
    EXPECT_FALSE(fs::exists(target + ".partial"));
  }
}

}  // namespace
}  // namespace logonloom
