#include "evtx/utf16.h"

#include <cstring>

namespace logonloom::evtx {
namespace {

constexpr std::size_t kMostBytesOfUnit = 3;  // a pair of two units takes four
constexpr std::uint64_t kNotAscii = 0xff80ff80ff80ff80ULL;

char* PutCodePoint(char* out, std::uint32_t code) {
  const auto put = [&out](std::uint32_t byte) { *out++ = static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xc0 | code >> 6);
    put(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    put(0xe0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3f));
    put(0x80 | (code & 0x3f));
  } else {
    put(0xf0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3f));
    put(0x80 | (code >> 6 & 0x3f));
    put(0x80 | (code & 0x3f));
  }
  return out;
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
  const std::byte* in = utf16.data();
  char* const begin = arena.Reserve(units * kMostBytesOfUnit + sizeof(std::uint32_t));
  char* out = begin;
  std::size_t i = 0;
  const auto unit = [in](std::size_t index) {
    std::uint16_t value;
    std::memcpy(&value, in + 2 * index, sizeof value);
    return std::uint32_t{value};
  };
  while (i < units) {
    // Four ASCII units at a time: drop the upper byte of each.
    while (units - i >= 4) {
      std::uint64_t four;
      std::memcpy(&four, in + 2 * i, sizeof four);
      if (four & kNotAscii) break;
      four = (four | four >> 8) & 0x0000ffff0000ffffULL;
      const auto packed = static_cast<std::uint32_t>(four | four >> 16);
      std::memcpy(out, &packed, sizeof packed);
      out += 4;
      i += 4;
    }
    if (i == units) break;
    std::uint32_t code = unit(i++);
    if (code >= 0xd800 && code < 0xdc00 && i < units) {
      const std::uint32_t low = unit(i);
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        ++i;
      }
    }
    out = PutCodePoint(out, code);
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
    for (std::size_t i = 0; i < text.size(); ++i) out = PutCodePoint(out, in[i]);
  }
  return arena.Commit(static_cast<std::size_t>(out - begin));
}

}  // namespace logonloom::evtx
