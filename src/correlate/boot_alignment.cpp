#include "correlate/boot_alignment.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include "correlate/windows.h"

namespace logonloom {
namespace {

constexpr std::size_t kNothing = SIZE_MAX;
constexpr std::size_t kMostCandidates = 32;  // boots looked at for one mark, on either side

// How well two signs agree to be of one boot: weight first, then how far they lie apart.
struct Match {
  std::int64_t weight = 0, apart = 0;

  bool BetterThan(const Match& other) const {
    return weight != other.weight ? weight > other.weight : apart < other.apart;
  }
};

std::int64_t Outside(FileTime time, FileTime low, FileTime high) {
  if (time < low) return (low - time).count;
  return time > high ? (time - high).count : 0;
}

// A start that lies in the window that the other sign gives: the later, the nearer to the record
// behind the boundary.
std::optional<Match> InWindow(FileTime start, FileTime low, FileTime high) {
  if (Outside(start, low, high) != 0) return std::nullopt;
  return Match{kBootStartSpread.count, (high - start).count};
}

// Where the clock went back over the start, both what it showed ahead of it and behind.
std::optional<Match> InWindow(const BootMark& mark, FileTime low, FileTime high) {
  const auto match = InWindow(*mark.start, low, high);
  return match || !mark.ahead ? match : InWindow(*mark.ahead, low, high);
}

std::optional<Match> MatchOf(const BootDraft& draft, const BootMark& mark) {
  if (draft.key && mark.key) {
    if (*draft.key != *mark.key) return std::nullopt;
    return Match{2 * kBootStartSpread.count, 0};
  }
  if (draft.start && mark.start) {
    const std::int64_t apart = std::min(Outside(*draft.start, mark.low, mark.high),
                                        Outside(*mark.start, draft.low, draft.high));
    if (apart > kBootStartSpread.count) return std::nullopt;
    return Match{kBootStartSpread.count - apart + 1, apart};
  }
  if (draft.start) return InWindow(*draft.start, mark.low, mark.high);
  if (mark.start) return InWindow(mark, draft.low, draft.high);
  if (draft.high < mark.low || mark.high < draft.low) return std::nullopt;
  return Match{kBootStartSpread.count, 0};
}

// Matches one behind the other; `mark` is the last one's.
struct Chain {
  Match sum;
  std::size_t boot, mark;
  std::size_t before;  // the chain that it continues
};

// The best chain that ends at one of the first n boots: a Fenwick tree.
class BestChains {
 public:
  explicit BestChains(std::size_t boots) : best_(boots + 1, kNothing) {}

  std::size_t AmongFirst(std::size_t boots, const std::vector<Chain>& chains) const {
    std::size_t found = kNothing;
    for (std::size_t i = boots; i > 0; i &= i - 1) Take(found, best_[i], chains);
    return found;
  }
  void Add(std::size_t chain, const std::vector<Chain>& chains) {
    for (std::size_t i = chains[chain].boot + 1; i < best_.size(); i += i & (~i + 1))
      Take(best_[i], chain, chains);
  }

 private:
  static void Take(std::size_t& best, std::size_t chain, const std::vector<Chain>& chains) {
    if (chain == kNothing) return;
    if (best == kNothing || chains[chain].sum.BetterThan(chains[best].sum)) best = chain;
  }
  std::vector<std::size_t> best_;  // chain
};

// Finds the boots that a mark may be without a look at each: logs can claim any number of boots.
class Candidates {
 public:
  explicit Candidates(std::span<BootDraft* const> order) : order_(order) {
    for (std::size_t k = 0; k < order.size(); ++k) {
      const BootDraft& draft = *order[k];
      if (draft.key) of_key_.emplace(draft.key->ticks, k);
      (draft.start ? started_ : windows_).emplace_back(draft.high, k);
      if (draft.start) widest_ = std::max(widest_, draft.high - draft.low);
    }
    std::sort(started_.begin(), started_.end());
    std::sort(windows_.begin(), windows_.end());
  }

  // In the machine's order of boots.
  std::vector<std::pair<std::size_t, Match>> Of(const BootMark& mark) const {
    std::vector<std::pair<std::size_t, Match>> found;
    if (mark.key) {
      const auto known = of_key_.find(mark.key->ticks);
      if (known != of_key_.end()) return {{known->second, *MatchOf(*order_[known->second], mark)}};
    }
    const auto behind =
        std::upper_bound(started_.begin(), started_.end(), std::make_pair(mark.high, kNothing));
    Look(mark, behind, started_.end(), mark.high + kBootStartSpread + widest_, found);
    auto ahead = behind;
    for (std::size_t looked = 0; looked < kMostCandidates && ahead != started_.begin(); ++looked) {
      --ahead;
      if (ahead->first < mark.low - kBootStartSpread) break;
      Take(mark, ahead->second, found);
    }
    const auto window = std::lower_bound(windows_.begin(), windows_.end(),
                                         std::make_pair(mark.low, std::size_t{0}));
    Look(mark, window, windows_.end(), FileTime{INT64_MAX}, found);
    std::sort(found.begin(), found.end(),
              [](const auto& x, const auto& y) { return x.first < y.first; });
    return found;
  }

 private:
  using ByTime = std::vector<std::pair<FileTime, std::size_t>>;  // high, draft
  using Found = std::vector<std::pair<std::size_t, Match>>;

  void Take(const BootMark& mark, std::size_t k, Found& found) const {
    if (const auto match = MatchOf(*order_[k], mark)) found.emplace_back(k, *match);
  }
  void Look(const BootMark& mark, ByTime::const_iterator at, ByTime::const_iterator end,
            FileTime last, Found& found) const {
    for (std::size_t looked = 0; at != end && at->first <= last && looked < kMostCandidates;
         ++at, ++looked)
      Take(mark, at->second, found);
  }

  std::span<BootDraft* const> order_;
  ByTime started_, windows_;  // drafts with a start, and those without
  Ticks widest_;              // between low and high of the former
  std::unordered_map<std::int64_t, std::size_t> of_key_;
};

}  // namespace

std::vector<BootDraft*> AlignMarks(std::span<BootDraft* const> order,
                                   std::span<const BootMark> marks) {
  const Candidates candidates(order);
  std::vector<Chain> chains;
  BestChains best(order.size());
  for (std::size_t m = 0; m < marks.size(); ++m) {
    const std::size_t first = chains.size();
    for (const auto& [boot, match] : candidates.Of(marks[m])) {
      Chain chain{match, boot, m, best.AmongFirst(boot, chains)};
      if (chain.before != kNothing) {
        chain.sum.weight += chains[chain.before].sum.weight;
        chain.sum.apart += chains[chain.before].sum.apart;
      }
      chains.push_back(chain);
    }
    for (std::size_t c = first; c < chains.size(); ++c) best.Add(c, chains);
  }
  std::vector<BootDraft*> boots(marks.size(), nullptr);
  for (std::size_t c = best.AmongFirst(order.size(), chains); c != kNothing; c = chains[c].before)
    boots[chains[c].mark] = order[chains[c].boot];
  return boots;
}

}  // namespace logonloom
