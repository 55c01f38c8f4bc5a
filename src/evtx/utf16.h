// UTF-16 to UTF-8 with nothing lost.
#pragma once

#include <string_view>

#include "base/bytes.h"
#include "evtx/text_arena.h"

namespace logonloom::evtx {

// UTF-16LE as UTF-8; a lone surrogate gives its three bytes (WTF-8), a NUL stays one. An odd last
// byte is left out. The text lives in `arena`.
std::string_view Utf16ToUtf8(Bytes utf16, TextArena& arena);

// Bytes of a code page as UTF-8: valid UTF-8 stays as it is, everything else is taken for Latin-1,
// which loses nothing. The text lives in `arena`.
std::string_view AnsiToUtf8(Bytes text, TextArena& arena);

}  // namespace logonloom::evtx
