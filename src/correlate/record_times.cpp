#include "correlate/record_times.h"

#include <algorithm>
#include <iterator>

#include "base/id_ranges.h"
#include "base/time_span.h"

namespace logonloom {
namespace {

// A record that is torn may be of any time.
bool TellsTime(const Event& e) { return e.source.complete && e.time != FileTime{}; }

// Whether the event can lie in that file: files of one channel need not hold one series of ids.
bool CanLieIn(const ChannelExtent& extent, const Event* e) {
  return e != nullptr && extent.id_ranges.front().first <= e->record_id &&
         e->record_id <= extent.id_ranges.back().second && extent.first_time <= e->time &&
         extent.last_time >= e->time;
}

}  // namespace

RecordTimes::RecordTimes(const History& history) : history_(history) {
  const auto& spaces = history.machine.space_of;
  for (const IndexRange& channel : history.index.channels()) {
    for (Index begin = channel.begin; begin < channel.end;) {
      const std::uint32_t space = spaces[static_cast<std::size_t>(begin)];
      const auto end = static_cast<Index>(
          std::upper_bound(spaces.begin() + begin, spaces.begin() + channel.end, space) -
          spaces.begin());
      series_.push_back({history.event(begin).channel.view(), space, begin, end});
      begin = end;
    }
  }
}

const Event* RecordTimes::LastUpTo(const Series& series, std::uint64_t record_id) const {
  const auto events = history_.machine.events.begin();
  auto behind = std::partition_point(events + series.begin, events + series.end,
                                     [&](const Event& e) { return e.record_id <= record_id; });
  while (behind != events + series.begin && !TellsTime(*std::prev(behind))) --behind;
  return behind == events + series.begin ? nullptr : &*std::prev(behind);
}

const Event* RecordTimes::FirstFrom(const Series& series, std::uint64_t record_id) const {
  const auto events = history_.machine.events.begin();
  auto first = std::partition_point(events + series.begin, events + series.end,
                                    [&](const Event& e) { return e.record_id < record_id; });
  while (first != events + series.end && !TellsTime(*first)) ++first;
  return first == events + series.end ? nullptr : &*first;
}

const RecordTimes::Series* RecordTimes::SeriesOf(const ChannelExtent& extent) const {
  const auto found = std::find_if(series_.begin(), series_.end(), [&](const Series& s) {
    return s.channel == extent.channel.view() && s.space == extent.space;
  });
  return found == series_.end() ? nullptr : &*found;
}

// Where the file has no such event, its record shows no time beyond those of the file.
template <typename Nearest>
RecordTimes::Span RecordTimes::Around(std::string_view channel, std::uint64_t record_id,
                                      std::optional<FileTime> ChannelExtent::*edge,
                                      Nearest nearest) const {
  Span span;
  bool held = false;
  for (const ChannelExtent& extent : history_.machine.extents) {
    if (extent.channel.view() != channel) continue;
    if (!Holds(extent.id_ranges, record_id, record_id)) continue;
    held = true;
    const Series* series = SeriesOf(extent);
    const Event* e = series == nullptr ? nullptr : nearest(*series);
    Widen(span.first, span.last, CanLieIn(extent, e) ? e->time : extent.*edge);
  }
  if (held) return span;
  for (const Series& series : series_)
    if (const Event* e = series.channel == channel ? nearest(series) : nullptr)
      Widen(span.first, span.last, e->time);
  return span;
}

std::optional<FileTime> RecordTimes::AtOrAhead(std::string_view channel,
                                               std::uint64_t record_id) const {
  return Around(channel, record_id, &ChannelExtent::first_time,
                [&](const Series& series) { return LastUpTo(series, record_id); })
      .first;
}

std::optional<FileTime> RecordTimes::AtOrBehind(std::string_view channel,
                                                std::uint64_t record_id) const {
  return Around(channel, record_id, &ChannelExtent::last_time,
                [&](const Series& series) { return FirstFrom(series, record_id); })
      .last;
}

}  // namespace logonloom
