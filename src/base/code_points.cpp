#include "base/code_points.h"

#include <algorithm>

#include "base/text.h"

namespace logonloom {

CodePoint FirstCodePoint(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x80) return {byte(0), 1, true, false};
  const CodePoint stray{byte(0), 1, false, false};
  const std::size_t length = byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : 2;
  if (byte(0) < 0xc2 || byte(0) > 0xf4 || text.size() < length) return stray;
  std::uint32_t value = byte(0) & (0xffu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return stray;
    value = value << 6 | (byte(i) & 0x3f);
  }
  constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < kSmallest[length] || value > 0x10ffff) return stray;
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  return {value, length, !surrogate, surrogate};
}

bool IsValidUtf8(std::string_view text) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  const auto rest = std::find_if_not(text.begin(), text.end(), is_ascii);
  for (const CodePoint point : CodePoints({rest, text.end()}))
    if (!point.valid) return false;
  return true;
}

std::string AsValidUtf8(std::string_view text) {
  std::string valid;
  for (const CodePoint point : CodePoints(text)) {
    if (point.valid)
      valid += text.substr(0, point.length);
    else
      valid.append("\xef\xbf\xbd").append(HexText(point.value).substr(2));
    text.remove_prefix(point.length);
  }
  return valid;
}

}  // namespace logonloom
