#include "report/csv.h"

#include <charconv>

namespace logonloom {

std::string NumberText(double number) {
  char text[40];
  const auto [end, error] = std::to_chars(text, text + sizeof text, number);
  return {text, end};
}

void CsvWriter::Header(const std::vector<std::string>& columns) {
  line_.clear();
  for (const std::string& column : columns) {
    if (!line_.empty()) line_ += ',';
    Field(column, false);
  }
  sink_(line_ += "\r\n");
}

void CsvWriter::Row(const std::vector<Cell>& cells) {
  line_.clear();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line_ += ',';
    if (const auto* text = std::get_if<std::string_view>(&cells[i])) Field(*text, true);
    if (const auto* integer = std::get_if<std::int64_t>(&cells[i]))
      Field(std::to_string(*integer), false);
    if (const auto* real = std::get_if<double>(&cells[i])) Field(NumberText(*real), false);
  }
  sink_(line_ += "\r\n");
}

void CsvWriter::Field(std::string_view text, bool is_text) {
  constexpr std::string_view kFormulaStarts = "=+-@\t\r";
  const bool defuse = is_text && !raw_ && !text.empty() &&
                      kFormulaStarts.find(text.front()) != std::string_view::npos;
  if (defuse) ++defused_;
  const bool quote = text.find_first_of(",\"\r\n") != std::string_view::npos;
  if (quote) line_ += '"';
  if (defuse) line_ += '\'';
  for (const char c : text) {
    if (c == '"') line_ += '"';
    line_ += c;
  }
  if (quote) line_ += '"';
}

}  // namespace logonloom
