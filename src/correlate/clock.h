// How a machine's clock was set while it ran, and what that does to durations.
#pragma once

#include <optional>
#include <vector>

#include "correlate/history.h"

namespace logonloom {

struct ClockStep {
  Index event = kNone;  // 4616 v1, or Kernel-General 1
  FileTime before, after;
  Ticks size() const { return after - before; }
};

class Clock {
 public:
  explicit Clock(const History& history);

  // Sum of all steps of the boot ahead of the event: take it off the event's time to get a time
  // that only flows. Unknown where a step leaves open on which side of it the event lies.
  std::optional<Ticks> OffsetAt(Index event) const;
  // All steps, in order of their events.
  const std::vector<ClockStep>& steps() const { return steps_; }

 private:
  std::optional<Ticks> ByTime(const ClockStep* begin, const ClockStep* end, FileTime time) const;

  const History& history_;
  std::vector<ClockStep> steps_;
  std::vector<std::pair<std::size_t, std::size_t>> of_boot_;  // range in steps_
};

}  // namespace logonloom
