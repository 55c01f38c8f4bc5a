#include "report/csv_reader.h"

#include <algorithm>
#include <string_view>

namespace logonloom {
namespace {

constexpr std::size_t kLongestRow = 16U << 20U;

char MostFrequent(const std::string& line) {
  char best = ',';
  for (const char c : std::string_view(";\t"))
    if (std::count(line.begin(), line.end(), c) > std::count(line.begin(), line.end(), best))
      best = c;
  return best;
}

}  // namespace

bool CsvReader::ReadRaw(CsvRow& row) {
  row.raw.clear();
  row.line_end.clear();
  bool quoted = false;
  std::string line;
  while (std::getline(stream_, line)) {
    row.raw += line;
    if (row.raw.size() > kLongestRow) {
      too_long_ = true;
      return false;
    }
    for (const char c : line) quoted = c == '"' ? !quoted : quoted;
    const bool last = stream_.eof();
    if (!quoted || last) {
      row.line_end = last ? "" : "\n";
      break;
    }
    row.raw += '\n';
  }
  if (row.raw.empty() && row.line_end.empty()) return false;
  if (row.raw.ends_with('\r')) {
    row.raw.pop_back();
    row.line_end = row.line_end.empty() ? "\r" : "\r\n";
  }
  return true;
}

void CsvReader::Split(CsvRow& row) const {
  row.fields.assign(1, {});
  bool quoted = false;
  for (std::size_t i = 0; i < row.raw.size(); ++i) {
    const char c = row.raw[i];
    if (c == '"' && quoted && i + 1 < row.raw.size() && row.raw[i + 1] == '"') {
      row.fields.back() += c;
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == separator_ && !quoted) {
      row.fields.emplace_back();
    } else {
      row.fields.back() += c;
    }
  }
}

bool CsvReader::Next(CsvRow& row) {
  if (!ReadRaw(row)) return false;
  if (separator_ == 0) separator_ = MostFrequent(row.raw);
  Split(row);
  return true;
}

}  // namespace logonloom
