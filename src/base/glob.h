// Patterns of file names, for names of users and machines.
#pragma once

#include <string_view>

namespace logonloom {

// Whether all of `text` fits `pattern`: * is any text, ? one byte; case of ASCII letters is
// ignored. Takes time in proportion to the product of the lengths at most.
bool GlobMatches(std::string_view pattern, std::string_view text);

// The same for the name of a machine: the whole name, or what stands before its first dot.
bool GlobMatchesHost(std::string_view pattern, std::string_view name);

// Whether `text` has * or ?.
bool IsGlob(std::string_view text);

}  // namespace logonloom
