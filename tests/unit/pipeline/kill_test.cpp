// A run that is killed, or has no more room, at each call that touches the disk.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>

#include "all_rows.h"
#include "casedb/case_draft.h"
#include "disk_fate.h"
#include "logonloom/ingest.h"
#include "support/demo_case.h"
#include "support/sample_log.h"
#include "support/temp_folder.h"
#include "support/unprivileged.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::ReadWholeFile;
using support::SampleLog;
using support::TempFolder;
using support::WriteFile;
using testing::HasSubstr;

// Runs `act` in a process of its own. True if the process was killed; it must not fail otherwise.
bool IsKilled(const std::function<void()>& act) {
  const pid_t child = fork();
  if (child == 0) {
    act();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) {
    EXPECT_EQ(WTERMSIG(status), SIGKILL);
    return true;
  }
  EXPECT_EQ(WEXITSTATUS(status), 0);
  return false;
}

#if defined(LOGONLOOM_FEWER_KILLS)
constexpr int kStep = 10;
#else
constexpr int kStep = 1;
#endif

class KilledRun : public testing::Test {
 protected:
  void SetUp() override {
    support::Scenario story;
    support::TellDemoCase(story);
    story.Write(folder_ / "logs");
    WriteFile(folder_ / "late.evtx", SampleLog(900).bytes);
    fs::create_directory(folder_ / "cases");
    fs::permissions(folder_ / "cases", fs::perms::all);
    Ingested(old_, folder_ / "logs");
    Ingested(folder_ / "other.db", folder_ / "late.evtx");
    old_bytes_ = ReadWholeFile(old_);
  }

  static void Ingested(const fs::path& case_path, const fs::path& input, bool replace = false) {
    IngestOptions options;
    options.inputs = {input};
    options.case_path = case_path;
    options.threads = 1;
    options.overwrite = replace;
    Ingest(options);
  }
  void Add() const { Ingested(old_, folder_ / "late.evtx"); }
  void Replace() const { Ingested(old_, folder_ / "late.evtx", true); }
  void MergeAnew() const {
    MergeOptions options;
    options.cases = {folder_ / "other.db", old_};
    options.case_path = folder_ / "cases/merged.db";
    options.overwrite = true;
    Merge(options);
  }
  void MergeOverOld() const {
    MergeOptions options;
    options.cases = {folder_ / "other.db", old_};
    options.case_path = old_;
    options.overwrite = true;
    Merge(options);
  }

  // Kills `act` at each of its calls. The case is the old one then, byte by byte, or has the rows
  // that `act` gives; doing it again completes it. Returns at how many.
  int KillEverywhere(const std::function<void()>& act, const fs::path& result, Fate fate) {
    WriteFile(old_, old_bytes_);
    act();
    const std::vector<std::string> rows = AllRows(result);
    for (int good = 0;; good += kStep) {
      fs::remove(folder_ / "cases/merged.db");
      WriteFile(old_, old_bytes_);
      const bool killed = IsKilled([&] {
        const DiskFate end(fate, good);
        act();
      });
      if (!killed) return good;
      const bool untouched = ReadWholeFile(old_) == old_bytes_;
      if (!untouched || (result != old_ && fs::exists(result))) {
        EXPECT_EQ(Difference(rows, AllRows(result)), "") << "half a case after " << good;
      }
      if (good % (4 * kStep) != 0 && untouched) continue;
      act();
      EXPECT_EQ(Difference(rows, AllRows(result)), "") << "not completed after " << good;
      EXPECT_FALSE(fs::exists(CaseDraft::PathOf(result)));
      if (HasFailure()) return good;
    }
  }

  // The same on a disk that is full from that call on.
  int FillEverywhere(const std::function<void()>& act) {
    for (int good = 0;; ++good) {
      WriteFile(old_, old_bytes_);
      const DiskFate full(Fate::kFull, good);
      try {
        act();
        if (!full.fulfilled()) return good;
        // Only the last step, the folder's, may fail without a word: the case is in its place.
        EXPECT_NE(ReadWholeFile(old_), old_bytes_);
      } catch (const IngestError& error) {
        EXPECT_EQ(error.kind, IngestError::Kind::kUnfinished);
        EXPECT_THAT(error.what(), HasSubstr("case.db"));
        EXPECT_EQ(ReadWholeFile(old_), old_bytes_) << good;
      }
      EXPECT_FALSE(fs::exists(CaseDraft::PathOf(old_))) << good;
      if (HasFailure()) return good;
    }
  }

  TempFolder folder_;
  const fs::path old_ = folder_ / "cases/case.db";
  std::string old_bytes_;
};

TEST_F(KilledRun, LeavesTheOldCaseOrTheNewOneAtEachOfFiveHundredPoints) {
  const auto add = [this] { Add(); };
  const auto replace = [this] { Replace(); };
  const auto merge = [this] { MergeAnew(); };
  int points = 0;
  for (const Fate fate : {Fate::kKilled, Fate::kKilledHalfWay}) {
    points += KillEverywhere(add, old_, fate);
    points += KillEverywhere(replace, old_, fate);
    points += KillEverywhere(merge, folder_ / "cases/merged.db", fate);
  }
  points += KillEverywhere([this] { MergeOverOld(); }, old_, Fate::kKilled);
  EXPECT_GE(points, 500);
}

TEST_F(KilledRun, HasAnOldCaseAndSaysSoWhereverTheDiskIsFull) {
  EXPECT_GT(FillEverywhere([this] { Add(); }), 20);
  EXPECT_GT(FillEverywhere([this] { Replace(); }), 20);
  EXPECT_GT(FillEverywhere([this] { MergeOverOld(); }), 20);
}

TEST_F(KilledRun, DoesNotHoldThePlaceOfTheNext) {
  // What is left of it is garbage, as long as it likes.
  WriteFile(CaseDraft::PathOf(old_), std::string(3'000'000, 'x'));
  WriteFile(CaseDraft::SideOf(old_), std::string(300'000, 'x'));
  Add();
  EXPECT_FALSE(fs::exists(CaseDraft::PathOf(old_)));
  EXPECT_FALSE(fs::exists(CaseDraft::SideOf(old_)));
  EXPECT_GT(AllRows(old_).size(), 900u);
}

TEST_F(KilledRun, IsNotWhatASecondRunIs) {
  const CaseDraft first(old_);
  for (const auto& act : {std::function([this] { Add(); }), std::function([this] { Replace(); })})
    try {
      act();
      ADD_FAILURE() << "two runs write one case";
    } catch (const IngestError& error) {
      EXPECT_EQ(error.kind, IngestError::Kind::kUsage);
      EXPECT_THAT(error.what(), HasSubstr("Another run"));
    }
  EXPECT_EQ(ReadWholeFile(old_), old_bytes_);
  EXPECT_TRUE(fs::exists(CaseDraft::PathOf(old_))) << "the first run's draft was taken away";
}

TEST_F(KilledRun, AndOneWithoutRightsToTheFolderChangeNothing) {
  fs::permissions(folder_ / "cases", fs::perms::all & ~fs::perms::owner_write &
                                         ~fs::perms::group_write & ~fs::perms::others_write);
  try {
    const support::Unprivileged nobody;
    Add();
    ADD_FAILURE() << "written without the right to";
  } catch (const IngestError& error) {
    EXPECT_EQ(error.kind, IngestError::Kind::kUsage);
    EXPECT_THAT(error.what(), HasSubstr("not writable"));
  }
  EXPECT_EQ(ReadWholeFile(old_), old_bytes_);
}

// The version of the schema stands big-endian at byte 60 of a database.
TEST_F(KilledRun, AndOneOnACaseOfAnotherSchemaChangeNothing) {
  for (const char version : {'\0', '\x7f'}) {
    std::string other = old_bytes_;
    other[63] = version;
    WriteFile(old_, other);
    try {
      Add();
      ADD_FAILURE() << "added to a case that cannot be understood";
    } catch (const IngestError& error) {
      EXPECT_EQ(error.kind, IngestError::Kind::kUsage);
      EXPECT_THAT(error.what(), HasSubstr("schema " + std::to_string(version)));
    }
    EXPECT_EQ(ReadWholeFile(old_), other);
    EXPECT_FALSE(fs::exists(CaseDraft::PathOf(old_)));
  }
}

}  // namespace
}  // namespace logonloom
