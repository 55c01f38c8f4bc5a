#include "cli/near_miss.h"

#include <algorithm>

namespace logonloom {
namespace {

constexpr std::size_t kNear = 3;

// Letters to change, add or remove to get from one word to the other.
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

std::string DidYouMean(std::string_view word, const std::vector<std::string>& words) {
  if (words.empty() || word.size() > 100) return {};
  const auto nearest =
      std::min_element(words.begin(), words.end(), [&](const std::string& a, const std::string& b) {
        return Distance(word, a) < Distance(word, b);
      });
  const std::size_t near = std::min(kNear, (word.size() + 1) / 2);
  return Distance(word, *nearest) <= near ? " Did you mean " + *nearest + "?" : "";
}

}  // namespace logonloom
