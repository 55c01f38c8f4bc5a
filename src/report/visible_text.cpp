#include "report/visible_text.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "base/code_points.h"

namespace logonloom {
namespace {

bool IsInvisible(std::uint32_t c) {
  return (c >= 0x80 && c <= 0x9f) || c == 0xad || c == 0x61c || c == 0x180e ||
         (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
         (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
         (c >= 0xe0000 && c <= 0xe007f);
}

bool IsWide(std::uint32_t c) {
  return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
         (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
         (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff) ||
         (c >= 0x20000 && c <= 0x3fffd);
}

std::string Named(const char* format, std::uint32_t value) {
  char text[16];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

// The characters that stand at the beginning and show as what they are, one column each: nearly all
// of most texts.
std::size_t PlainStart(std::string_view text) {
  const auto plain = [](char c) { return c >= 0x20 && c < 0x7f; };
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), plain) - text.begin());
}

}  // namespace

std::string VisibleText(std::string_view text) {
  std::string visible;
  for (;;) {
    const std::size_t plain = PlainStart(text);
    visible += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) return visible;
    const CodePoint c = FirstCodePoint(text);
    if (c.surrogate) {
      visible += Named("<U+%04X>", c.value);
    } else if (!c.valid) {
      visible += Named("<%02X>", static_cast<unsigned char>(text.front()));
    } else if (c.value < 0x20 || c.value == 0x7f) {
      visible += '^';
      visible += static_cast<char>(c.value ^ 0x40);
    } else if (IsInvisible(c.value)) {
      visible += Named("<U+%04X>", c.value);
    } else {
      visible += text.substr(0, c.length);
    }
    text.remove_prefix(c.length);
  }
}

std::size_t DisplayWidth(std::string_view text) {
  std::size_t width = 0;
  for (;;) {
    const std::size_t plain = PlainStart(text);
    width += plain;
    text.remove_prefix(plain);
    if (text.empty()) return width;
    const CodePoint c = FirstCodePoint(text);
    width += c.valid && IsWide(c.value) ? 2 : 1;
    text.remove_prefix(c.length);
  }
}

std::string Shorten(std::string_view text, std::size_t width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  std::string kept;
  std::size_t used = 1;  // for the mark
  while (!text.empty()) {
    const CodePoint c = FirstCodePoint(text);
    used += c.valid && IsWide(c.value) ? 2 : 1;
    if (used > width) break;
    kept += text.substr(0, c.length);
    text.remove_prefix(c.length);
  }
  return kept + "…";
}

}  // namespace logonloom
