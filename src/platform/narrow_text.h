// What the system's C library makes of narrow text.
#pragma once

namespace logonloom {

// False where it takes narrow text for that of a code page which is never UTF-8, so that libraries
// have to be told.
#ifdef _WIN32
inline constexpr bool kLeavesNarrowTextAlone = false;
#else
inline constexpr bool kLeavesNarrowTextAlone = true;
#endif

}  // namespace logonloom
