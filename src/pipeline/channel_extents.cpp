#include "pipeline/channel_extents.h"

#include <algorithm>

namespace logonloom {

void ChannelExtents::Add(Symbol computer, Symbol channel, std::uint64_t record_id, FileTime time) {
  auto [it, added] = extents_.try_emplace({computer, channel});
  ChannelExtent& extent = it->second;
  if (added) {
    extent.computer = computer;
    extent.channel = channel;
    extent.first_time = extent.last_time = time;
  }
  extent.first_time = std::min(extent.first_time, time);
  extent.last_time = std::max(extent.last_time, time);
  ++extent.records;
  auto& ranges = extent.id_ranges;
  if (!ranges.empty() && ranges.back().second + 1 == record_id)
    ranges.back().second = record_id;
  else
    ranges.emplace_back(record_id, record_id);
}

std::vector<ChannelExtent> ChannelExtents::Take() {
  std::vector<ChannelExtent> result;
  for (auto& [key, extent] : extents_) {
    auto& ranges = extent.id_ranges;
    std::sort(ranges.begin(), ranges.end());
    std::vector<std::pair<std::uint64_t, std::uint64_t>> merged;
    for (const auto& [first, last] : ranges) {
      if (!merged.empty() && first <= merged.back().second + 1)
        merged.back().second = std::max(merged.back().second, last);
      else
        merged.emplace_back(first, last);
    }
    ranges = std::move(merged);
    result.push_back(std::move(extent));
  }
  extents_.clear();
  return result;
}

}  // namespace logonloom
