// CSV by RFC 4180: UTF-8, a header row, CRLF, quotes where needed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "casedb/case_reader.h"
#include "report/sink.h"

namespace logonloom {

class CsvWriter {
 public:
  // `raw`: leave cells alone that a spreadsheet would run as formulas.
  CsvWriter(TextSink sink, bool raw) : sink_(std::move(sink)), raw_(raw) {}

  void Header(const std::vector<std::string>& columns);
  void Row(const std::vector<Cell>& cells);
  // Cells that began with = + - @ tab or CR and were prefixed with '.
  std::uint64_t defused() const { return defused_; }

 private:
  void Field(std::string_view text, bool is_text);
  TextSink sink_;
  bool raw_;
  std::uint64_t defused_ = 0;
  std::string line_;
};

// A number as the exports write it, shortest form that reads back the same.
std::string NumberText(double number);

}  // namespace logonloom
