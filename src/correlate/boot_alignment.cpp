#include "correlate/boot_alignment.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "correlate/windows.h"

namespace logonloom {
namespace {

constexpr std::size_t kNothing = SIZE_MAX;
constexpr std::size_t kMostCandidates = 16;  // boots that one mark may be, the nearest ones

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
  if (mark.start) return InWindow(*mark.start, draft.low, draft.high);
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

std::vector<std::pair<Match, std::size_t>> Candidates(std::span<BootDraft* const> order,
                                                      const BootMark& mark) {
  std::vector<std::pair<Match, std::size_t>> found;
  for (std::size_t k = 0; k < order.size(); ++k)
    if (const auto match = MatchOf(*order[k], mark)) found.emplace_back(*match, k);
  if (found.size() <= kMostCandidates) return found;
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first.BetterThan(b.first); });
  found.resize(kMostCandidates);
  return found;
}

}  // namespace

std::vector<BootDraft*> AlignMarks(std::span<BootDraft* const> order,
                                   std::span<const BootMark> marks) {
  std::vector<Chain> chains;
  BestChains best(order.size());
  for (std::size_t m = 0; m < marks.size(); ++m) {
    const std::size_t first = chains.size();
    for (const auto& [match, boot] : Candidates(order, marks[m])) {
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
