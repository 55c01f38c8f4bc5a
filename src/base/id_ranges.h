// Which ids are there, as closed ranges.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace logonloom {

using IdRanges = std::vector<std::pair<std::uint64_t, std::uint64_t>>;

// Sorts them and joins those that overlap or touch.
inline void Normalise(IdRanges& ranges) {
  std::sort(ranges.begin(), ranges.end());
  IdRanges merged;
  for (const auto& [first, last] : ranges) {
    if (!merged.empty() && (first == 0 || first - 1 <= merged.back().second))
      merged.back().second = std::max(merged.back().second, last);
    else
      merged.emplace_back(first, last);
  }
  ranges = std::move(merged);
}

// Ids that are in several ranges count in each.
inline std::uint64_t CountOf(const IdRanges& ranges) {
  std::uint64_t count = 0;
  for (const auto& [first, last] : ranges) count += last - first + 1;
  return count;
}

// Whether all ids from `first` to `last` are in ranges that Normalise made.
inline bool Holds(const IdRanges& ranges, std::uint64_t first, std::uint64_t last) {
  const auto behind =
      std::upper_bound(ranges.begin(), ranges.end(), std::make_pair(first, UINT64_MAX));
  return behind != ranges.begin() && last <= (behind - 1)->second;
}

}  // namespace logonloom
