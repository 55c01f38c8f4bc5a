// Which record ids of each channel each file holds, over all its records.
#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

class ChannelExtents {
 public:
  ChannelExtents() = default;
  explicit ChannelExtents(std::vector<ChannelExtent> extents);  // as Take gave them
  // Ids mostly come in order, so runs are kept instead of ids: memory grows with the gaps.
  void Add(std::int32_t file, Symbol computer, Symbol channel, std::uint64_t record_id,
           std::optional<FileTime> time);
  // The same of a record that is not whole, so that the channel's name may be torn.
  void AddTorn(std::int32_t file, Symbol computer, Symbol channel, std::uint64_t record_id,
               std::optional<FileTime> time);
  void Add(ChannelExtents other);
  std::vector<ChannelExtent> Take();

 private:
  ChannelExtent& Extend(std::int32_t file, Symbol computer, Symbol channel,
                        std::uint64_t record_id, std::optional<FileTime> time);

  std::map<std::tuple<std::int32_t, Symbol, Symbol>, ChannelExtent> extents_;
};

}  // namespace logonloom
