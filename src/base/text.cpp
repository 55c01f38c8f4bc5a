#include "base/text.h"

#include <algorithm>
#include <charconv>

#include "base/letters.h"

namespace logonloom {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

template <typename Number>
std::optional<Number> ParseAll(std::string_view digits, int base) {
  Number number{};
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number, base);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

}  // namespace

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  return text;
}

std::string_view FirstLabel(std::string_view name) { return name.substr(0, name.find('.')); }

std::string ToLower(std::string_view text) {
  std::string lower(text);
  unsigned char all = 0;
  for (char& c : lower) {
    all |= static_cast<unsigned char>(c);
    c = Lower(c);
  }
  if (all >= 0x80) MakeLettersSmall(lower.data(), lower.size());
  return lower;
}

std::string ToUpper(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(), Upper);
  return upper;
}

bool EqualsIgnoreCase(std::string_view a, std::string_view b) {
  const auto same = [](char x, char y) { return Lower(x) == Lower(y); };
  if (a.size() != b.size()) return false;
  if (a == b) return true;
  const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), same);
  if (x == a.end()) return true;
  return !IsAscii(*x) && !IsAscii(*y) && SameLetters(a, b);
}

bool StartsWithIgnoreCase(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && EqualsIgnoreCase(text.substr(0, prefix.size()), prefix);
}

bool EndsWithIgnoreCase(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() &&
         EqualsIgnoreCase(text.substr(text.size() - suffix.size()), suffix);
}

std::optional<std::uint64_t> ParseUnsigned(std::string_view text) {
  text = Trim(text);
  if (text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
    text.remove_prefix(2);
    const std::size_t digits = text.find_first_not_of('0');
    if (digits == std::string_view::npos) return 0;
    return ParseAll<std::uint64_t>(text.substr(digits), 16);
  }
  return ParseAll<std::uint64_t>(text, 10);
}

std::optional<std::int64_t> ParseSigned(std::string_view text) {
  return ParseAll<std::int64_t>(Trim(text), 10);
}

std::string HexText(std::uint64_t number) {
  char digits[16];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number, 16);
  return "0x" + std::string(digits, end);
}

std::uint64_t Hash64(std::string_view bytes, std::uint64_t seed) {
  for (const char c : bytes) seed = (seed ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return seed;
}

}  // namespace logonloom
