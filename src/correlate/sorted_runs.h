// Sorts what mostly is in order: a log's records come in runs.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "logonloom/bulk_list.h"

namespace logonloom {

// As std::sort. Runs that follow one another are only put in their places; the others are merged.
template <typename T, typename Less>
void SortRuns(std::span<T> all, Less less) {
  using Run = std::pair<std::size_t, std::size_t>;
  std::vector<Run> runs;
  for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    for (end = begin + 1; end < all.size() && !less(all[end], all[end - 1]); ++end) {
    }
    runs.emplace_back(begin, end);
  }
  if (runs.size() < 2) return;
  constexpr std::size_t kShortRun = 8;
  if (runs.size() * kShortRun > all.size()) return std::sort(all.begin(), all.end(), less);
  std::sort(runs.begin(), runs.end(), [&](const Run& a, const Run& b) {
    const T &x = all[a.first], &y = all[b.first];
    return less(x, y) || (!less(y, x) && a.first < b.first);
  });
  BulkList<T> sorted;
  sorted.reserve(all.size());
  std::vector<std::size_t> starts;
  for (const auto& [begin, end] : runs) {
    starts.push_back(sorted.size());
    std::move(all.begin() + static_cast<std::ptrdiff_t>(begin),
              all.begin() + static_cast<std::ptrdiff_t>(end), std::back_inserter(sorted));
  }
  starts.push_back(sorted.size());
  const auto at = [&sorted](std::size_t i) { return sorted.begin() + static_cast<std::ptrdiff_t>(i); };
  while (starts.size() > 2) {  // neighbours become one run
    std::vector<std::size_t> merged;
    for (std::size_t i = 0; i + 1 < starts.size(); i += 2) {
      merged.push_back(starts[i]);
      if (i + 2 >= starts.size() || !less(*at(starts[i + 1]), *at(starts[i + 1] - 1))) continue;
      std::inplace_merge(at(starts[i]), at(starts[i + 1]), at(starts[i + 2]), less);
    }
    merged.push_back(sorted.size());
    starts = std::move(merged);
  }
  std::move(sorted.begin(), sorted.end(), all.begin());
}

}  // namespace logonloom
