#include "evtx/utf16.h"

#include <cstring>

#include "base/utf8.h"

namespace logonloom::evtx {
namespace {

constexpr std::size_t kMostBytesOfUnit = 3;  // a pair of two units takes four
constexpr std::uint64_t kNotAscii = 0xff80ff80ff80ff80ULL;

std::uint32_t Unit(const std::byte* utf16, std::size_t index) {
  std::uint16_t unit;
  std::memcpy(&unit, utf16 + 2 * index, sizeof unit);
  return unit;
}

// Four units to `out` by dropping the upper byte of each; returns the bits that this may not do.
std::uint64_t PackFour(const std::byte* utf16, char* out) {
  std::uint64_t four;
  std::memcpy(&four, utf16, sizeof four);
  const std::uint64_t lost = four & kNotAscii;
  four = (four | four >> 8) & 0x0000ffff0000ffffULL;
  const auto packed = static_cast<std::uint32_t>(four | four >> 16);
  std::memcpy(out, &packed, sizeof packed);
  return lost;
}

// Nearly all texts are ASCII. The last four units are packed with an overlap.
bool PutAscii(const std::byte* utf16, std::size_t units, char* out) {
  std::uint64_t lost = 0;
  if (units < 4) {
    for (std::size_t i = 0; i < units; ++i) {
      const std::uint32_t unit = Unit(utf16, i);
      lost |= unit & 0xff80;
      out[i] = static_cast<char>(unit);
    }
    return lost == 0;
  }
  for (std::size_t i = 0; i + 4 < units; i += 4) lost |= PackFour(utf16 + 2 * i, out + i);
  lost |= PackFour(utf16 + 2 * (units - 4), out + units - 4);
  return lost == 0;
}

// Length of the UTF-8 sequence at `text`, 0 if there is none.
std::size_t SequenceLength(const unsigned char* text, std::size_t left) {
  const unsigned char lead = *text;
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xf0 && lead < 0xf5   ? 4
                             : lead >= 0xe0 && lead < 0xf0 ? 3
                             : lead >= 0xc2 && lead < 0xe0 ? 2
                                                           : 0;
  if (length == 0 || length > left) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((text[i] & 0xc0) != 0x80) return 0;
  if (lead == 0xe0 && text[1] < 0xa0) return 0;
  if (lead == 0xed && text[1] > 0x9f) return 0;
  if (lead == 0xf0 && text[1] < 0x90) return 0;
  if (lead == 0xf4 && text[1] > 0x8f) return 0;
  return length;
}

bool IsUtf8(const unsigned char* text, std::size_t size) {
  for (std::size_t i = 0; i < size;) {
    const std::size_t length = SequenceLength(text + i, size - i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

}  // namespace

std::string_view Utf16ToUtf8(Bytes utf16, TextArena& arena) {
  const std::size_t units = utf16.size() / 2;
  char* const begin = arena.Reserve(units * kMostBytesOfUnit);
  if (PutAscii(utf16.data(), units, begin)) return arena.Commit(units);
  char* out = begin;
  for (std::size_t i = 0; i < units;) {
    std::uint32_t code = Unit(utf16.data(), i++);
    if (code >= 0xd800 && code < 0xdc00 && i < units) {
      const std::uint32_t low = Unit(utf16.data(), i);
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        ++i;
      }
    }
    out = PutUtf8(code, out);
  }
  return arena.Commit(static_cast<std::size_t>(out - begin));
}

std::string_view AnsiToUtf8(Bytes text, TextArena& arena) {
  const auto* in = reinterpret_cast<const unsigned char*>(text.data());
  char* const begin = arena.Reserve(text.size() * 2);
  char* out = begin;
  if (IsUtf8(in, text.size())) {
    if (!text.empty()) std::memcpy(out, in, text.size());
    out += text.size();
  } else {
    for (std::size_t i = 0; i < text.size(); ++i) out = PutUtf8(in[i], out);
  }
  return arena.Commit(static_cast<std::size_t>(out - begin));
}

}  // namespace logonloom::evtx
