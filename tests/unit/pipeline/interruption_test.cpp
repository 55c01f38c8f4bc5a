// Whatever stops a run: the case that was there before stays, and nothing half-made lies beside it.
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <optional>
#include <stdexcept>

#include "casedb/case_reader.h"
#include "failing_reads.h"
#include "logonloom/ingest.h"
#include "support/sample_log.h"
#include "support/temp_folder.h"
#include "support/unprivileged.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::ReadWholeFile;
using support::TempFolder;
using support::WriteFile;
using testing::HasSubstr;

class Interruption : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(folder_ / "logs");
    fs::create_directories(folder_ / "cases");
    fs::permissions(folder_ / "cases", fs::perms::all);
    WriteFile(folder_ / "logs/a.evtx", support::SampleLog(20).bytes);
    options_.inputs = {folder_ / "logs"};
    options_.case_path = folder_ / "cases/case.db";
    options_.threads = 1;
    Ingest(options_);
    before_ = ReadWholeFile(options_.case_path);
    WriteFile(folder_ / "logs/b.evtx", support::SampleLog(3000).bytes);
    options_.overwrite = true;
  }

  void ExpectOldCaseAlone() const {
    EXPECT_EQ(ReadWholeFile(options_.case_path), before_);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "cases"), fs::directory_iterator()),
              1);
  }

  // Calls `act` when the first piece was read, ahead of the second.
  IngestSummary IngestAfterFirstPiece(const std::function<void()>& act) {
    bool acted = false;
    options_.on_progress = [&](const IngestProgress& progress) {
      if (acted || progress.stage != "reading") return;
      acted = true;
      act();
    };
    return Ingest(options_);
  }

  std::string MessageOf(const fs::path& file) const {
    const CaseReader reader(options_.case_path);
    const auto columns = reader.Columns("evidence_files");
    const auto place = std::find(columns.begin(), columns.end(), "message") - columns.begin();
    std::string message;
    reader.ForEachRow("evidence_files", "path = '" + file.string() + "'", "",
                      [&](const std::vector<Cell>& row) {
                        const Cell& cell = row[static_cast<std::size_t>(place)];
                        if (const auto* text = std::get_if<std::string_view>(&cell))
                          message = *text;
                      });
    return message;
  }

  TempFolder folder_;
  IngestOptions options_;
  std::string before_;
};

TEST_F(Interruption, AtAnyStageLeavesTheOldCase) {
  for (const unsigned threads : {1u, 3u})
    for (const std::string stage : {"reading", "correlating", "writing"}) {
      options_.threads = threads;
      options_.on_progress = [&stage](const IngestProgress& progress) {
        if (progress.stage == stage) throw std::runtime_error("interrupted");
      };
      EXPECT_THROW(Ingest(options_), std::runtime_error) << stage;
      ExpectOldCaseAlone();
    }
}

// As if the disk were full: files of the child may not grow beyond the limit.
TEST_F(Interruption, ByAFullDiskLeavesTheOldCaseAndSaysSo) {
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{40'000, 40'000};
    setrlimit(RLIMIT_FSIZE, &limit);
    try {
      Ingest(options_);
    } catch (const IngestError& error) {
      const bool told = std::string(error.what()).find("case.db") != std::string::npos;
      _exit(told && error.kind == IngestError::Kind::kUnfinished ? 42 : 1);
    }
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 42);
  ExpectOldCaseAlone();
}

// Containers limit processes. More threads than are granted must neither hang nor change the case.
TEST_F(Interruption, ByALackOfThreadsIsNone) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(60);
    if (geteuid() == 0 && setuid(65534) != 0) _exit(1);
    const rlimit limit{1, 1};
    setrlimit(RLIMIT_NPROC, &limit);
    options_.threads = 8;
    try {
      _exit(Ingest(options_).records_stored == 3000 ? 42 : 2);
    } catch (const std::exception&) {
      _exit(3);
    }
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status)) << "it hung";
  EXPECT_EQ(WEXITSTATUS(status), 42);
}

TEST_F(Interruption, ByALostMediumMakesNoCaseOfNothing) {
  fs::remove(folder_ / "logs/a.evtx");
  fs::permissions(folder_ / "logs/b.evtx", fs::perms::none);
  try {
    const support::Unprivileged nobody;
    Ingest(options_);
    ADD_FAILURE() << "nothing could be read";
  } catch (const IngestError& error) {
    EXPECT_THAT(error.what(), HasSubstr("b.evtx"));
  }
  ExpectOldCaseAlone();
}

TEST_F(Interruption, OfOneFileKeepsWhatTheOthersHold) {
  // The two are read in the order of their sums; whichever is second is gone by then.
  const IngestSummary summary = IngestAfterFirstPiece([this] {
    fs::remove(folder_ / "logs/a.evtx");
    fs::remove(folder_ / "logs/b.evtx");
  });
  EXPECT_EQ(summary.files, 2u);
  EXPECT_EQ(summary.files_unreadable, 1u);
  EXPECT_FALSE(summary.complete());
  EXPECT_GT(summary.records_stored, 0u);
  EXPECT_EQ(CaseReader(options_.case_path)
                .Count("evidence_files", "status = 'unreadable' AND records_seen = 0"),
            1);
  EXPECT_THAT(MessageOf(folder_ / "logs/a.evtx") + MessageOf(folder_ / "logs/b.evtx"),
              HasSubstr("Reading failed: No such file or directory"));
}

TEST_F(Interruption, IsToldWhenAFileBecomesShorterWhileItIsRead) {
  // Whichever of the large ones is not the first is cut before its turn.
  WriteFile(folder_ / "logs/c.evtx", support::SampleLog(2000).bytes);
  const IngestSummary summary = IngestAfterFirstPiece([this] {
    for (const char* name : {"logs/b.evtx", "logs/c.evtx"})
      fs::resize_file(folder_ / name, 4096 + 65536);
  });
  EXPECT_FALSE(summary.complete());
  EXPECT_EQ(summary.records_seen, summary.records_stored + summary.records_filtered +
                                      summary.records_duplicate + summary.records_rejected);
}

// Reading is hashing, looking for templates, and reading proper: the medium fails at each step.
TEST_F(Interruption, ByAMediumThatFailsAfterAnyNumberOfReads) {
  fs::remove(folder_ / "logs/a.evtx");
  // With a lost record among those that are read: the ledger counts both kinds of loss.
  support::EvtxFile damaged = support::SampleLog(3000);
  damaged.bytes.replace(damaged.records[5].offset, 40, 40, 'x');
  WriteFile(folder_ / "logs/b.evtx", damaged.bytes);
  int refused = 0, partial = 0;
  for (int reads = 0;; ++reads) {
    ASSERT_LT(reads, 1000) << "it never succeeds";
    WriteFile(options_.case_path, before_);
    const FailingReads medium(reads);
    try {
      const IngestSummary summary = Ingest(options_);
      if (!medium.failed()) break;
      ++partial;
      EXPECT_EQ(summary.files_unreadable, 1u) << reads;
      EXPECT_EQ(summary.records_rejected, 1u) << reads;
      EXPECT_GT(summary.records_stored, 0u) << "a case of nothing, after reads: " << reads;
      EXPECT_EQ(summary.records_seen, summary.records_stored + summary.records_filtered +
                                          summary.records_duplicate + summary.records_rejected);
      EXPECT_THAT(MessageOf(folder_ / "logs/b.evtx"), HasSubstr("Input/output error"));
    } catch (const IngestError& error) {
      ++refused;
      EXPECT_THAT(error.what(), HasSubstr("b.evtx"));
      EXPECT_THAT(error.what(), HasSubstr("Input/output error"));
      ExpectOldCaseAlone();
    }
  }
  EXPECT_GT(refused, 1);
  EXPECT_GT(partial, 0);
}

// One block that the medium does not give costs the records in it, in whichever way it lies.
TEST_F(Interruption, ByABadBlockCostsTheRecordsInItAndNoOthers) {
  fs::remove(folder_ / "logs/a.evtx");
  const support::EvtxFile log = support::SampleLog(3000);
  for (const std::uint64_t block :
       {log.chunks[0], log.chunks[1] + 8192, log.chunks[2] + 61440, log.chunks[3] + 4096}) {
    IngestSummary summary;
    {
      const BadBlock bad(block, 512);
      summary = Ingest(options_);
    }
    EXPECT_EQ(summary.files_unreadable, 0u);
    EXPECT_FALSE(summary.complete());
    EXPECT_GE(summary.bytes_lost, 512u);
    EXPECT_LE(summary.bytes_lost, 4096u);
    EXPECT_GT(summary.records_stored, 2940u) << block;
    EXPECT_EQ(summary.records_seen, summary.records_stored + summary.records_filtered +
                                        summary.records_duplicate + summary.records_rejected);
    EXPECT_THAT(MessageOf(folder_ / "logs/b.evtx"),
                HasSubstr(" bytes cannot be read, the first at " + std::to_string(block)));
    const CaseReader reader(options_.case_path);
    EXPECT_EQ(reader.Count("evidence_files", "status = 'partial' AND sha256 IS NULL"), 1);
    EXPECT_EQ(reader.Count("warnings", "code = 'bytes_unreadable'"), 1);
  }
}

TEST_F(Interruption, ByABadBlockEndsWhenTheFileIsCopiedAgain) {
  fs::remove(folder_ / "logs/a.evtx");
  const support::EvtxFile log = support::SampleLog(3000);
  {
    const BadBlock bad(log.chunks[1] + 8192, 512);
    EXPECT_FALSE(Ingest(options_).complete());
  }
  options_.overwrite = false;
  const IngestSummary summary = Ingest(options_);
  EXPECT_TRUE(summary.complete());
  EXPECT_EQ(summary.files, 1u);
  EXPECT_EQ(summary.records_stored, 3000u);
}

TEST_F(Interruption, ByABadBlockYieldsToTheWholeFileOfAnotherCase) {
  fs::remove(folder_ / "logs/a.evtx");
  const support::EvtxFile log = support::SampleLog(3000);
  MergeOptions merge;
  merge.case_path = folder_ / "merged.db";
  for (const bool whole : {false, true}) {
    std::optional<BadBlock> bad;
    if (!whole) bad.emplace(log.chunks[1] + 8192, 512);
    options_.case_path = folder_ / (whole ? "whole.db" : "damaged.db");
    Ingest(options_);
    merge.cases.push_back(options_.case_path);
  }
  const IngestSummary summary = Merge(merge);
  EXPECT_TRUE(summary.complete());
  EXPECT_EQ(summary.files, 1u);
  EXPECT_EQ(summary.records_stored, 3000u);
}

}  // namespace
}  // namespace logonloom
