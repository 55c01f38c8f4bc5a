#include "correlate/clock.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "correlate/windows.h"

namespace logonloom {
namespace {

constexpr std::uint64_t kSystemProcess = 4;

// A machine that wakes finds its clock behind: such a jump forwards is no step, time did pass. Newer
// Windows tells why.
bool IsWaking(const Event& e) {
  if (*e.new_time <= *e.previous_time) return false;
  if (e.kind == EventKind::kKernelClockChanged) return e.reason != kClockSetByProgram;
  return e.process_id == kSystemProcess;
}

bool IsStep(const Event& e) {
  if (e.kind != EventKind::kClockChanged && e.kind != EventKind::kKernelClockChanged) return false;
  if (!e.previous_time || !e.new_time || IsWaking(e)) return false;
  const std::int64_t size = std::abs((*e.new_time - *e.previous_time).count);
  const std::int64_t late = std::abs((e.time - *e.new_time).count);
  return size >= kLeastClockStep.count && size <= kMostClockStep.count &&
         late <= kToldClockStep.count;
}

}  // namespace

// Security tells each step with who made it; System's own word counts where Security has none.
Clock::Clock(const MachineEvents& machine, const BootTable& boots) {
  std::set<Index> told_by_security;
  std::map<Index, std::vector<Index>> found;
  const auto count = static_cast<Index>(machine.events.size());
  for (Index i = 0; i < count; ++i) {
    const Event& e = machine.events[static_cast<std::size_t>(i)];
    if (!IsStep(e)) continue;
    const Index boot = boots.boot_of[static_cast<std::size_t>(i)];
    if (e.kind == EventKind::kClockChanged) told_by_security.insert(boot);
    if (e.kind == EventKind::kClockChanged || !told_by_security.contains(boot))
      found[boot].push_back(i);
  }
  for (const auto& [boot, events] : found) {
    Ticks sum{0};
    for (const Index i : events) {
      const Event& e = machine.events[static_cast<std::size_t>(i)];
      const ClockStep step{i, *e.previous_time, *e.new_time};
      const FileTime moment = step.before - sum;
      sum.count += step.size().count;
      steps_.push_back(step);
      of_boot_[boot].steps.push_back({i, moment, sum, step.size(), step.before, step.after});
    }
  }
}

// Whether a step had passed is known of every record of the channel that tells the steps.
void Clock::TellPassed(std::span<const Event> events, const BootTable& boots, Index boot,
                       BootClock& clock) {
  const auto first = static_cast<std::size_t>(clock.steps.front().event);
  const auto in_run = [&](std::size_t i) {
    return boots.boot_of[i] == boot && events[i].channel == events[first].channel;
  };
  std::size_t begin = first;
  while (begin > 0 && in_run(begin - 1)) --begin;
  std::size_t passed = 0;
  for (std::size_t i = begin; i < events.size() && in_run(i); ++i) {
    while (passed < clock.steps.size() && clock.steps[passed].event <= static_cast<Index>(i))
      ++passed;
    if (!IsStep(events[i])) clock.told.emplace_back(events[i].time, passed);
    clock.witnesses.Add(events[i], static_cast<std::ptrdiff_t>(passed));
  }
  clock.witnesses.Sort();
  std::sort(clock.told.begin(), clock.told.end());
}

// Whether the clock can have shown that time after so many steps: it went on from where the last
// one had set it, and up to where the next one found it.
bool Clock::CanShow(const BootClock& clock, FileTime shown, std::size_t passed) {
  if (passed > 0 && shown + kClockStepSlack < clock.steps[passed - 1].after) return false;
  return passed == clock.steps.size() || shown <= clock.steps[passed].before + kClockStepSlack;
}

// By what Security tells of the record's user at that moment. A connection's first record names
// none, the ones behind it do.
std::optional<std::size_t> Clock::PassedWith(std::span<const Event> events,
                                             const BootTable& boots, const BootClock& clock,
                                             std::size_t i) {
  const FileTime time = events[i].time;
  const auto steps = static_cast<std::ptrdiff_t>(clock.steps.size());
  for (std::size_t k = i; k < events.size() && boots.boot_of[k] == boots.boot_of[i]; ++k) {
    const Event& e = events[k];
    if (e.channel != events[i].channel || e.time < time || e.time > time + kNlaBeforeDesktop) break;
    if (!ActWitnesses::NamesUser(e)) continue;
    const auto passed = clock.witnesses.PlaceOf(e, 0, steps + 1);
    if (!passed || !CanShow(clock, time, static_cast<std::size_t>(*passed))) break;
    return static_cast<std::size_t>(*passed);
  }
  return std::nullopt;
}

// One act is told by records of several channels within moments: the nearest record of the channel
// that tells the steps shows on which side of them this one lies.
std::size_t Clock::PassedBeside(const BootClock& clock, FileTime shown, std::size_t otherwise) {
  const auto behind =
      std::lower_bound(clock.told.begin(), clock.told.end(), std::make_pair(shown, std::size_t{0}));
  std::size_t passed = otherwise;
  Ticks nearest = kSameAct;
  if (behind != clock.told.end() && behind->first - shown <= nearest &&
      CanShow(clock, shown, behind->second)) {
    nearest = behind->first - shown;
    passed = behind->second;
  }
  if (behind != clock.told.begin() && shown - std::prev(behind)->first <= nearest &&
      CanShow(clock, shown, std::prev(behind)->second))
    passed = std::prev(behind)->second;
  return passed;
}

// Records of one channel stand in the order of true time: a step has passed where the clock cannot
// have shown the time before it, or time would run back against the record before.
FileTime Clock::Flowing(const BootClock& clock, FileTime shown, Walk& walk) {
  const auto candidate = [&](std::size_t steps) {
    return steps == 0 ? shown : shown - clock.steps[steps - 1].sum;
  };
  walk.passed = std::max(walk.passed, PassedBeside(clock, shown, walk.passed));
  while (walk.passed < clock.steps.size()) {
    const Step& next = clock.steps[walk.passed];
    if (shown + kClockStepSlack < next.after) break;
    const Ticks back = walk.latest - candidate(walk.passed);
    const bool behind = shown > next.before + kClockStepSlack;
    const bool runs_back = next.size.count < 0 && back.count > -next.size.count / 2;
    if (!behind && !runs_back) break;
    ++walk.passed;
  }
  const FileTime flowing = candidate(walk.passed);
  walk.latest = std::max(walk.latest, flowing);
  return flowing;
}

void Clock::Straighten(std::span<Event> events, const BootTable& boots) {
  if (of_boot_.empty()) return;
  for (auto& [boot, clock] : of_boot_) TellPassed(events, boots, boot, clock);
  Walk walk;
  for (std::size_t i = 0; i < events.size(); ++i) {
    Event& e = events[i];
    const auto found = of_boot_.find(boots.boot_of[i]);
    if (found == of_boot_.end()) continue;
    BootClock& clock = found->second;
    if (boots.boot_of[i] != walk.boot || !(e.channel == walk.channel))
      walk = {boots.boot_of[i], e.channel, 0, FileTime{}};
    const auto index = static_cast<Index>(i);
    FileTime flowing = e.time;
    if (events[static_cast<std::size_t>(clock.steps.front().event)].channel == walk.channel) {
      while (walk.passed < clock.steps.size() && clock.steps[walk.passed].event <= index)
        ++walk.passed;
      if (walk.passed != 0) flowing = e.time - clock.steps[walk.passed - 1].sum;
    } else if (const auto passed = PassedWith(events, boots, clock, i);
               passed && *passed >= walk.passed) {
      walk.passed = *passed;
      flowing = *passed == 0 ? e.time : e.time - clock.steps[*passed - 1].sum;
      walk.latest = std::max(walk.latest, flowing);
    } else {
      flowing = Flowing(clock, e.time, walk);
    }
    straightened_.emplace_back(index, e.time);
    if (const auto [shown, added] = clock.shown_of.Add(flowing.ticks); added) shown = e.time;
    e.time = flowing;
  }
}

void Clock::Restore(std::span<Event> events) const {
  for (const auto& [event, shown] : straightened_)
    events[static_cast<std::size_t>(event)].time = shown;
}

FileTime Clock::Shown(Index boot, FileTime flowing) const {
  const auto clock = of_boot_.find(boot);
  if (clock == of_boot_.end()) return flowing;
  if (const FileTime* known = clock->second.shown_of.Find(flowing.ticks)) return *known;
  FileTime shown = flowing;
  for (const Step& step : clock->second.steps)
    if (flowing >= step.moment) shown = flowing + step.sum;
  return shown;
}

std::optional<FileTime> Clock::FlowingBefore(Index boot, FileTime shown, FileTime latest) const {
  const auto clock = of_boot_.find(boot);
  std::optional<FileTime> found;
  const std::size_t steps = clock == of_boot_.end() ? 0 : clock->second.steps.size();
  for (std::size_t passed = 0; passed <= steps; ++passed) {
    if (steps > 0 && !CanShow(clock->second, shown, passed)) continue;
    const FileTime flowing = passed == 0 ? shown : shown - clock->second.steps[passed - 1].sum;
    if (flowing <= latest) found = std::max(found.value_or(flowing), flowing);
  }
  return found;
}

FileTime Clock::FlowingAtEnd(Index boot, FileTime shown) const {
  const auto clock = of_boot_.find(boot);
  return clock == of_boot_.end() ? shown : shown - clock->second.steps.back().sum;
}

}  // namespace logonloom
