// When records were written of which only the ids are known, as far as others around them tell.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "correlate/history.h"
#include "model/index_range.h"

namespace logonloom {

// Times are as the clock showed them. Where several logs of a channel hold the id, the answer is true
// for each of them. nullopt if nothing tells.
class RecordTimes {
 public:
  explicit RecordTimes(const History& history);

  // What the record itself shows, or the nearest one ahead of it of which that is known.
  std::optional<FileTime> AtOrAhead(std::string_view channel, std::uint64_t record_id) const;
  // The same of the nearest one behind it.
  std::optional<FileTime> AtOrBehind(std::string_view channel, std::uint64_t record_id) const;

 private:
  struct Series {  // the events of one id space of a channel
    std::string_view channel;
    std::uint32_t space;
    Index begin, end;
  };
  struct Span {
    std::optional<FileTime> first, last;
  };
  // Of the events that are `nearest` in their series; what a file without one shows at its `edge`.
  template <typename Nearest>
  Span Around(std::string_view channel, std::uint64_t record_id,
              std::optional<FileTime> ChannelExtent::*edge, Nearest nearest) const;
  const Event* LastUpTo(const Series& series, std::uint64_t record_id) const;
  const Event* FirstFrom(const Series& series, std::uint64_t record_id) const;
  const Series* SeriesOf(const ChannelExtent& extent) const;

  const History& history_;
  std::vector<Series> series_;
};

}  // namespace logonloom
