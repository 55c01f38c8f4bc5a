#include "all_rows.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "casedb/case_reader.h"

namespace logonloom {
namespace {

constexpr std::size_t kMostShown = 6;

std::string TextOf(const Cell& cell) {
  if (const auto* text = std::get_if<std::string_view>(&cell)) return std::string(*text);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  if (const auto* real = std::get_if<double>(&cell)) return std::to_string(*real);
  return "NULL";
}

std::string Lines(const char* title, const std::multiset<std::string>& rows,
                  const std::multiset<std::string>& without) {
  std::vector<std::string> rest;
  std::set_difference(rows.begin(), rows.end(), without.begin(), without.end(),
                      std::back_inserter(rest));
  std::string lines;
  for (std::size_t i = 0; i < std::min(rest.size(), kMostShown); ++i)
    lines += std::string(title) + rest[i] + "\n";
  return lines;
}

}  // namespace

std::vector<std::string> AllRows(const std::filesystem::path& case_path, Paths paths) {
  const CaseReader reader(case_path);
  const bool compared = paths == Paths::kCompared;
  std::vector<std::string> rows;
  for (const std::string& view : CaseReader::ViewNames()) {
    if (view == "case_info" || (view == "evidence_files" && !compared)) continue;
    const auto columns = reader.Columns(view);
    reader.ForEachRow(view, "", "", [&](const std::vector<Cell>& cells) {
      std::string row = view;
      for (std::size_t i = 0; i < cells.size(); ++i)
        if (compared || columns[i] != "file") row += "|" + TextOf(cells[i]);
      rows.push_back(row);
    });
  }
  return rows;
}

std::string Difference(const std::vector<std::string>& expected,
                       const std::vector<std::string>& actual) {
  if (expected == actual) return {};
  const std::multiset<std::string> a(expected.begin(), expected.end());
  const std::multiset<std::string> b(actual.begin(), actual.end());
  const std::string lines = Lines("missing: ", a, b) + Lines("surplus: ", b, a);
  return lines.empty() ? "the same rows in another order" : lines;
}

}  // namespace logonloom
