// Both readers, on all real files of which the second one loses nothing: the same case.
#include <gmock/gmock.h>

#include "casedb/case_reader.h"
#include "pipeline/verify.h"
#include "real_case.h"

namespace logonloom {
namespace {

IngestOptions With(const std::string& reader) {
  IngestOptions options;
  options.reader = reader;
  options.recover = false;
  return options;
}

std::vector<std::string> WhollyReadByLibevtx() {
  const std::string corpus = LOGONLOOM_CORPUS;
  const RealCase all({""}, With("libevtx"));
  std::vector<std::string> files;
  for (const ViewRow& f : all.Rows("evidence_files"))
    if (f.at("status") == "complete") files.push_back(f.at("path").substr(corpus.size() + 1));
  return files;
}

TEST(Readers, GiveTheSameSessionsWhereBothReadAllRecords) {
  if (!HasCorpus()) GTEST_SKIP() << CorpusMissing();
  const auto files = WhollyReadByLibevtx();
  ASSERT_GT(files.size(), 250u);
  const RealCase ours(files, With("evtx")), theirs(files, With("libevtx"));
  for (const std::string& view : CaseReader::ViewNames()) {
    if (view == "case_info" || view == "evidence_files" || view == "warnings") continue;
    EXPECT_EQ(ours.Rows(view), theirs.Rows(view)) << view;
  }
}

// All real files, the damaged ones too: whatever differs is a known defect of the second reader.
TEST(Readers, DifferOnlyWhereTheSecondIsKnownToBeWrong) {
  if (!HasCorpus()) GTEST_SKIP() << CorpusMissing();
  const VerifyReport report = Verify({LOGONLOOM_CORPUS}, {});
  EXPECT_EQ(report.files, 332u);
  EXPECT_GT(report.records_equal, 38'000u);
  for (const VerifyFinding& finding : report.unexplained)
    ADD_FAILURE() << finding.file << " " << finding.offset << " " << finding.what;
}

}  // namespace
}  // namespace logonloom
