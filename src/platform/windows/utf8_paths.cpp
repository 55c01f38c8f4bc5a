// libstdc++ makes a path of a narrow text by mbrtowc, which goes by msvcrt's code page. Narrow text is
// UTF-8 everywhere in this program, so the linker puts this function in its place (see the stage's
// CMakeLists.txt). A byte that is no UTF-8 becomes U+FFFD: names out of evidence never throw.
#include <cstddef>
#include <cstdint>
#include <cwchar>

namespace {

constexpr wchar_t kReplacement = 0xfffd;
constexpr std::size_t kIncomplete = static_cast<std::size_t>(-2);

struct Character {
  std::uint32_t code = kReplacement;
  std::size_t size = 1;  // bytes
};

// Source: RFC 3629, section 3.
Character Decode(const unsigned char* text, std::size_t size) {
  const unsigned first = text[0];
  if (first < 0x80) return {first, 1};
  const std::size_t wanted = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return {};
  std::uint32_t code = first & (0xffu >> (wanted + 1));
  for (std::size_t i = 1; i < wanted; ++i) {
    if (i == size || (text[i] & 0xc0u) != 0x80u) return {};
    code = code << 6 | (text[i] & 0x3fu);
  }
  const bool too_long = (wanted == 3 && code < 0x800) || (wanted == 4 && code < 0x10000);
  const bool surrogate = code >= 0xd800 && code < 0xe000;
  return too_long || surrogate || code > 0x10ffff ? Character{} : Character{code, wanted};
}

}  // namespace

// The name is the linker's.
extern "C" std::size_t __wrap_mbrtowc(wchar_t* out, const char* text, std::size_t size,
                                      std::mbstate_t* state);

// Of a character outside the basic plane the first call gives the high half and leaves the last byte
// to the next, which gives the low half out of the state.
std::size_t __wrap_mbrtowc(wchar_t* out, const char* text, std::size_t size,
                           std::mbstate_t* state) {
  if (text == nullptr) return 0;
  if (size == 0) return kIncomplete;
  wchar_t ignored = 0;
  wchar_t& unit = out != nullptr ? *out : ignored;
  if (state != nullptr && *state != 0) {
    unit = static_cast<wchar_t>(*state);
    *state = 0;
    return 1;
  }
  const Character character = Decode(reinterpret_cast<const unsigned char*>(text), size);
  if (character.code < 0x10000 || state == nullptr) {
    unit = character.code < 0x10000 ? static_cast<wchar_t>(character.code) : kReplacement;
    return character.code == 0 ? 0 : character.size;
  }
  const std::uint32_t offset = character.code - 0x10000;
  unit = static_cast<wchar_t>(0xd800 + (offset >> 10));
  *state = static_cast<std::mbstate_t>(0xdc00 + (offset & 0x3ff));
  return 3;
}
