#include "correlate/seen_records.h"

#include <algorithm>

#include "base/id_ranges.h"
#include "base/time_span.h"
#include "correlate/boots.h"
#include "correlate/logs.h"
#include "correlate/sysmon_logon_guid.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

// A torn name is none of these.
bool IsKnownName(std::string_view channel) {
  const auto known = {kSecurityChannel,   kSystemChannel,
                      kRdpCoreTsChannel,  kRdpCoreCdvChannel,
                      kSysmonChannel,     kLocalSessionManagerChannel,
                      kRemoteConnectionManagerChannel};
  return std::find(known.begin(), known.end(), channel) != known.end();
}

}  // namespace

SeenRecords::SeenRecords(const MachineEvents& machine, const EventIndex& index) {
  for (const ChannelExtent& e : machine.extents) {
    Extent extent{e.id_ranges, e.first_time, e.last_time, e.records, {}, e.named, {}};
    if (e.first_time) extent.spans = {{*e.first_time, *e.last_time}};
    Add(e.channel, extent);
  }
  CountCopiesOnce(machine.extents);
  for (const auto& [begin, end] : index.channels()) {  // where no extent has a word on the channel
    const Symbol channel = machine.events[static_cast<std::size_t>(begin)].channel;
    if (!extents_.contains(channel))
      Add(channel, ExtentOf(machine.events.subspan(static_cast<std::size_t>(begin),
                                                   static_cast<std::size_t>(end - begin))));
  }
  for (auto& [channel, found] : extents_) {
    Normalise(found.ranges);
    found.named |= IsKnownName(channel.view());
  }
  FillHoles(machine.events);
  NoteLosses(machine, index);
}

// What was found in slack, or was carved, is no part of a log as it stands. It is not missing either.
void SeenRecords::FillHoles(std::span<const Event> events) {
  std::map<Symbol, IdRanges> found;
  for (const Event& e : events) {
    if (e.source.recovery == Recovery::kListed || !e.source.complete) continue;
    const IdRanges& ranges = extents_.at(e.channel).ranges;
    if (!ranges.empty() && e.record_id > ranges.front().first && e.record_id < ranges.back().second)
      found[e.channel].emplace_back(e.record_id, e.record_id);
  }
  for (auto& [channel, ids] : found) {
    IdRanges& ranges = extents_.at(channel).ranges;
    ranges.insert(ranges.end(), ids.begin(), ids.end());
    Normalise(ranges);
  }
}

// What is refused right behind a stop of the log happened as it stopped, whose time is known.
void SeenRecords::NoteLosses(const MachineEvents& machine, const EventIndex& index) {
  const auto at = [&](Index i) -> const Event& {
    return machine.events[static_cast<std::size_t>(i)];
  };
  Index behind_stop = kNone;  // the last loss that is
  for (const Index i : index.OfKind(EventKind::kEventNotWritten)) {
    const Event& e = at(i);
    const bool next =
        i > 0 && at(i - 1).channel == e.channel && at(i - 1).record_id + 1 == e.record_id;
    if (next && (IsStop(at(i - 1).kind) || i - 1 == behind_stop))
      behind_stop = i;
    else
      extents_[e.channel].losses.push_back(e.record_id);
  }
  for (auto& [channel, found] : extents_) std::sort(found.losses.begin(), found.losses.end());
}

SeenRecords::Extent SeenRecords::ExtentOf(std::span<const Event> events) {
  Extent extent;
  for (const Event& e : events) {
    Widen(extent.first_time, extent.last_time, e.time);
    extent.named |= e.source.complete;
    if (!extent.ranges.empty() && extent.ranges.back().second + 1 == e.record_id)
      extent.ranges.back().second = e.record_id;
    else
      extent.ranges.emplace_back(e.record_id, e.record_id);
  }
  extent.records = events.size();
  extent.spans = {{*extent.first_time, *extent.last_time}};
  return extent;
}

void SeenRecords::Add(Symbol channel, const Extent& extent) {
  auto [it, added] = extents_.try_emplace(channel, extent);
  if (added) return;
  Extent& known = it->second;
  known.ranges.insert(known.ranges.end(), extent.ranges.begin(), extent.ranges.end());
  Widen(known.first_time, known.last_time, extent.first_time);
  Widen(known.first_time, known.last_time, extent.last_time);
  known.records += extent.records;
  known.named |= extent.named;
  known.spans.insert(known.spans.end(), extent.spans.begin(), extent.spans.end());
}

// Files that hold one series of ids hold the same records where their ids meet.
void SeenRecords::CountCopiesOnce(const std::vector<ChannelExtent>& extents) {
  std::map<std::pair<Symbol, std::uint32_t>, IdRanges> of_series;
  for (const ChannelExtent& e : extents) {
    IdRanges& ranges = of_series[{e.channel, e.space}];
    ranges.insert(ranges.end(), e.id_ranges.begin(), e.id_ranges.end());
  }
  for (auto& [series, ranges] : of_series) {
    const std::uint64_t with_copies = CountOf(ranges);
    Normalise(ranges);
    extents_.at(series.first).records -= with_copies - CountOf(ranges);
  }
}

bool SeenRecords::Contiguous(Symbol channel, std::uint64_t first,
                             std::uint64_t last) const {
  const auto it = extents_.find(channel);
  if (it == extents_.end()) return false;
  const IdRanges& ranges = it->second.ranges;
  // Records that an export left without ids may stand anywhere, and so may what it left out.
  if (ranges.empty() || ranges.front().first == kNoRecordId) return false;
  if (!Holds(ranges, first, last)) return false;
  const std::vector<std::uint64_t>& losses = it->second.losses;
  const auto loss = std::lower_bound(losses.begin(), losses.end(), first);
  return loss == losses.end() || *loss > last;
}

std::optional<std::uint64_t> SeenRecords::LastId(Symbol channel) const {
  const auto it = extents_.find(channel);
  if (it == extents_.end() || it->second.ranges.empty()) return std::nullopt;
  return it->second.ranges.back().second;
}

bool SeenRecords::Covers(std::string_view channel, FileTime time) const {
  return std::any_of(extents_.begin(), extents_.end(), [&](const auto& entry) {
    const auto& [name, extent] = entry;
    return name.view() == channel &&
           std::any_of(extent.spans.begin(), extent.spans.end(),
                       [&](const auto& span) { return span.first <= time && time <= span.second; });
  });
}

std::vector<ChannelStatistics> SeenRecords::Statistics() const {
  std::vector<ChannelStatistics> statistics;
  for (const auto& [channel, extent] : extents_) {
    if (extent.ranges.empty() || !extent.named) continue;
    ChannelStatistics s;
    s.host = kThisMachine;
    s.channel = std::string(channel.view());
    s.first_time = extent.first_time;
    s.last_time = extent.last_time;
    s.first_record_id = extent.ranges.front().first;
    s.last_record_id = extent.ranges.back().second;
    s.records = extent.records;
    for (std::size_t i = 1; i < extent.ranges.size(); ++i)
      s.missing_record_ids += extent.ranges[i].first - extent.ranges[i - 1].second - 1;
    statistics.push_back(std::move(s));
  }
  return statistics;
}

std::vector<Gap> SeenRecords::MissingIds() const {
  std::vector<Gap> gaps;
  for (const auto& [channel, extent] : extents_) {
    if (!extent.named) continue;
    for (std::size_t i = 1; i < extent.ranges.size(); ++i) {
      Gap gap;
      gap.host = kThisMachine;
      gap.channel = std::string(channel.view());
      gap.kind = GapKind::kRecordGap;
      gap.from_record_id = extent.ranges[i - 1].second + 1;
      gap.to_record_id = extent.ranges[i].first - 1;
      gaps.push_back(std::move(gap));
    }
  }
  return gaps;
}

}  // namespace logonloom
