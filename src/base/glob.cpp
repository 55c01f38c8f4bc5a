#include "base/glob.h"

#include <cstddef>

#include "base/letters.h"
#include "base/text.h"

namespace logonloom {

bool IsGlob(std::string_view text) { return text.find_first_of("*?") != std::string_view::npos; }

bool GlobMatches(std::string_view pattern, std::string_view text) {
  constexpr std::size_t kNone = std::string_view::npos;
  const auto letter = [](std::string_view whole, std::size_t at) {
    return at < whole.size() ? whole.substr(at, LetterSize(whole.substr(at))) : std::string_view();
  };
  std::size_t p = 0, t = 0, star = kNone, resume = 0;
  while (t < text.size()) {
    const std::string_view wanted = letter(pattern, p), found = letter(text, t);
    if (wanted == "*") {
      star = p++;
      resume = t;
    } else if (wanted == "?" || EqualsIgnoreCase(wanted, found)) {
      p += wanted.size();
      t += found.size();
    } else if (star != kNone) {
      p = star + 1;
      t = resume += letter(text, resume).size();
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == kNone;
}

bool GlobMatchesHost(std::string_view pattern, std::string_view name) {
  return GlobMatches(pattern, name) || GlobMatches(pattern, FirstLabel(name));
}

}  // namespace logonloom
