// All real logs in random parts, added and merged, give the rows of one ingest of all.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "casedb/case_reader.h"
#include "real_case.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;

void Add(const fs::path& case_path, const std::vector<fs::path>& inputs) {
  IngestOptions options;
  options.inputs = inputs;
  options.case_path = case_path;
  Ingest(options);
}

std::vector<fs::path> Logs() {
  std::vector<fs::path> logs;
  for (const auto& entry : fs::recursive_directory_iterator(LOGONLOOM_CORPUS))
    if (entry.path().extension() == ".evtx") logs.push_back(entry.path());
  std::sort(logs.begin(), logs.end());
  return logs;
}

TEST(WholeCorpusInParts, GivesTheRowsOfOneIngest) {
  if (!HasCorpus()) GTEST_SKIP() << CorpusMissing();
  const RealCase whole({""});
  const std::vector<fs::path> logs = Logs();
  ASSERT_EQ(logs.size(), 332u);
  for (unsigned seed = 0; seed < 4; ++seed) {
    const support::TempFolder folder;
    std::mt19937 random(seed);
    std::vector<std::vector<fs::path>> parts(2 + seed);
    for (const fs::path& log : logs) parts[random() % parts.size()].push_back(log);
    // The first half of the parts goes into one case, the rest into another.
    for (std::size_t i = 0; i < parts.size(); ++i)
      Add(folder / (i < parts.size() / 2 ? "a.db" : "b.db"), parts[i]);
    MergeOptions merge;
    merge.cases = {folder / "a.db", folder / "b.db"};
    if (seed % 2 != 0) std::swap(merge.cases[0], merge.cases[1]);
    merge.case_path = folder / "c.db";
    Merge(merge);
    for (const std::string& view : CaseReader::ViewNames()) {
      if (view == "case_info") continue;
      EXPECT_TRUE(whole.Rows(view) == ReadRows(merge.case_path, view)) << view << ", " << seed;
    }
  }
}

}  // namespace
}  // namespace logonloom
