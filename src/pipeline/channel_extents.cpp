#include "pipeline/channel_extents.h"

#include "base/id_ranges.h"
#include "base/time_span.h"

namespace logonloom {

ChannelExtents::ChannelExtents(std::vector<ChannelExtent> extents) {
  for (ChannelExtent& extent : extents) {
    const std::tuple key(extent.file_index, extent.computer, extent.channel);
    extents_[key] = std::move(extent);
  }
}

void ChannelExtents::Add(std::int32_t file, Symbol computer, Symbol channel,
                         std::uint64_t record_id, std::optional<FileTime> time) {
  Extend(file, computer, channel, record_id, time).named = true;
}

void ChannelExtents::AddTorn(std::int32_t file, Symbol computer, Symbol channel,
                             std::uint64_t record_id, std::optional<FileTime> time) {
  Extend(file, computer, channel, record_id, time);
}

ChannelExtent& ChannelExtents::Extend(std::int32_t file, Symbol computer, Symbol channel,
                                      std::uint64_t record_id, std::optional<FileTime> time) {
  auto [it, added] = extents_.try_emplace({file, computer, channel});
  ChannelExtent& extent = it->second;
  if (added) {
    extent.computer = computer;
    extent.channel = channel;
    extent.file_index = file;
    extent.named = false;
  }
  Widen(extent.first_time, extent.last_time, time);
  ++extent.records;
  auto& ranges = extent.id_ranges;
  if (!ranges.empty() && ranges.back().second + 1 == record_id)
    ranges.back().second = record_id;
  else
    ranges.emplace_back(record_id, record_id);
  return extent;
}

void ChannelExtents::Add(ChannelExtents other) {
  for (auto& [key, more] : other.extents_) {
    auto [it, added] = extents_.try_emplace(key);
    ChannelExtent& extent = it->second;
    if (added) {
      extent = std::move(more);
      continue;
    }
    Widen(extent.first_time, extent.last_time, more.first_time);
    Widen(extent.first_time, extent.last_time, more.last_time);
    extent.records += more.records;
    extent.named |= more.named;
    extent.id_ranges.insert(extent.id_ranges.end(), more.id_ranges.begin(), more.id_ranges.end());
  }
}

std::vector<ChannelExtent> ChannelExtents::Take() {
  std::vector<ChannelExtent> result;
  for (auto& [key, extent] : extents_) {
    Normalise(extent.id_ranges);
    result.push_back(std::move(extent));
  }
  extents_.clear();
  return result;
}

}  // namespace logonloom
