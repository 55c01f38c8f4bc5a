// Aligned columns for a terminal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/sink.h"

namespace logonloom {

enum class TextStyle : std::uint8_t { kPlain, kHeading, kFaint, kGood, kBad, kOdd, kName };

// How the terminal takes it.
struct TextLook {
  std::size_t width = 0;  // columns of the terminal; 0: no limit
  bool colour = false;    // ANSI colours and weights
};

// `text`, which must be visible text, in a style. Nothing is added without colour.
std::string Styled(std::string_view text, TextStyle style, const TextLook& look);

struct TableColumn {
  std::string title;
  std::size_t least = 8;  // it is not made narrower than this
  int rank = 0;           // columns of the highest rank give way first; those of 0 never do
};

struct TableCell {
  std::string text;  // made visible already
  TextStyle style = TextStyle::kPlain;
};

class TextTable {
 public:
  explicit TextTable(std::vector<TableColumn> columns) : columns_(std::move(columns)) {}
  void Add(std::vector<TableCell> cells) { rows_.push_back(std::move(cells)); }
  std::size_t rows() const { return rows_.size(); }
  // Long cells are cut and end in «…», to kWidestCell and, with a width, until the lines fit.
  void Write(const TextLook& look, const TextSink& sink) const;

 private:
  std::vector<std::size_t> Widths(std::size_t room) const;
  std::vector<TableColumn> columns_;
  std::vector<std::vector<TableCell>> rows_;
};

}  // namespace logonloom
