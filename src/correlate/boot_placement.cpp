#include "correlate/boot_placement.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "correlate/boots.h"
#include "correlate/rising_places.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

constexpr std::ptrdiff_t kNowhere = -2;

// How much a contradiction weighs: what names the boot over what shows it, that over times.
constexpr int kOtherKey = 1000, kOtherConnection = 300, kOtherAct = 200;
constexpr int kBehindOwnStop = 100, kBehindStop = 60, kAheadOfStart = 40;
constexpr int kUntoldStart = 60, kLaterOneStarted = 50, kRunsBack = 30, kSkipsBoot = 10;
constexpr int kOutsideLife = 2;

bool IsMachineStop(EventKind kind) {  // 1100 is also written when only the service restarts
  return kind == EventKind::kKernelStopping || kind == EventKind::kEventLogStopped;
}

// Sorted and disjoint, so that a time is looked up by halving.
void Merge(std::vector<std::pair<FileTime, FileTime>>& spans) {
  if (spans.empty()) return;
  std::sort(spans.begin(), spans.end());
  auto last = spans.begin();
  for (const auto& span : spans)
    if (span.first <= last->second)
      last->second = std::max(last->second, span.second);
    else
      *++last = span;
  spans.erase(++last, spans.end());
}

}  // namespace

bool BootPlacement::Life::Covers(FileTime time) const {
  const auto behind = std::partition_point(spans.begin(), spans.end(),
                                           [&](const auto& span) { return span.first <= time; });
  return behind != spans.begin() && time <= std::prev(behind)->second;
}

bool BootPlacement::Life::MayShow(FileTime time) const {
  return shown.empty() || std::any_of(shown.begin(), shown.end(), [&](const auto& span) {
           return span.first - kBootStartSpread <= time && time <= span.second;
         });
}

BootPlacement::BootPlacement(const MachineEvents& machine, const SeenRecords& seen,
                             const std::vector<std::optional<FileTime>>& keys,
                             const std::vector<KnownBoot>& boots)
    : machine_(machine),
      seen_(seen),
      keys_(keys),
      boots_(boots),
      places_(machine.events.size(), -1) {}

std::vector<std::ptrdiff_t> BootPlacement::Place(std::vector<BootRun> runs) {
  const auto order = [&](const BootRun& run) {  // those that know boots, then the others
    return Rank(run) < 2 ? Rank(run) : run.cuts.empty() ? 3 : 2;
  };
  std::stable_sort(runs.begin(), runs.end(),
                   [&](const BootRun& a, const BootRun& b) { return order(a) < order(b); });
  // Security and System each know stops of the other: they are placed twice.
  lives_.assign(boots_.size() + 1, {});
  for (const BootRun& run : runs)
    if (Rank(run) < 2) PlaceRun(run);
  for (const BootRun& run : runs)
    if (Rank(run) < 2) NoteStops(run);
  const bool both = runs.size() > 1 && Rank(runs[0]) == 0 && Rank(runs[1]) == 1;
  if (both) NoteSpans(runs[1]);
  bool witnesses_known = false;
  for (const BootRun& run : runs) {
    if (Rank(run) > 1 && !witnesses_known) FindWitnesses(runs);
    witnesses_known |= Rank(run) > 1;
    PlaceRun(run);
    if (both && Rank(run) == 0)  // System is placed by what Security shows, not by itself
      for (Life& life : lives_) life.spans.clear();
    if (!run.cuts.empty()) NoteConnections(run);
    if (Rank(run) > 1) continue;
    NoteSpans(run);
    NoteShown(run);
    NoteStops(run);
  }
  return std::move(places_);
}

int BootPlacement::Rank(const BootRun& run) const {
  const std::string_view channel = machine_.events[run.begin].channel.view();
  return channel == kSecurityChannel ? 0 : channel == kSystemChannel ? 1 : 2;
}

void BootPlacement::PlaceRun(const BootRun& run) {
  std::ptrdiff_t lower = -1;
  std::size_t begin = run.begin;
  for (std::size_t cut = 0; cut <= run.cuts.size(); ++cut) {
    const bool last = cut == run.cuts.size();
    const std::size_t end = last ? run.end : run.cuts[cut].position;
    const std::size_t upper = last ? boots_.size() : run.cuts[cut].boot;
    PlaceSegment(run, {begin, end, lower, static_cast<std::ptrdiff_t>(upper)});
    if (last) break;
    begin = end;
    lower = static_cast<std::ptrdiff_t>(run.cuts[cut].boot);
  }
  for (const std::size_t i : run.boot_before)
    places_[i] = std::max<std::ptrdiff_t>(-1, places_[i] - 1);
}

bool BootPlacement::MissesNothing(std::size_t before, std::size_t behind) const {
  const Event &first = machine_.events[before], &last = machine_.events[behind];
  return machine_.space_of[before] == machine_.space_of[behind] &&
         seen_.Contiguous(first.channel, first.record_id, last.record_id);
}

bool BootPlacement::TellsStarts(const BootRun& run) const {
  return Rank(run) < 2 && std::any_of(run.cuts.begin(), run.cuts.end(),
                                      [](const BootRun::Cut& cut) { return cut.told; });
}

// Security and System tell each start: if none of their records is missing ahead of one, the boot
// before it is the one that the last of them lies in.
bool BootPlacement::EndsAtStart(const BootRun& run, const Segment& segment) const {
  if (Rank(run) > 1 || segment.end == segment.begin || segment.end == run.end) return false;
  const bool told = std::any_of(run.cuts.begin(), run.cuts.end(), [&](const BootRun::Cut& cut) {
    return cut.position == segment.end && cut.told;
  });
  return told && MissesNothing(segment.end - 1, segment.end);
}

void BootPlacement::PlaceSegment(const BootRun& run, const Segment& segment) {
  const auto [begin, end, lower, upper] = segment;
  if (lower + 1 >= upper) {
    for (std::size_t i = begin; i < end; ++i) places_[i] = lower;
    return;
  }
  std::vector<FileTime> earliest(end - begin);
  for (std::size_t i = end; i-- > begin;)
    earliest[i - begin] = i + 1 == end ? machine_.events[i].time
                                       : std::min(machine_.events[i].time, earliest[i - begin + 1]);
  const std::size_t last = EndsAtStart(run, segment) ? end - 1 : end;
  const bool tells = TellsStarts(run);
  RisingPlaces rising(lower, upper);
  for (std::size_t i = begin; i < end; ++i) {
    Step step = StepAt(run, i, lower, upper);
    step.earliest_behind = earliest[i - begin];
    const int rise = i > begin && tells && MissesNothing(i - 1, i) ? kUntoldStart : 0;
    rising.Add(i == begin ? 0 : ContradictionsOfStaying(run, i) - rise,
               [&](std::ptrdiff_t boot) { return MayBegin(step, boot); },
               [&](std::ptrdiff_t boot) {
                 return Contradictions(step, boot) +
                        (i == last && boot + 1 < segment.upper ? kSkipsBoot : 0);
               });
  }
  const std::vector<std::ptrdiff_t> best = rising.Best();
  std::copy(best.begin(), best.end(), places_.begin() + static_cast<std::ptrdiff_t>(begin));
}

// Time runs back only where the clock was set, or a machine began with a slow one.
int BootPlacement::ContradictionsOfStaying(const BootRun& run, std::size_t i) const {
  const Event &e = machine_.events[i], &before = machine_.events[i - 1];
  int sum = e.time + kLogStopTail < before.time ? kRunsBack : 0;
  if (Rank(run) < 2 && IsMachineStop(before.kind) && !IsStop(e.kind)) sum += kBehindOwnStop;
  return sum;
}

BootPlacement::Step BootPlacement::StepAt(const BootRun& run, std::size_t i, std::ptrdiff_t lower,
                                          std::ptrdiff_t upper) const {
  const Event& e = machine_.events[i];
  Step step{i,        e.time,   std::max(e.time, ShownAhead(e).value_or(e.time)), keys_[i],
            kNowhere, kNowhere, kNowhere};
  if (step.key)
    for (std::ptrdiff_t k = std::max<std::ptrdiff_t>(lower, 0); k < upper; ++k)
      if (boots_[static_cast<std::size_t>(k)].key == step.key) step.of_key = k;
  const auto connection = boot_of_connection_.find(e.activity_id);
  if (connection != boot_of_connection_.end() && connection->second >= lower &&
      connection->second < upper)
    step.of_connection = connection->second;
  if (boots_overlap_ && Rank(run) > 1) step.of_act = BootOfAct(run, i, lower, upper);
  return step;
}

// By what Security tells of the record's user at that moment. A connection's first record names
// none, the ones behind it do.
std::ptrdiff_t BootPlacement::BootOfAct(const BootRun& run, std::size_t i, std::ptrdiff_t lower,
                                        std::ptrdiff_t upper) const {
  const FileTime time = machine_.events[i].time;
  for (std::size_t k = i; k < run.end; ++k) {
    const Event& e = machine_.events[k];
    if (e.time < time || e.time > time + kNlaBeforeDesktop) break;
    if (ActWitnesses::NamesActor(e)) return witnesses_.PlaceOf(e, lower, upper).value_or(kNowhere);
  }
  return kNowhere;
}

bool BootPlacement::Started(std::ptrdiff_t boot, FileTime time) const {
  if (boot < 0) return true;
  const KnownBoot& known = boots_[static_cast<std::size_t>(boot)];
  return known.start.value_or(known.latest_start) <= time;
}

bool BootPlacement::MayHaveStarted(std::ptrdiff_t boot, FileTime time) const {
  const bool late = boot >= 0 && boots_[static_cast<std::size_t>(boot)].by_service;
  return Started(boot, late ? time + kBootStartSpread : time);
}

// Nothing is written after a shutdown.
bool BootPlacement::StoppedAhead(std::ptrdiff_t boot, const Step& step) const {
  const auto& stop = LifeOf(boot).stop;
  return stop && *stop + kLogStopTail < step.earliest_behind;
}

// Whether the record can begin that boot's part of the channel at all.
bool BootPlacement::MayBegin(const Step& step, std::ptrdiff_t boot) const {
  const FileTime time = machine_.events[step.event].time;
  return step.of_key == boot || step.of_connection == boot || step.of_act == boot ||
         MayHaveStarted(boot, step.shown) || LifeOf(boot).Covers(time) ||
         (boot > 0 && StoppedAhead(boot - 1, step));
}

int BootPlacement::Contradictions(const Step& step, std::ptrdiff_t boot) const {
  const FileTime time = machine_.events[step.event].time;
  int sum = 0;
  const bool other_key = boot >= 0 && step.key && boots_[static_cast<std::size_t>(boot)].key &&
                         boots_[static_cast<std::size_t>(boot)].key != step.key;
  if (other_key || (step.of_key != kNowhere && step.of_key != boot)) sum += kOtherKey;
  if (step.of_connection != kNowhere && step.of_connection != boot) sum += kOtherConnection;
  if (step.of_act != kNowhere && step.of_act != boot) sum += kOtherAct;
  if (LifeOf(boot).Covers(time)) return sum;
  sum += kOutsideLife;
  if (StoppedAhead(boot, step)) sum += kBehindStop;
  if (!MayHaveStarted(boot, step.shown) || !LifeOf(boot).MayShow(time)) sum += kAheadOfStart;
  if (static_cast<std::size_t>(boot + 1) < boots_.size() && Started(boot + 1, step.shown) &&
      LifeOf(boot + 1).MayShow(time))
    sum += kLaterOneStarted;
  return sum;
}

void BootPlacement::NoteSpans(const BootRun& run) {
  for (std::size_t i = run.begin; i < run.end; ++i) {
    const Event& e = machine_.events[i];
    Life& life = lives_[static_cast<std::size_t>(places_[i] + 1)];
    const bool same = i > run.begin && places_[i] == places_[i - 1];
    if (same && TellsClockStep(e.kind))
      life.spans.back().second = std::max(life.spans.back().second, ShownAhead(e).value_or(e.time));
    if (!same || TellsClockStep(e.kind)) life.spans.emplace_back(e.time, e.time);
    life.spans.back().first = std::min(life.spans.back().first, e.time);
    life.spans.back().second = std::max(life.spans.back().second, e.time);
  }
  for (Life& life : lives_) Merge(life.spans);
}

// What the clock showed in each boot of which Security tells the start and the steps.
void BootPlacement::NoteShown(const BootRun& run) {
  for (const BootRun::Cut& cut : run.cuts) {
    if (Rank(run) > 0 || !cut.told) continue;
    std::vector<std::pair<FileTime, FileTime>> shown = {
        {machine_.events[cut.position].time, FileTime{INT64_MAX}}};
    for (std::size_t i = cut.position; i < run.end && places_[i] == places_[cut.position]; ++i) {
      const auto ahead = ShownAhead(machine_.events[i]);
      if (!ahead) continue;
      shown.back().second = *ahead;
      shown.emplace_back(machine_.events[i].time, FileTime{INT64_MAX});
    }
    if (shown.size() > 1) lives_[static_cast<std::size_t>(places_[cut.position] + 1)].shown = shown;
  }
}

void BootPlacement::NoteStops(const BootRun& run) {
  for (std::size_t i = run.begin; i < run.end; ++i) {
    if (i + 1 < run.end && places_[i + 1] <= places_[i]) continue;
    const Event& e = machine_.events[i];
    Life& life = lives_[static_cast<std::size_t>(places_[i] + 1)];
    if (IsStop(e.kind)) life.stop = std::max(life.stop.value_or(e.time), e.time);
  }
}

// In which boot a channel that knows boots tells of an ActivityID; nowhere if in several.
void BootPlacement::NoteConnections(const BootRun& run) {
  for (std::size_t i = run.begin; i < run.end; ++i) {
    const Event& e = machine_.events[i];
    if (e.activity_id.empty() || keys_[i]) continue;
    const auto [it, added] = boot_of_connection_.try_emplace(e.activity_id, places_[i]);
    if (!added && it->second != places_[i]) it->second = kNowhere;
  }
}

void BootPlacement::FindWitnesses(const std::vector<BootRun>& runs) {
  FileTime latest{INT64_MIN};
  for (const Life& life : lives_) {
    const FileTime before = latest;
    for (const auto& [first, last] : life.spans) {
      boots_overlap_ |= first <= before;
      latest = std::max(latest, last);
    }
  }
  if (!boots_overlap_) return;
  for (const BootRun& run : runs)
    for (std::size_t i = run.begin; Rank(run) == 0 && i < run.end; ++i)
      witnesses_.Add(machine_.events[i], places_[i]);
  witnesses_.Sort();
}

}  // namespace logonloom
