#include "correlate/seen_records.h"

#include <algorithm>

#include "base/id_ranges.h"
#include "base/text.h"

namespace logonloom {

SeenRecords::SeenRecords(const OrderedEvents& ordered, const std::vector<ChannelExtent>& extents) {
  FindHosts(ordered);
  for (const ChannelExtent& e : extents) {
    const Index host = HostOf(e);
    if (host != kNone)
      Add(host, e.channel,
          {e.id_ranges, e.first_time, e.last_time, e.records, {{e.first_time, e.last_time}}});
  }
  std::map<std::pair<Index, Symbol>, Extent> own;
  for (std::size_t i = 0; i < ordered.events.size(); ++i) {
    const Event& e = ordered.events[i];
    if (extents_.contains({ordered.host_of[i], e.channel})) continue;
    auto [it, added] = own.try_emplace({ordered.host_of[i], e.channel});
    Extent& extent = it->second;
    if (added) extent.first_time = extent.last_time = e.time;
    extent.first_time = std::min(extent.first_time, e.time);
    extent.last_time = std::max(extent.last_time, e.time);
    extent.ranges.emplace_back(e.record_id, e.record_id);
    ++extent.records;
  }
  for (auto& [key, extent] : own) {
    extent.spans = {{extent.first_time, extent.last_time}};
    Add(key.first, key.second, extent);
  }
  for (auto& [key, extent] : extents_) Normalise(extent.ranges);
}

void SeenRecords::FindHosts(const OrderedEvents& ordered) {
  for (std::size_t i = 0; i < ordered.events.size(); ++i) {
    const Event& e = ordered.events[i];
    const Index host = ordered.host_of[i];
    if (!host_in_file_.try_emplace({e.source.file_index, e.computer}, host).second) continue;
    const auto [it, added] = host_of_name_.try_emplace(ToLower(e.computer.view()), host);
    if (!added && it->second != host) it->second = kNone;
  }
  for (const auto& [event, source] : ordered.duplicates) {
    const auto i = static_cast<std::size_t>(event);
    host_in_file_.try_emplace({source.file_index, ordered.events[i].computer}, ordered.host_of[i]);
  }
}

Index SeenRecords::HostOf(const ChannelExtent& extent) const {
  const auto known = host_in_file_.find({extent.file_index, extent.computer});
  if (known != host_in_file_.end()) return known->second;
  const auto named = host_of_name_.find(ToLower(extent.computer.view()));
  return named == host_of_name_.end() ? kNone : named->second;
}

void SeenRecords::Add(Index host, Symbol channel, const Extent& extent) {
  auto [it, added] = extents_.try_emplace({host, channel}, extent);
  if (added) return;
  Extent& known = it->second;
  known.ranges.insert(known.ranges.end(), extent.ranges.begin(), extent.ranges.end());
  known.first_time = std::min(known.first_time, extent.first_time);
  known.last_time = std::max(known.last_time, extent.last_time);
  known.records += extent.records;
  known.spans.insert(known.spans.end(), extent.spans.begin(), extent.spans.end());
}

bool SeenRecords::Contiguous(Index host, Symbol channel, std::uint64_t first,
                             std::uint64_t last) const {
  const auto it = extents_.find({host, channel});
  if (it == extents_.end()) return false;
  const IdRanges& ranges = it->second.ranges;
  auto range = std::upper_bound(ranges.begin(), ranges.end(), std::make_pair(first, UINT64_MAX));
  if (range == ranges.begin()) return false;
  --range;
  return range->first <= first && last <= range->second;
}

std::optional<std::uint64_t> SeenRecords::LastId(Index host, Symbol channel) const {
  const auto it = extents_.find({host, channel});
  if (it == extents_.end() || it->second.ranges.empty()) return std::nullopt;
  return it->second.ranges.back().second;
}

bool SeenRecords::Covers(Index host, std::string_view channel, FileTime time) const {
  return std::any_of(extents_.begin(), extents_.end(), [&](const auto& entry) {
    const auto& [key, extent] = entry;
    return key.first == host && key.second.view() == channel &&
           std::any_of(extent.spans.begin(), extent.spans.end(),
                       [&](const auto& span) { return span.first <= time && time <= span.second; });
  });
}

std::optional<FileTime> SeenRecords::LastTime(Index host, Symbol channel) const {
  const auto it = extents_.find({host, channel});
  if (it == extents_.end()) return std::nullopt;
  return it->second.last_time;
}

std::vector<ChannelStatistics> SeenRecords::Statistics() const {
  std::vector<ChannelStatistics> statistics;
  for (const auto& [key, extent] : extents_) {
    if (extent.ranges.empty()) continue;
    ChannelStatistics s;
    s.host = key.first;
    s.channel = std::string(key.second.view());
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
  for (const auto& [key, extent] : extents_) {
    for (std::size_t i = 1; i < extent.ranges.size(); ++i) {
      Gap gap;
      gap.host = key.first;
      gap.channel = std::string(key.second.view());
      gap.kind = GapKind::kRecordGap;
      gap.from_record_id = extent.ranges[i - 1].second + 1;
      gap.to_record_id = extent.ranges[i].first - 1;
      gaps.push_back(std::move(gap));
    }
  }
  return gaps;
}

}  // namespace logonloom
