#include "correlate/clock.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <set>

#include "correlate/rising_places.h"
#include "correlate/sorted_runs.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

constexpr std::uint64_t kSystemProcess = 4;
constexpr std::ptrdiff_t kNowhere = -1;

// How much it weighs against a number of steps.
constexpr int kCannotShow = 1000, kRunsBack = 500, kOtherAct = 200, kOtherConnection = 100;
constexpr int kLeftTooEarly = 20, kOtherNeighbour = 5;
constexpr int kSameMoment = -1;  // speaks for no step between two records
constexpr std::size_t kMostRecordsLooked = 1000;  // for the next use of a desktop that was left

// A machine that wakes finds its clock behind: such a jump forwards is no step, time did pass. Newer
// Windows tells why.
bool IsWaking(const Event& e) {
  if (*e.new_time <= *e.previous_time) return false;
  if (e.kind == EventKind::kKernelClockChanged) return e.reason != kClockSetByProgram;
  return e.process_id == kSystemProcess;
}

bool IsStep(const Event& e) {
  if (!TellsClockStep(e.kind) || !e.previous_time || !e.new_time || IsWaking(e)) return false;
  const std::int64_t size = std::abs((*e.new_time - *e.previous_time).count);
  const std::int64_t late = std::abs((e.time - *e.new_time).count);
  return size >= kLeastClockStep.count && size <= kMostClockStep.count &&
         late <= kToldClockStep.count;
}

// Security tells each step with who made it; System's own word counts where Security has none.
std::map<Index, std::vector<ClockStep>> ToldSteps(const MachineEvents& machine,
                                                  const EventIndex& index,
                                                  const BootTable& boots) {
  std::set<Index> told_by_security;
  std::map<Index, std::vector<ClockStep>> found;
  for (const Index i : index.Where(TellsClockStep)) {
    const Event& e = machine.events[static_cast<std::size_t>(i)];
    if (!IsStep(e)) continue;
    const Index boot = boots.boot_of[static_cast<std::size_t>(i)];
    if (e.kind == EventKind::kClockChanged) told_by_security.insert(boot);
    if (e.kind == EventKind::kClockChanged || !told_by_security.contains(boot))
      found[boot].push_back({i, *e.previous_time, *e.new_time});
  }
  return found;
}

// Whether the records ahead of `behind` were made before that step and written after others that
// were made behind it: their times go back to where the clock was, and no further.
bool WereWrittenLate(std::span<const Event> events, std::size_t behind, const ClockStep& step) {
  if (events[behind - 1].time > step.before + kToldClockStep) return false;
  std::size_t first = behind - 1;
  while (first > static_cast<std::size_t>(step.event) &&
         events[first - 1].time > step.after + kToldClockStep &&
         events[first - 1].time > events[behind].time)
    --first;
  return first > static_cast<std::size_t>(step.event) &&
         events[first].time > events[first - 1].time + kToldClockStep;
}

// A log that runs back within a boot shows a step whose own records are missing. Of the two logs
// that are written as things happen the one that shows more such steps counts.
std::map<Index, std::vector<ClockStep>> UnseenSteps(const MachineEvents& machine,
                                                    const EventIndex& index,
                                                    const BootTable& boots) {
  std::map<Index, std::vector<ClockStep>> found;
  for (const IndexRange& channel : index.channels()) {
    const std::string_view name =
        machine.events[static_cast<std::size_t>(channel.begin)].channel.view();
    if (name != kSecurityChannel && name != kLocalSessionManagerChannel) continue;
    std::map<Index, std::vector<ClockStep>> shown;
    for (auto i = static_cast<std::size_t>(channel.begin) + 1;
         i < static_cast<std::size_t>(channel.end); ++i) {
      const FileTime before = machine.events[i - 1].time, after = machine.events[i].time;
      if (boots.boot_of[i] != boots.boot_of[i - 1] || after + kToldClockStep >= before ||
          before >= after + kMostClockStep)
        continue;
      std::vector<ClockStep>& steps = shown[boots.boot_of[i]];
      const bool late = !steps.empty() && WereWrittenLate(machine.events, i, steps.back());
      steps.push_back({static_cast<Index>(i), before, after, false, late});
    }
    for (auto& [boot, steps] : shown)
      if (steps.size() > found[boot].size()) found[boot] = std::move(steps);
  }
  return found;
}

}  // namespace

Clock::Clock(const MachineEvents& machine, const EventIndex& index, const BootTable& boots) {
  auto found = ToldSteps(machine, index, boots);
  for (auto& [boot, steps] : UnseenSteps(machine, index, boots))
    found.try_emplace(boot, std::move(steps));
  for (const auto& [boot, steps] : found) {
    Ticks sum{0};
    for (const ClockStep& step : steps) {
      if (!step.late) steps_.push_back(step);
      // When the clock was set is not known of an unseen one: somewhere in a pause that is longer
      // than what joins records that lie near.
      const FileTime before = step.told ? step.before : step.before + kBootStartSpread;
      const FileTime moment =
          (step.told ? before : step.before + Ticks{kBootStartSpread.count / 2}) - sum;
      const Ticks size = step.after - before;
      sum.count += size.count;
      of_boot_[boot].steps.push_back(
          {step.event, moment, sum, size, before, step.after, step.told});
    }
  }
  for (auto& [boot, clock] : of_boot_) BoundSteps(clock);
}

// The clock went on from where a step had set it, and up to where the next one found it; where they
// are not told, all of a boot's, it may have shown any time.
void Clock::BoundSteps(BootClock& clock) {
  FileTime earliest{INT64_MAX};
  for (auto step = clock.steps.rbegin(); step != clock.steps.rend(); ++step)
    step->earliest = earliest = std::min(earliest, step->moment);
  if (!clock.steps.front().told)
    return clock.shows.assign(clock.steps.size() + 1, {FileTime{INT64_MIN}, FileTime{INT64_MAX}});
  FileTime set{INT64_MIN};
  for (const Step& step : clock.steps) {
    clock.shows.emplace_back(set, step.before + kClockStepSlack);
    set = step.after - kClockStepSlack;
  }
  clock.shows.emplace_back(set, FileTime{INT64_MAX});
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
    const auto place = static_cast<std::ptrdiff_t>(passed);
    clock.witnesses.Add(events[i], place);
    clock.unlocks.Add(events[i], Flowing(clock, events[i].time, place));
  }
  clock.unlocks.Sort();
  clock.witnesses.Sort();
  SortRuns(std::span(clock.told), std::less<>());
}

// A connection's record that names a user lies where Security tells of that user.
void Clock::TellConnections(std::span<const Event> events, const BootTable& boots,
                            std::map<Index, BootClock>& clocks) {
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event& e = events[i];
    if (e.activity_id.empty() || !ActWitnesses::NamesActor(e)) continue;
    if (e.channel.view() == kSecurityChannel) continue;  // its ids are no connections
    const auto clock = clocks.find(boots.boot_of[i]);
    if (clock == clocks.end()) continue;
    const auto steps = static_cast<std::ptrdiff_t>(clock->second.steps.size());
    if (const auto passed = clock->second.witnesses.PlaceOf(e, 0, steps + 1))
      clock->second.connections[e.activity_id].emplace_back(e.time, *passed);
  }
}

FileTime Clock::Flowing(const BootClock& clock, FileTime shown, std::ptrdiff_t passed) {
  return passed == 0 ? shown : shown - clock.steps[static_cast<std::size_t>(passed) - 1].sum;
}

// Whether the clock can have shown that time after so many steps.
bool Clock::CanShow(const BootClock& clock, FileTime shown, std::ptrdiff_t passed) {
  const auto& [first, last] = clock.shows[static_cast<std::size_t>(passed)];
  return first <= shown && shown <= last;
}

// By what Security tells of the record's user at that moment. A connection's first record names
// none, the ones behind it do.
std::ptrdiff_t Clock::PassedByAct(std::span<const Event> run, std::size_t i,
                                  const BootClock& clock) {
  const auto steps = static_cast<std::ptrdiff_t>(clock.steps.size());
  for (std::size_t k = i; k < run.size(); ++k) {
    const Event& e = run[k];
    if (e.time < run[i].time || e.time > run[i].time + kNlaBeforeDesktop) break;
    if (ActWitnesses::NamesActor(e))
      return clock.witnesses.PlaceOf(e, 0, steps + 1).value_or(kNowhere);
  }
  return kNowhere;
}

// By what other channels' records of its connection show, where they agree.
std::ptrdiff_t Clock::PassedByConnection(const Event& e, const Connections& connections) {
  if (e.activity_id.empty()) return kNowhere;
  const auto known = connections.find(e.activity_id);
  if (known == connections.end()) return kNowhere;
  std::ptrdiff_t found = kNowhere;
  for (const auto& [time, passed] : known->second) {
    if (time < e.time - kNlaBeforeDesktop || time > e.time + kNlaBeforeDesktop) continue;
    if (found != kNowhere && found != passed) return kNowhere;
    found = passed;
  }
  return found;
}

// The records that other channels have of a connection lie on the same sides.
void Clock::NotePlaces(std::span<const Event> run, std::span<const std::ptrdiff_t> passed,
                       BootClock& clock) {
  if (run.front().channel.view() == kSecurityChannel) return;  // its ids are no connections
  for (std::size_t i = 0; i < run.size(); ++i)
    if (!run[i].activity_id.empty())
      clock.placed[run[i].activity_id].emplace_back(run[i].time, passed[i]);
}

// One act is told by records of several channels within moments: where the nearest record lies of
// the channel that tells the steps.
std::ptrdiff_t Clock::PassedBeside(FileTime shown, const BootClock& clock) {
  const auto behind =
      std::lower_bound(clock.told.begin(), clock.told.end(), std::make_pair(shown, std::size_t{0}));
  std::ptrdiff_t passed = kNowhere;
  Ticks nearest = kSameAct;
  if (behind != clock.told.end() && behind->first - shown <= nearest) {
    nearest = behind->first - shown;
    passed = static_cast<std::ptrdiff_t>(behind->second);
  }
  if (behind != clock.told.begin() && shown - std::prev(behind)->first <= nearest)
    passed = static_cast<std::ptrdiff_t>(std::prev(behind)->second);
  return passed;
}

Clock::Told Clock::ToldByOthers(const Event& e, const BootClock& clock) {
  const std::ptrdiff_t known = PassedByConnection(e, clock.connections);
  return {known != kNowhere ? known : PassedByConnection(e, clock.placed),
          PassedBeside(e.time, clock)};
}

// When the desktop of that disconnect was used again at the earliest, or was gone.
FileTime Clock::EarliestReturn(std::span<const Event> run, std::size_t left, std::ptrdiff_t passed,
                               const BootClock& clock) {
  FileTime earliest{INT64_MAX};
  const auto looked = run.subspan(left, std::min(run.size() - left, kMostRecordsLooked));
  const auto next = std::find_if(looked.begin() + 1, looked.end(), [&](const Event& e) {
    return e.ts_session_id == run[left].ts_session_id &&
           (e.kind == EventKind::kTsReconnected || e.kind == EventKind::kTsLogon ||
            e.kind == EventKind::kTsLogoff);
  });
  if (next == looked.end() && left + looked.size() < run.size())
    return Flowing(clock, run[left].time, passed);  // it may have been any time
  if (next == looked.end()) return earliest;
  const auto told =
      PassedByAct(run, left + static_cast<std::size_t>(next - looked.begin()), clock);
  if (told != kNowhere) return Flowing(clock, next->time, told);
  for (auto place = passed; place <= static_cast<std::ptrdiff_t>(clock.steps.size()); ++place)
    if (CanShow(clock, next->time, place))
      earliest = std::min(earliest, Flowing(clock, next->time, place));
  return earliest;
}

// Nobody unlocks a desktop that was left.
bool Clock::IsLeftTooEarly(std::span<const Event> run, std::size_t i, std::ptrdiff_t passed,
                           const BootClock& clock) {
  if (run[i].kind != EventKind::kTsDisconnected) return false;
  const FileTime left = Flowing(clock, run[i].time, passed) + kSlowAct;
  const auto unlock = clock.unlocks.FirstBehind(run[i], left);
  return unlock && *unlock < EarliestReturn(run, i, passed, clock) - kNlaBeforeDesktop;
}

// Of two neighbours between which no step lies.
int Clock::WeightOfStaying(FileTime before, FileTime shown) {
  if (shown + kLeastClockStep < before) return kRunsBack;
  return shown >= before && shown <= before + kNlaBeforeDesktop ? kSameMoment : 0;
}

std::vector<std::ptrdiff_t> Clock::PassedAt(std::span<const Event> run, const BootClock& clock) {
  RisingPlaces rising(0, static_cast<std::ptrdiff_t>(clock.steps.size()) + 1);
  for (std::size_t i = 0; i < run.size(); ++i) {
    const FileTime shown = run[i].time;
    const std::ptrdiff_t by_act = PassedByAct(run, i, clock);
    std::optional<Told> told;  // most records have one place, so that nobody asks
    rising.Add(
        i == 0 ? 0 : WeightOfStaying(run[i - 1].time, shown),
        [&](std::ptrdiff_t passed) { return CanShow(clock, shown, passed) || passed == by_act; },
        [&](std::ptrdiff_t passed) {
          if (!told) told = ToldByOthers(run[i], clock);
          const auto other = [&](std::ptrdiff_t place, int weight) {
            return place == kNowhere || place == passed ? 0 : weight;
          };
          return (CanShow(clock, shown, passed) ? 0 : kCannotShow) + other(by_act, kOtherAct) +
                 other(told->by_connection, kOtherConnection) +
                 other(told->beside, kOtherNeighbour) +
                 (IsLeftTooEarly(run, i, passed, clock) ? kLeftTooEarly : 0);
        });
  }
  return rising.Best();
}

// Of the channel that tells the steps: by their order. `first`: the run's place among all events.
std::vector<std::ptrdiff_t> Clock::ToldPassed(std::span<const Event> run, std::size_t first,
                                              const BootClock& clock) {
  std::vector<std::ptrdiff_t> places(run.size());
  std::size_t passed = 0;
  for (std::size_t i = 0; i < run.size(); ++i) {
    while (passed < clock.steps.size() &&
           clock.steps[passed].event <= static_cast<Index>(first + i))
      ++passed;
    places[i] = static_cast<std::ptrdiff_t>(passed);
  }
  return places;
}

void Clock::Straighten(std::span<Event> events, const BootTable& boots) {
  if (of_boot_.empty()) return;
  for (auto& [boot, clock] : of_boot_) TellPassed(events, boots, boot, clock);
  TellConnections(events, boots, of_boot_);
  for (std::size_t begin = 0, end = 0; begin < events.size(); begin = end) {
    while (end < events.size() && boots.boot_of[end] == boots.boot_of[begin] &&
           events[end].channel == events[begin].channel)
      ++end;
    const auto found = of_boot_.find(boots.boot_of[begin]);
    if (found == of_boot_.end()) continue;
    BootClock& clock = found->second;
    const std::span<const Event> run = events.subspan(begin, end - begin);
    const Symbol told_by = events[static_cast<std::size_t>(clock.steps.front().event)].channel;
    const std::vector<std::ptrdiff_t> passed =
        run.front().channel == told_by ? ToldPassed(run, begin, clock) : PassedAt(run, clock);
    NotePlaces(run, passed, clock);
    for (std::size_t i = begin; i < end; ++i) {
      const auto steps = static_cast<std::size_t>(passed[i - begin]);
      const FileTime shown = events[i].time;
      events[i].time = Flowing(clock, shown, passed[i - begin]);
      straightened_.emplace_back(static_cast<Index>(i), shown);
      if (PassedBy(clock, events[i].time) != steps) clock.shown_of.Add(events[i].time.ticks);
    }
  }
  NoteShown(events, boots);
}

// How many steps had passed by their moments: up to the last one that is not behind the time.
std::size_t Clock::PassedBy(const BootClock& clock, FileTime flowing) {
  const auto behind =
      std::partition_point(clock.steps.begin(), clock.steps.end(),
                           [flowing](const Step& step) { return step.earliest <= flowing; });
  return static_cast<std::size_t>(behind - clock.steps.begin());
}

// Of events of one time the first tells what was shown.
void Clock::NoteShown(std::span<const Event> events, const BootTable& boots) {
  if (std::all_of(of_boot_.begin(), of_boot_.end(),
                  [](const auto& of_boot) { return of_boot.second.shown_of.empty(); }))
    return;
  for (const auto& [event, shown] : straightened_) {
    const auto i = static_cast<std::size_t>(event);
    auto* known = of_boot_.at(boots.boot_of[i]).shown_of.Find(events[i].time.ticks);
    if (known != nullptr && !*known) *known = shown;
  }
}

void Clock::Restore(std::span<Event> events) const {
  for (const auto& [event, shown] : straightened_)
    events[static_cast<std::size_t>(event)].time = shown;
}

FileTime Clock::Shown(Index boot, FileTime flowing) const {
  const auto clock = of_boot_.find(boot);
  if (clock == of_boot_.end()) return flowing;
  if (const auto* known = clock->second.shown_of.Find(flowing.ticks)) return **known;
  const std::size_t passed = PassedBy(clock->second, flowing);
  return passed == 0 ? flowing : flowing + clock->second.steps[passed - 1].sum;
}

bool Clock::Measures(Index boot, FileTime from, FileTime to) const {
  const auto clock = of_boot_.find(boot);
  return clock == of_boot_.end() ||
         std::none_of(clock->second.steps.begin(), clock->second.steps.end(),
                      [&](const Step& s) { return !s.told && from < s.moment && s.moment <= to; });
}

std::optional<FileTime> Clock::FlowingBefore(Index boot, FileTime shown, FileTime latest) const {
  const auto clock = of_boot_.find(boot);
  std::optional<FileTime> found;
  const std::size_t steps = clock == of_boot_.end() ? 0 : clock->second.steps.size();
  for (std::size_t passed = 0; passed <= steps; ++passed) {
    if (steps > 0 && !CanShow(clock->second, shown, static_cast<std::ptrdiff_t>(passed))) continue;
    const FileTime flowing =
        steps == 0 ? shown : Flowing(clock->second, shown, static_cast<std::ptrdiff_t>(passed));
    if (flowing <= latest) found = std::max(found.value_or(flowing), flowing);
  }
  return found;
}

FileTime Clock::FlowingAtEnd(Index boot, FileTime shown) const {
  const auto clock = of_boot_.find(boot);
  return clock == of_boot_.end() ? shown : shown - clock->second.steps.back().sum;
}

}  // namespace logonloom
