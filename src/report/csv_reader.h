// CSV of other tools, a row at a time.
#pragma once

#include <istream>
#include <string>
#include <vector>

namespace logonloom {

struct CsvRow {
  std::string raw;                  // as it stands, without the end of its line
  std::string line_end;             // LF, CRLF, or nothing at the end of the file
  std::vector<std::string> fields;  // without quotes
};

class CsvReader {
 public:
  // `separator` 0: a comma, semicolon or tab, whichever the first line has most of.
  explicit CsvReader(std::istream& stream, char separator = 0)
      : stream_(stream), separator_(separator) {}
  // False at the end. Rows over 16 MiB end the reading: TooLong() tells.
  bool Next(CsvRow& row);
  bool TooLong() const { return too_long_; }
  char separator() const { return separator_; }

 private:
  bool ReadRaw(CsvRow& row);
  void Split(CsvRow& row) const;
  std::istream& stream_;
  char separator_;
  bool too_long_ = false;
};

}  // namespace logonloom
