#include "report/text_table.h"

#include <algorithm>

#include "report/visible_text.h"

namespace logonloom {
namespace {

constexpr std::size_t kWidestCell = 40;
constexpr std::size_t kBetween = 2;

const char* Code(TextStyle style) {
  switch (style) {
    case TextStyle::kHeading:
      return "1";
    case TextStyle::kFaint:
      return "2";
    case TextStyle::kGood:
      return "32";
    case TextStyle::kBad:
      return "31";
    case TextStyle::kOdd:
      return "33";
    case TextStyle::kName:
      return "36";
    case TextStyle::kPlain:
      break;
  }
  return "";
}

// Of the columns that are shown; 0 stands for one that is not.
std::size_t LineWidth(const std::vector<std::size_t>& widths) {
  std::size_t sum = 0;
  for (const std::size_t width : widths) sum += width == 0 ? 0 : width + kBetween;
  return sum == 0 ? 0 : sum - kBetween;
}

}  // namespace

std::string Styled(std::string_view text, TextStyle style, const TextLook& look) {
  if (!look.colour || style == TextStyle::kPlain || text.empty()) return std::string(text);
  return std::string("\033[") + Code(style) + "m" + std::string(text) + "\033[0m";
}

std::vector<std::size_t> TextTable::Widths(std::size_t room) const {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = DisplayWidth(columns_[i].title);
    for (const auto& row : rows_) width = std::max(width, DisplayWidth(row[i].text));
    widths.push_back(std::min(width, kWidestCell));
  }
  const auto least = [this](std::size_t i) {
    return std::max(columns_[i].least, DisplayWidth(columns_[i].title));
  };
  while (room > 0 && LineWidth(widths) > room) {
    std::size_t widest = columns_.size(), first_to_go = columns_.size();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (widths[i] > least(i) && (widest == columns_.size() || widths[i] > widths[widest]))
        widest = i;
      const int rank = widths[i] == 0 ? 0 : columns_[i].rank;
      if (rank > 0 && (first_to_go == columns_.size() || rank > columns_[first_to_go].rank))
        first_to_go = i;
    }
    if (widest < columns_.size())
      --widths[widest];
    else if (first_to_go < columns_.size())
      widths[first_to_go] = 0;
    else
      break;
  }
  return widths;
}

void TextTable::Write(const TextLook& look, const TextSink& sink) const {
  const std::vector<std::size_t> widths = Widths(look.width);
  const auto write = [&](const std::vector<TableCell>& row) {
    std::string line, gap;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (widths[i] == 0) continue;
      const std::string text = Shorten(row[i].text, widths[i]);
      if (!text.empty()) line += gap + Styled(text, row[i].style, look);
      gap = (text.empty() ? gap : "") +
            std::string(widths[i] - std::min(widths[i], DisplayWidth(text)) + kBetween, ' ');
    }
    sink(line + "\n");
  };
  std::vector<TableCell> titles;
  for (const TableColumn& column : columns_) titles.push_back({column.title, TextStyle::kHeading});
  write(titles);
  for (const auto& row : rows_) write(row);
}

}  // namespace logonloom
