// Records of one channel stand in the order of true time, so what they lie in (a boot, the time
// between two steps of a clock) only rises. Of all rising sequences of places this finds the one
// with the fewest contradictions to what the records tell.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace logonloom {

class RisingPlaces {
 public:
  // Places from `lower` on, ahead of `upper`.
  RisingPlaces(std::ptrdiff_t lower, std::ptrdiff_t upper) : lower_(lower), upper_(upper) {}

  // The next record. `stay`: contradictions if it lies where the one ahead of it does.
  // `may_begin(place)`: whether it may be the first one there; the very first may always be in the
  // lowest place. `contradictions(place)`: to its lying there.
  template <typename MayBegin, typename Contradictions>
  void Add(int stay, MayBegin may_begin, Contradictions contradictions) {
    next_.clear();
    std::size_t ahead = 0, best = kNone;  // of open_; the best choice of a lower place
    const std::ptrdiff_t lowest = open_.empty() ? lower_ : choices_[open_.front()].place;
    for (std::ptrdiff_t place = lowest; place < upper_; ++place) {
      const bool goes_on = ahead < open_.size() && choices_[open_[ahead]].place == place;
      const std::size_t same = goes_on ? open_[ahead++] : kNone;
      const bool begins = (best != kNone || count_ == 0) && may_begin(place);
      if (same != kNone || begins || (count_ == 0 && place == lower_)) {
        choices_.push_back(After(place, same, begins ? best : kNone, stay));
        next_.push_back(choices_.size() - 1);
      }
      if (same != kNone && (best == kNone || choices_[same].sum < choices_[best].sum)) best = same;
    }
    if (next_.size() > 1) Weigh(contradictions);  // else all sequences have it alike
    open_.swap(next_);
    ++count_;
  }

  // The place of each record; of equal sequences the one that rises late.
  std::vector<std::ptrdiff_t> Best() const {
    std::vector<std::ptrdiff_t> places(count_);
    if (count_ == 0) return places;
    std::size_t chosen = *std::min_element(
        open_.begin(), open_.end(),
        [&](std::size_t a, std::size_t b) { return choices_[a].sum < choices_[b].sum; });
    for (std::size_t i = count_; i-- > 0; chosen = choices_[chosen].before)
      places[i] = choices_[chosen].place;
    return places;
  }

 private:
  static constexpr std::size_t kNone = SIZE_MAX;
  static constexpr int kHopeless = 3000;  // worse than another sequence by so much: given up

  struct Choice {
    std::ptrdiff_t place;
    std::size_t before;  // the choice for the record ahead
    int sum;             // of contradictions, up to here
  };

  template <typename Contradictions>
  void Weigh(Contradictions contradictions) {
    int least = INT32_MAX;
    for (const std::size_t c : next_) {
      choices_[c].sum += contradictions(choices_[c].place);
      least = std::min(least, choices_[c].sum);
    }
    std::erase_if(next_, [&](std::size_t c) { return choices_[c].sum > least + kHopeless; });
  }

  Choice After(std::ptrdiff_t place, std::size_t same, std::size_t lower, int stay) const {
    if (same == kNone && lower == kNone) return {place, kNone, 0};
    if (same == kNone) return {place, lower, choices_[lower].sum};
    const int stays = choices_[same].sum + stay;
    if (lower == kNone || stays < choices_[lower].sum) return {place, same, stays};
    return {place, lower, choices_[lower].sum};
  }

  std::ptrdiff_t lower_, upper_;
  std::vector<Choice> choices_;
  std::vector<std::size_t> open_;  // choices for the last record, by place
  std::vector<std::size_t> next_;  // used again for each record
  std::size_t count_ = 0;
};

}  // namespace logonloom
