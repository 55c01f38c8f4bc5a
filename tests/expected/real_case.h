// A case made from files of the corpus of real logs, for tests that read its views.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "logonloom/ingest.h"

namespace logonloom {

// Column → value as text; NULL is «NULL».
using ViewRow = std::map<std::string, std::string>;

// Whether the corpus is there. Tests that need it are skipped otherwise, with a word why.
bool HasCorpus();
std::string CorpusMissing();

// All rows of a view of the case, in its order.
std::vector<ViewRow> ReadRows(const std::filesystem::path& case_path, const std::string& view,
                              const std::string& condition = {});

class RealCase {
 public:
  // Files of the corpus by the begin of their path below it; each must be there once. The rest of
  // `options` is taken as it is.
  explicit RealCase(const std::vector<std::string>& prefixes, IngestOptions options = {});
  ~RealCase();
  RealCase(const RealCase&) = delete;
  RealCase& operator=(const RealCase&) = delete;

  std::vector<ViewRow> Rows(const std::string& view, const std::string& condition = {}) const;
  const IngestSummary& summary() const { return summary_; }
  const std::filesystem::path& path() const { return case_path_; }

 private:
  std::filesystem::path folder_, case_path_;
  IngestSummary summary_;
};

}  // namespace logonloom
