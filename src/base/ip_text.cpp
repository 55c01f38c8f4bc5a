#include "base/ip_text.h"

#include <algorithm>
#include <charconv>

namespace logonloom {
namespace {

constexpr std::size_t kGroups = 8;

// A number of at most four hexadecimal digits without sign.
std::optional<unsigned> ReadGroup(std::string_view text) {
  unsigned value = 0;
  if (text.empty() || text.size() > 4) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct Groups {
  std::array<unsigned char, 16> bytes{};
  std::size_t size = 0;
};

// Groups of hexadecimal digits with «:» between them, the last may be a V4 address.
std::optional<Groups> ReadGroups(std::string_view text, bool may_end_with_v4) {
  Groups groups;
  while (!text.empty()) {
    const std::size_t colon = text.find(':');
    const std::string_view group = text.substr(0, colon);
    const bool last = colon == std::string_view::npos;
    if (last && may_end_with_v4 && group.find('.') != std::string_view::npos) {
      const auto v4 = ReadV4(group);
      if (!v4 || groups.size + v4->size() > groups.bytes.size()) return std::nullopt;
      std::copy(v4->begin(), v4->end(), groups.bytes.begin() + static_cast<long>(groups.size));
      groups.size += v4->size();
      return groups;
    }
    const auto value = ReadGroup(group);
    if (!value || groups.size + 2 > groups.bytes.size()) return std::nullopt;
    groups.bytes[groups.size++] = static_cast<unsigned char>(*value >> 8);
    groups.bytes[groups.size++] = static_cast<unsigned char>(*value & 0xff);
    if (last) return groups;
    text.remove_prefix(colon + 1);
    if (text.empty()) return std::nullopt;
  }
  return groups;
}

struct Run {
  std::size_t begin = 0, size = 0;
};

Run LongestZeros(const std::array<unsigned, kGroups>& groups) {
  Run longest, current;
  for (std::size_t i = 0; i < kGroups; ++i) {
    current = groups[i] != 0     ? Run{}
              : current.size > 0 ? Run{current.begin, current.size + 1}
                                 : Run{i, 1};
    if (current.size > longest.size) longest = current;
  }
  return longest.size < 2 ? Run{} : longest;
}

std::string Hexadecimal(unsigned group) {
  std::array<char, 4> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), group, 16).ptr;
  return std::string(digits.data(), end);
}

}  // namespace

std::optional<V4Bytes> ReadV4(std::string_view text) {
  V4Bytes bytes{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i > 0 && (at == text.size() || text[at++] != '.')) return std::nullopt;
    const std::size_t begin = at;
    unsigned value = 0;
    for (; at < text.size() && at < begin + 3 && text[at] >= '0' && text[at] <= '9'; ++at)
      value = value * 10 + static_cast<unsigned>(text[at] - '0');
    if (at == begin || value > 255 || (at > begin + 1 && text[begin] == '0')) return std::nullopt;
    bytes[i] = static_cast<unsigned char>(value);
  }
  return at == text.size() ? std::optional(bytes) : std::nullopt;
}

std::string V4Text(const V4Bytes& bytes) {
  std::string text = std::to_string(bytes[0]);
  for (std::size_t i = 1; i < bytes.size(); ++i) text += "." + std::to_string(bytes[i]);
  return text;
}

std::optional<V6Bytes> ReadV6(std::string_view text) {
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    const auto groups = ReadGroups(text, true);
    if (!groups || groups->size != groups->bytes.size()) return std::nullopt;
    return groups->bytes;
  }
  const auto head = ReadGroups(text.substr(0, gap), false);
  const auto tail = ReadGroups(text.substr(gap + 2), true);
  if (!head || !tail || head->size + tail->size + 2 > head->bytes.size()) return std::nullopt;
  V6Bytes bytes = head->bytes;
  std::copy_n(tail->bytes.begin(), tail->size, bytes.end() - static_cast<long>(tail->size));
  return bytes;
}

std::string V6Text(const V6Bytes& bytes) {
  std::array<unsigned, kGroups> groups{};
  for (std::size_t i = 0; i < kGroups; ++i)
    groups[i] = static_cast<unsigned>(bytes[2 * i] << 8 | bytes[2 * i + 1]);
  const Run zeros = LongestZeros(groups);
  const bool holds_v4 =
      zeros.begin == 0 && (zeros.size == 6 || (zeros.size == 5 && groups[5] == 0xffff));
  const std::size_t shown = holds_v4 ? 6 : kGroups;
  std::string text;
  for (std::size_t i = 0; i < shown;) {
    if (zeros.size > 0 && i == zeros.begin) {
      text += "::";
      i += zeros.size;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    text += Hexadecimal(groups[i++]);
  }
  if (!holds_v4) return text;
  if (text.back() != ':') text += ':';
  return text + V4Text({bytes[12], bytes[13], bytes[14], bytes[15]});
}

}  // namespace logonloom
