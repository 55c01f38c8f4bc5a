#include "activity/record_gaps.h"

#include <algorithm>
#include <ranges>

#include "activity/windows.h"

namespace logonloom {
namespace {

template <typename Holds>
Index FirstThatFails(IndexRange range, Holds holds) {
  return *std::ranges::partition_point(std::views::iota(range.begin, range.end), holds);
}

}  // namespace

RecordGaps::RecordGaps(const MachineScene& scene) : scene_(scene) {
  if (scene.size() == 0) return;
  const Index host = scene.place(scene.begin()).host;
  const Correlation& c = scene.whole().correlation();
  for (const ChannelStatistics& s : c.channels)
    if (s.host == host && s.first_time)
      channels_[s.channel] = {*s.first_time, *s.last_time, s.first_record_id, s.last_record_id, {}};
  for (const Gap& gap : c.gaps) {
    if (gap.host != host || gap.kind != GapKind::kRecordGap) continue;
    const auto channel = channels_.find(gap.channel);
    if (channel == channels_.end() || !gap.from_record_id || !gap.to_record_id) continue;
    channel->second.missing.emplace_back(*gap.from_record_id, *gap.to_record_id);
  }
  for (auto& [name, channel] : channels_) std::ranges::sort(channel.missing);
}

IndexRange RecordGaps::EventsBeside(Index event) const {
  const Symbol channel = scene_.event(event).channel;
  const auto is_other = [&](Index i) { return scene_.event(i).channel != channel; };
  return {FirstThatFails({scene_.begin(), event}, is_other),
          FirstThatFails({event, scene_.end()}, [&](Index i) { return !is_other(i); })};
}

bool RecordGaps::AllSeen(Index event, FileTime time) const {
  const Event& told = scene_.event(event);
  const auto known = channels_.find(told.channel.view());
  if (known == channels_.end()) return false;
  const Channel& channel = known->second;
  if (time + kProcessSlack < channel.first_time || channel.last_time + kProcessSlack < time)
    return false;
  const IndexRange events = EventsBeside(event);
  const Index next =
      FirstThatFails(events, [&](Index i) { return scene_.event(i).time <= time; });
  // Nobody knows on which side of the moment the missing records beside it lie.
  const Event* const before = next > events.begin ? &scene_.event(next - 1) : nullptr;
  std::uint64_t first = told.record_id, last = told.record_id;
  if (time < told.time)
    first = before != nullptr ? before->record_id : channel.first_id;
  else if (before != nullptr && before->time == time)
    last = before->record_id;
  else
    last = next < events.end ? scene_.event(next).record_id : channel.last_id;
  if (last < first) return false;  // numbers began anew
  const auto gap = std::ranges::lower_bound(channel.missing, first, {},
                                            [](const auto& m) { return m.second; });
  return gap == channel.missing.end() || gap->first > last;
}

}  // namespace logonloom
