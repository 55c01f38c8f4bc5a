#include "correlate/clock.h"

#include <algorithm>
#include <set>

#include "correlate/windows.h"

namespace logonloom {
namespace {

bool IsStep(const Event& e) {
  if (e.kind != EventKind::kClockChanged && e.kind != EventKind::kKernelClockChanged) return false;
  if (!e.previous_time || !e.new_time) return false;
  const Ticks size = *e.new_time - *e.previous_time;
  const Ticks apart = size.count < 0 ? Ticks{-size.count} : size;
  return apart >= kLeastClockStep && apart <= kMostClockStep;
}

}  // namespace

// Security tells each step with who made it; System's own word counts where Security has none.
Clock::Clock(const History& history) : history_(history) {
  std::set<Index> told_by_security;
  for (Index i = 0; i < history.size(); ++i)
    if (IsStep(history.event(i)) && history.event(i).kind == EventKind::kClockChanged)
      told_by_security.insert(history.boot_of(i));
  for (Index i = 0; i < history.size(); ++i) {
    const Event& e = history.event(i);
    if (!IsStep(e)) continue;
    if (e.kind != EventKind::kClockChanged && told_by_security.contains(history.boot_of(i)))
      continue;
    steps_.push_back({i, *e.previous_time, *e.new_time});
  }
  std::stable_sort(steps_.begin(), steps_.end(), [&](const ClockStep& a, const ClockStep& b) {
    return std::make_pair(history.boot_of(a.event), a.event) <
           std::make_pair(history.boot_of(b.event), b.event);
  });
  of_boot_.resize(history.boots.boots.size());
  for (std::size_t i = 0; i < steps_.size();) {
    std::size_t end = i;
    const Index boot = history.boot_of(steps_[i].event);
    while (end < steps_.size() && history.boot_of(steps_[end].event) == boot) ++end;
    of_boot_[static_cast<std::size_t>(boot)] = {i, end};
    i = end;
  }
}

std::optional<Ticks> Clock::OffsetAt(Index event) const {
  const auto [first, last] = of_boot_[static_cast<std::size_t>(history_.boot_of(event))];
  const ClockStep* begin = steps_.data() + first;
  const ClockStep* end = steps_.data() + last;
  if (begin == end) return Ticks{0};
  const Event& e = history_.event(event);
  if (e.channel != history_.event(begin->event).channel) return ByTime(begin, end, e.time);
  Ticks sum{0};
  for (; begin != end && begin->event < event; ++begin) sum.count += begin->size().count;
  return sum;
}

// By time alone a moment that the clock showed twice, or never, lies on neither side for sure.
std::optional<Ticks> Clock::ByTime(const ClockStep* begin, const ClockStep* end,
                                   FileTime time) const {
  Ticks sum{0};
  for (; begin != end; ++begin) {
    const auto [low, high] = std::minmax(begin->before, begin->after);
    if (time >= low && time <= high) return std::nullopt;
    if (time < low) break;
    sum.count += begin->size().count;
  }
  return sum;
}

}  // namespace logonloom
