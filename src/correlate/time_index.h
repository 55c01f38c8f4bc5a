// Finds what happened in one boot between two moments, without a walk over everything: machines
// that face the internet have hundreds of thousands of attempts.
#pragma once

#include <algorithm>
#include <functional>
#include <span>
#include <tuple>
#include <vector>

#include "correlate/sorted_runs.h"
#include "logonloom/sessions.h"

namespace logonloom {

class TimeIndex {
 public:
  struct Entry {
    Index boot;
    FileTime time;
    Index value;
    friend bool operator<(const Entry& a, const Entry& b) {
      return std::tie(a.boot, a.time, a.value) < std::tie(b.boot, b.time, b.value);
    }
  };

  void Add(Index boot, FileTime time, Index value) { entries_.push_back({boot, time, value}); }
  // To be called once, after the last Add.
  void Sort() { SortRuns(std::span(entries_), std::less<Entry>()); }
  std::span<const Entry> entries() const { return entries_; }
  // Entries of `boot` from `first` to `last`, both inclusive, by time.
  std::span<const Entry> Between(Index boot, FileTime first, FileTime last) const {
    const auto begin =
        std::lower_bound(entries_.begin(), entries_.end(), Entry{boot, first, kNone});
    const auto end =
        std::upper_bound(begin, entries_.end(), std::make_tuple(boot, last),
                         [](const std::tuple<Index, FileTime>& key, const Entry& entry) {
                           return key < std::make_tuple(entry.boot, entry.time);
                         });
    return {begin, end};
  }

 private:
  std::vector<Entry> entries_;
};

}  // namespace logonloom
