#include "base/glob.h"

#include <cstddef>

#include "base/text.h"

namespace logonloom {

bool IsGlob(std::string_view text) { return text.find_first_of("*?") != std::string_view::npos; }

bool GlobMatches(std::string_view pattern, std::string_view text) {
  constexpr std::size_t kNone = std::string_view::npos;
  std::size_t p = 0, t = 0, star = kNone, resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() &&
               (pattern[p] == '?' || EqualsIgnoreCase(pattern.substr(p, 1), text.substr(t, 1)))) {
      ++p;
      ++t;
    } else if (star != kNone) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == kNone;
}

bool GlobMatchesHost(std::string_view pattern, std::string_view name) {
  return GlobMatches(pattern, name) || GlobMatches(pattern, name.substr(0, name.find('.')));
}

}  // namespace logonloom
