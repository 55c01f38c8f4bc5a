// All real logs at once: nothing is lost without a word, and nothing depends on the run.
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "casedb/case_reader.h"
#include "real_case.h"

namespace logonloom {
namespace {

class WholeCorpus : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (HasCorpus()) shared_ = new RealCase({""});
  }
  static void TearDownTestSuite() {
    delete shared_;
    shared_ = nullptr;
  }
  void SetUp() override {
    if (!HasCorpus()) GTEST_SKIP() << CorpusMissing();
  }
  static RealCase* shared_;
};
RealCase* WholeCorpus::shared_ = nullptr;

TEST_F(WholeCorpus, EveryFileIsReadAndItsLedgerAddsUp) {
  const auto files = shared_->Rows("evidence_files");
  EXPECT_EQ(files.size(), 332u);
  for (const ViewRow& f : files) {
    const auto number = [&](const char* column) { return std::stoul(f.at(column)); };
    EXPECT_EQ(number("records_seen"), number("records_stored") + number("records_filtered") +
                                          number("records_duplicate") + number("records_rejected"))
        << f.at("path");
    EXPECT_EQ(f.at("sha256").size(), 64u);
    EXPECT_NE(f.at("status"), "unreadable") << f.at("path");
  }
}

// Recovered records count too, so that a file may hold more than the manifest lists, never fewer.
TEST_F(WholeCorpus, NoRecordOfTheManifestIsMissedInTheCount) {
  std::map<std::string, unsigned long> seen;
  const std::string corpus = LOGONLOOM_CORPUS;
  for (const ViewRow& f : shared_->Rows("evidence_files"))
    seen[f.at("path").substr(corpus.size() + 1)] = std::stoul(f.at("records_seen"));
  std::ifstream manifest(corpus + "/manifest.tsv");
  std::string line;
  std::getline(manifest, line);
  int files = 0;
  while (std::getline(manifest, line)) {
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, '\t');) cells.push_back(cell);
    const unsigned long recoverable = std::stoul(cells.at(20));
    EXPECT_GE(seen.at(cells.at(0)), recoverable) << cells.at(0);
    ++files;
  }
  EXPECT_EQ(files, 332);
}

TEST_F(WholeCorpus, EveryByteIsAccountedFor) {
  for (const ViewRow& f : shared_->Rows("evidence_files")) {
    const auto number = [&](const char* column) { return std::stoul(f.at(column)); };
    EXPECT_EQ(number("size_bytes"), number("header_bytes") + number("record_bytes") +
                                        number("torn_bytes") + number("recovered_bytes") +
                                        number("residue_bytes"))
        << f.at("path");
  }
}

TEST_F(WholeCorpus, EverySessionHasEvidenceAndNoDurationIsNegative) {
  const auto sessions = shared_->Rows("sessions");
  EXPECT_GT(sessions.size(), 1000u);
  std::map<std::string, int> proofs;
  for (const ViewRow& e : shared_->Rows("session_events")) ++proofs[e.at("session_id")];
  for (const ViewRow& s : sessions) {
    const bool implied = s.at("start_time") == "NULL" && s.at("attempt_time") == "NULL";
    EXPECT_TRUE(implied || proofs[s.at("session_id")] > 0) << s.at("session_key");
    if (s.at("duration_seconds") != "NULL") {
      EXPECT_GE(std::stod(s.at("duration_seconds")), 0.0) << s.at("session_key");
    }
  }
}

TEST_F(WholeCorpus, ASecondRunGivesTheSameRowsWithAnyNumberOfThreads) {
  for (const unsigned threads : {1u, 3u}) {
    IngestOptions options;
    options.threads = threads;
    const RealCase again({""}, options);
    for (const std::string& view : CaseReader::ViewNames()) {
      if (view == "case_info") continue;
      EXPECT_EQ(shared_->Rows(view), again.Rows(view)) << view;
    }
  }
}

}  // namespace
}  // namespace logonloom
