#include "correlate/machine_extents.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "base/id_ranges.h"
#include "correlate/extent_hosts.h"

namespace logonloom {
namespace {

using LogName = std::tuple<std::int32_t, Symbol, Symbol>;  // file, computer, channel
LogName NameOf(const Log& log) { return {log.file, log.computer, log.channel}; }
LogName NameOf(const ChannelExtent& extent) {
  return {extent.file_index, extent.computer, extent.channel};
}

class ExtentDivider {
 public:
  ExtentDivider(const OrderedLogs& ordered, std::vector<MachineEvents>& machines)
      : ordered_(ordered), machines_(machines) {
    for (std::size_t l = 0; l < All().size(); ++l) spaces_[NameOf(All()[l])] = PlaceOf(l).space;
    FindHosts();
  }

  void HandOut(const ChannelExtent& extent) {
    if (const std::vector<LogPart>* parts = PartsOf(extent)) {
      HandOutParts(extent, *parts);
    } else if (const Index host = hosts_.HostOf(extent); host != kNone) {
      ChannelExtent& given = ExtentsOf(host).emplace_back(WithoutRenumbered(extent));
      const auto space = spaces_.find(NameOf(extent));
      if (space != spaces_.end()) given.space = space->second;
    }
  }

 private:
  const std::vector<Log>& All() const { return ordered_.logs.all; }
  const LogPlace& PlaceOf(std::size_t log) const { return ordered_.places.of[log]; }
  std::vector<ChannelExtent>& ExtentsOf(Index host) {
    return machines_[static_cast<std::size_t>(host)].extents;
  }

  void FindHosts() {
    std::vector<bool> is_anothers(All().size());
    for (const std::vector<LogPart>& parts : ordered_.places.parts)
      for (const LogPart& part : parts) is_anothers[part.log] = part.log != parts.back().log;
    std::vector<std::pair<Index, const Log*>> kept;
    for (std::size_t l = 0; l < All().size(); ++l)
      if (ordered_.kept[l] && !is_anothers[l])
        kept.emplace_back(ordered_.machine_of.at(MachineOf(PlaceOf(l))), &All()[l]);
    std::sort(kept.begin(), kept.end());
    for (const auto& [host, log] : kept) hosts_.AddLog(*log, host);
    hosts_.AddDuplicates(machines_);
  }

  const std::vector<LogPart>* PartsOf(const ChannelExtent& extent) const {
    for (const std::vector<LogPart>& parts : ordered_.places.parts)
      if (NameOf(All()[parts.back().log]) == NameOf(extent)) return &parts;
    return nullptr;
  }

  void HandOutParts(const ChannelExtent& whole, const std::vector<LogPart>& parts) {
    std::uint64_t behind = 0;
    std::optional<FileTime> first_time = whole.first_time;
    for (const LogPart& part : parts) {
      const Log& log = All()[part.log];
      const bool is_last = &part == &parts.back();
      ChannelExtent extent = whole;
      extent.space = part.place.space;
      extent.records = 0;
      extent.id_ranges.clear();
      for (const auto& [first, last] : whole.id_ranges) {
        const auto from = std::max(first, behind + 1), to = std::min(last, part.last_id);
        if (from > to) continue;
        extent.id_ranges.emplace_back(from, to);
        extent.records += to - from + 1;
      }
      extent.first_time = &part == &parts.front() || log.count == 0 ? first_time : log.first_time;
      extent.last_time = is_last            ? whole.last_time
                         : log.count == 0 ? extent.first_time
                                          : log.last_time;
      extent.truncated = whole.truncated && is_last;
      behind = part.last_id;
      first_time = extent.last_time;
      const auto host = ordered_.machine_of.find(MachineOf(part.place));
      if (host != ordered_.machine_of.end() && !extent.id_ranges.empty())
        ExtentsOf(host->second).push_back(std::move(extent));
    }
  }

  // From where a copy was renumbered, its ids are not those of the records that were kept: they are
  // those records again.
  ChannelExtent WithoutRenumbered(ChannelExtent extent) const {
    for (const auto& [l, first] : ordered_.renumbered_from) {
      if (NameOf(All()[l]) != NameOf(extent)) continue;
      const std::uint64_t with_renumbered = CountOf(extent.id_ranges);
      std::erase_if(extent.id_ranges, [&](const auto& range) { return range.first >= first; });
      for (auto& range : extent.id_ranges) range.second = std::min(range.second, first - 1);
      extent.records -= with_renumbered - CountOf(extent.id_ranges);
    }
    return extent;
  }

  const OrderedLogs& ordered_;
  std::vector<MachineEvents>& machines_;
  std::map<LogName, std::uint32_t> spaces_;  // of record ids
  ExtentHosts hosts_;
};

}  // namespace

void HandOutExtents(const std::vector<ChannelExtent>& extents, const OrderedLogs& logs,
                    std::vector<MachineEvents>& machines) {
  ExtentDivider divider(logs, machines);
  for (const ChannelExtent& extent : extents) divider.HandOut(extent);
}

}  // namespace logonloom
