#include "report/text_page.h"

#include <algorithm>
#include <vector>

#include "report/visible_text.h"

namespace logonloom {
namespace {

constexpr std::size_t kWidest = 100;
constexpr std::size_t kLeastRoom = 20;
constexpr std::size_t kLongest = 2000;  // columns of one text; names in evidence may have 64 KB
constexpr std::size_t kLabel = 18;

// The place up to which `text` fits `room`, at a blank if there is one.
std::size_t BreakAt(std::string_view text, std::size_t room) {
  const std::string fitting = Shorten(text, room);
  if (fitting == text) return text.size();
  constexpr std::size_t kEllipsis = 3;  // bytes of «…»
  const std::size_t most = std::max<std::size_t>(1, fitting.size() - kEllipsis);
  const std::size_t blank = text.rfind(' ', most);
  return blank == std::string_view::npos || blank == 0 ? most : blank;
}

std::vector<std::string> Lines(std::string_view whole, std::size_t room) {
  const std::string cut = Shorten(whole, kLongest);
  std::string_view text = cut;
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = BreakAt(text, room);
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
  return lines;
}

}  // namespace

std::size_t TextPage::Room(std::size_t indent) const {
  const std::size_t width = look_.width == 0 ? kWidest : std::min(look_.width, kWidest);
  return width > indent + kLeastRoom ? width - indent : kLeastRoom;
}

void TextPage::Heading(std::string_view text) {
  if (!empty_) sink_("\n");
  Started();
  sink_(Styled(text, TextStyle::kHeading, look_) + "\n");
}

void TextPage::Paragraph(std::string_view text, std::size_t indent, TextStyle style) {
  Started();
  for (const std::string& line : Lines(text, Room(indent)))
    sink_(std::string(indent, ' ') + Styled(line, style, look_) + "\n");
}

void TextPage::Fact(std::string_view label, std::string_view text, TextStyle style) {
  if (text.empty()) return;
  Started();
  std::string ahead = "  " + std::string(label);
  ahead += std::string(ahead.size() < kLabel ? kLabel - ahead.size() : 1, ' ');
  for (const std::string& line : Lines(text, Room(kLabel))) {
    sink_(ahead + Styled(line, style, look_) + "\n");
    ahead = std::string(kLabel, ' ');
  }
}

}  // namespace logonloom
