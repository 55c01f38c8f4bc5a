#include "model/identifiers.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>

#include "base/bytes.h"
#include "base/text.h"

namespace logonloom {
namespace {

// Of each character the number that it stands for as a hexadecimal digit; -1: none.
constexpr auto kHexDigits = [] {
  std::array<int, 256> digits{};
  for (int& digit : digits) digit = -1;
  for (unsigned c = '0'; c <= '9'; ++c) digits[c] = static_cast<int>(c - '0');
  for (unsigned c = 0; c < 6; ++c)
    digits['a' + c] = digits['A' + c] = static_cast<int>(10 + c);
  return digits;
}();
int HexDigit(char c) { return kHexDigits[static_cast<unsigned char>(c)]; }

// Where the text's byte pairs stand in the binary: the first three parts are little-endian.
constexpr std::array<std::size_t, 16> kGuidOrder = {3, 2, 1,  0,  5,  4,  7,  6,
                                                    8, 9, 10, 11, 12, 13, 14, 15};

constexpr std::size_t kGuidTextSize = 38;
constexpr std::array<std::size_t, 16> kGuidPlaces = {1,  3,  5,  7,  10, 12, 15, 17,
                                                     20, 22, 25, 27, 29, 31, 33, 35};

constexpr auto kHexPairs = [] {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::array<std::array<char, 2>, 256> pairs{};
  for (std::size_t byte = 0; byte < pairs.size(); ++byte)
    pairs[byte] = {kDigits[byte >> 4], kDigits[byte & 15]};
  return pairs;
}();

bool DashBefore(std::size_t pair) { return pair == 4 || pair == 6 || pair == 8 || pair == 10; }

}  // namespace

std::size_t WriteSid(std::string_view bytes, char* out) {
  const Bytes raw = std::as_bytes(std::span(bytes.data(), bytes.size()));
  const auto revision = ReadInt<std::uint8_t>(raw, 0);
  const auto count = ReadInt<std::uint8_t>(raw, 1);
  if (!revision || !count || *count > 15 || raw.size() < 8 + 4 * std::size_t{*count}) return 0;
  std::uint64_t authority = 0;
  for (std::size_t i = 2; i < 8; ++i)
    authority = authority << 8 | static_cast<std::uint64_t>(raw[i]);
  char* at = out;
  char* const end = out + kLongestIdentifier;
  *at++ = 'S';
  const auto put = [&at, end](std::uint64_t number) {
    *at++ = '-';
    at = std::to_chars(at, end, number).ptr;
  };
  put(*revision);
  put(authority);
  for (std::size_t i = 0; i < *count; ++i) put(*ReadInt<std::uint32_t>(raw, 8 + 4 * i));
  return static_cast<std::size_t>(at - out);
}

std::optional<std::string> FormatSid(std::string_view bytes) {
  char text[kLongestIdentifier];
  const std::size_t size = WriteSid(bytes, text);
  if (size == 0) return std::nullopt;
  return std::string(text, size);
}

bool IsSidText(std::string_view text) {
  if (!text.starts_with("S-1-") || text.size() < 5 || text.back() == '-') return false;
  return text.find_first_not_of("0123456789-", 2) == std::string_view::npos &&
         text.find("--") == std::string_view::npos;
}

std::size_t WriteGuid(std::string_view bytes, char* out) {
  if (bytes.size() != kGuidSize) return 0;
  constexpr char kForm[] = "{00000000-0000-0000-0000-000000000000}";
  std::memcpy(out, kForm, kGuidTextSize);
  for (std::size_t pair = 0; pair < 16; ++pair) {
    const auto byte = static_cast<unsigned char>(bytes[kGuidOrder[pair]]);
    std::memcpy(out + kGuidPlaces[pair], kHexPairs[byte].data(), 2);
  }
  return kGuidTextSize;
}

std::optional<std::string> FormatGuid(std::string_view bytes) {
  char text[kLongestIdentifier];
  const std::size_t size = WriteGuid(bytes, text);
  if (size == 0) return std::nullopt;
  return std::string(text, size);
}

bool ReadGuid(std::string_view text, char* out) {
  if (text.size() == 38 && text.front() == '{' && text.back() == '}') text = text.substr(1, 36);
  if (text.size() != 36) return false;
  std::size_t at = 0;
  for (std::size_t pair = 0; pair < 16; ++pair) {
    if (DashBefore(pair) && text[at++] != '-') return false;
    const int high = HexDigit(text[at]), low = HexDigit(text[at + 1]);
    if (high < 0 || low < 0) return false;
    out[kGuidOrder[pair]] = static_cast<char>(high << 4 | low);
    at += 2;
  }
  return true;
}

std::optional<std::string> ParseGuid(std::string_view text) {
  char bytes[kGuidSize];
  if (!ReadGuid(text, bytes)) return std::nullopt;
  return std::string(bytes, kGuidSize);
}

std::string BracedGuid(std::string_view text) {
  std::string guid = ToUpper(text);
  return guid.empty() || guid.starts_with('{') ? guid : "{" + guid + "}";
}

}  // namespace logonloom
