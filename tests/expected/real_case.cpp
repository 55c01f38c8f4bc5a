#include "real_case.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>

#include "casedb/case_reader.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;

std::string Text(const Cell& cell) {
  if (const auto* text = std::get_if<std::string_view>(&cell)) return std::string(*text);
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&cell)) return std::to_string(*real);
  return "NULL";
}

std::vector<fs::path> Find(const std::string& prefix) {
  const fs::path corpus = LOGONLOOM_CORPUS;
  if (prefix.empty()) return {corpus};
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(corpus))
    if (fs::relative(entry.path(), corpus).string().starts_with(prefix) && entry.is_regular_file())
      found.push_back(entry.path());
  EXPECT_EQ(found.size(), 1u) << prefix;
  return found;
}

fs::path NewFolder() {
  static std::atomic<int> count = 0;
  const fs::path folder =
      fs::temp_directory_path() /
      ("logonloom-expected-" + std::to_string(getpid()) + "-" + std::to_string(count++));
  fs::create_directories(folder);
  return folder;
}

}  // namespace

bool HasCorpus() { return fs::exists(fs::path(LOGONLOOM_CORPUS) / "manifest.tsv"); }

std::string CorpusMissing() {
  return "SKIPPED: no corpus of real logs in " LOGONLOOM_CORPUS
         "; name one with -DLOGONLOOM_CORPUS=FOLDER";
}

RealCase::RealCase(const std::vector<std::string>& prefixes, IngestOptions options)
    : folder_(NewFolder()), case_path_(folder_ / "case.db") {
  for (const std::string& prefix : prefixes)
    for (const fs::path& path : Find(prefix)) options.inputs.push_back(path);
  options.case_path = case_path_;
  summary_ = Ingest(options);
}

RealCase::~RealCase() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::vector<ViewRow> RealCase::Rows(const std::string& view, const std::string& condition) const {
  return ReadRows(case_path_, view, condition);
}

std::vector<ViewRow> ReadRows(const fs::path& case_path, const std::string& view,
                              const std::string& condition) {
  const CaseReader reader(case_path);
  const std::vector<std::string> columns = reader.Columns(view);
  std::vector<ViewRow> rows;
  reader.ForEachRow(view, condition, {}, [&](const std::vector<Cell>& cells) {
    ViewRow row;
    for (std::size_t i = 0; i < cells.size(); ++i) row[columns[i]] = Text(cells[i]);
    rows.push_back(std::move(row));
  });
  return rows;
}

}  // namespace logonloom
