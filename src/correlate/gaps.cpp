#include "correlate/gaps.h"

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>

#include "correlate/record_times.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

Gap GapOf(const History& history, Index event, GapKind kind) {
  Gap gap;
  gap.host = kThisMachine;
  gap.channel = std::string(history.event(event).channel.view());
  gap.kind = kind;
  gap.event = event;
  return gap;
}

std::vector<Gap> MissingRecords(const History& history) {
  std::vector<Gap> gaps = history.seen.MissingIds();
  const RecordTimes times(history);
  for (Gap& gap : gaps) {
    gap.from_time = times.AtOrAhead(gap.channel, *gap.from_record_id - 1);
    gap.to_time = times.AtOrBehind(gap.channel, *gap.to_record_id + 1);
  }
  return gaps;
}

void AddCleared(const History& history, std::vector<Gap>& gaps) {
  for (const Index i : history.OfKind(EventKind::kLogCleared)) {
    const Event& e = history.event(i);
    Gap gap = GapOf(history, i, GapKind::kCleared);
    if (e.event_id != 1102) gap.channel = std::string(e.object.view());
    gap.to_time = e.time;
    gaps.push_back(std::move(gap));
  }
}

// Neighbours by id, of one boot, hours apart: the machine slept, the log did not record, or the clock
// was set by a record that does not tell from when, as older Windows writes it.
void AddSilence(const History& history, IndexRange channel, std::vector<Gap>& gaps) {
  const std::string_view name = history.event(channel.begin).channel.view();
  if (name != kSecurityChannel && name != kSystemChannel) return;
  for (Index i = channel.begin + 1; i < channel.end; ++i) {
    const Event &before = history.event(i - 1), &e = history.event(i);
    if (history.boot_of(i - 1) != history.boot_of(i)) continue;
    if (before.record_id + 1 != e.record_id || e.time - before.time < kLongSilence) continue;
    const bool set = TellsClockStep(e.kind);
    if (set && e.previous_time) continue;
    Gap gap = GapOf(history, i, set ? GapKind::kClockChange : GapKind::kTimeGap);
    gap.from_time = before.time;
    gap.to_time = e.time;
    gap.from_record_id = before.record_id;
    gap.to_record_id = e.record_id;
    gaps.push_back(std::move(gap));
  }
}

void AddClockSteps(const History& history, std::vector<Gap>& gaps) {
  for (const ClockStep& step : history.clock.steps()) {
    if (step.size().count < kToldClockStep.count && step.size().count > -kToldClockStep.count)
      continue;
    Gap gap = GapOf(history, step.event, GapKind::kClockChange);
    gap.from_time = step.before;
    gap.to_time = step.after;
    if (!step.told) {  // the records around it show it, and nobody is told to have set the clock
      gap.event = kNone;
      gap.from_record_id = history.event(step.event - 1).record_id;
      gap.to_record_id = history.event(step.event).record_id;
    }
    gaps.push_back(std::move(gap));
  }
}

void AddRenumbered(const History& history, std::vector<Gap>& gaps) {
  for (const auto& [event, other_id] : history.machine.renumbered) {
    Gap gap = GapOf(history, event, GapKind::kRenumbered);
    gap.from_record_id = history.event(event).record_id;
    gap.to_record_id = other_id;
    gaps.push_back(std::move(gap));
  }
}

void AddTruncated(const History& history, std::vector<Gap>& gaps) {
  for (const ChannelExtent& e : history.machine.extents) {
    if (!e.truncated) continue;
    Gap gap;
    gap.host = kThisMachine;
    gap.channel = std::string(e.channel.view());
    gap.kind = GapKind::kTruncated;
    gap.from_time = e.last_time;
    if (!e.id_ranges.empty()) gap.from_record_id = e.id_ranges.back().second + 1;
    gaps.push_back(std::move(gap));
  }
}

}  // namespace

std::vector<Gap> FindGaps(const History& history) {
  std::vector<Gap> gaps = MissingRecords(history);
  AddCleared(history, gaps);
  for (const IndexRange& channel : history.index.channels()) AddSilence(history, channel, gaps);
  AddClockSteps(history, gaps);
  AddRenumbered(history, gaps);
  AddTruncated(history, gaps);
  std::stable_sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) {
    return std::tie(a.channel, a.kind, a.from_record_id, a.event) <
           std::tie(b.channel, b.kind, b.from_record_id, b.event);
  });
  return gaps;
}

std::optional<Diagnostic> TellUnwrittenEvents(const History& history) {
  const std::span<const Index> told = history.index.OfKind(EventKind::kEventNotWritten);
  if (told.empty()) return std::nullopt;
  std::map<std::uint32_t, std::size_t> lost;  // event id → how often
  for (const Index i : told)
    if (const auto event_id = history.event(i).reason) ++lost[*event_id];
  std::string which;
  for (const auto& [event_id, count] : lost)
    which += (which.empty() ? ": " : ", ") + std::to_string(event_id) +
             (count > 1 ? " (" + std::to_string(count) + " times)" : "");
  const Event& first = history.event(told.front());
  return Diagnostic{Severity::kWarning, "event_not_written",
                    "Windows could not write " + std::to_string(told.size()) +
                        " events to Security" + which + ". See its records 1108, the first of " +
                        "which is record " + std::to_string(first.record_id) +
                        "; around them a record that is not there may be one of these.",
                    history.machine.host.name, first.source.file_index, first.source.offset};
}

std::optional<Diagnostic> TellClockSteps(const History& history) {
  const ClockStep* largest = nullptr;
  std::size_t count = 0;
  for (const ClockStep& step : history.clock.steps()) {
    const auto size = std::abs(step.size().count);
    if (size < kToldClockStep.count) continue;
    ++count;
    if (largest == nullptr || size > std::abs(largest->size().count)) largest = &step;
  }
  if (largest == nullptr) return std::nullopt;
  const Event& e = history.event(largest->event);
  return Diagnostic{Severity::kWarning, "clock_changed",
                    "The clock was set " + std::to_string(count) +
                        " times by a minute or more, at most by " +
                        std::to_string(largest->size().count / Seconds(1).count) +
                        " seconds (record " + std::to_string(e.record_id) + " of " +
                        std::string(e.channel.view()) +
                        "). Order by record id, and see the view gaps before comparing times.",
                    history.machine.host.name, e.source.file_index, e.source.offset};
}

}  // namespace logonloom
