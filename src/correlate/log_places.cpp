#include "correlate/log_places.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "correlate/machine_names.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

using FileOfChannel = std::pair<Symbol, std::int32_t>;

// Files whose ids began again get the next id space of their channel.
std::map<FileOfChannel, std::uint32_t> NumberIdSpaces(const std::vector<const Log*>& logs,
                                                      const FileRelations& relations) {
  std::map<FileOfChannel, std::uint32_t> spaces;
  if (relations.restarted.empty()) return spaces;
  std::map<FileOfChannel, FileTime> starts;
  for (const Log* log : logs) {
    auto [it, added] = starts.try_emplace({log->channel, log->file}, log->first_time);
    it->second = std::min(it->second, log->first_time);
  }
  std::map<Symbol, std::vector<std::pair<FileTime, std::int32_t>>> files;
  for (const auto& [key, time] : starts) files[key.first].emplace_back(time, key.second);
  for (auto& [channel, list] : files) {
    std::sort(list.begin(), list.end());
    std::uint32_t space = 0;
    std::vector<std::int32_t> current;
    for (const auto& [time, file] : list) {
      const bool restarts = std::any_of(current.begin(), current.end(), [&](std::int32_t other) {
        return relations.restarted.contains(Ordered(other, file));
      });
      if (restarts) {
        ++space;
        current.clear();
      }
      current.push_back(file);
      spaces[{channel, file}] = space;
    }
  }
  return spaces;
}

// The logs of one name group, and the events of those of which records may lie in several files.
struct Group {
  std::vector<std::size_t> numbers;  // of the logs
  std::vector<const Log*> logs;
  std::vector<const Event*> events;
};

class LogPlacer {
 public:
  LogPlacer(std::span<const Event> events, Logs& logs) : events_(events), logs_(logs) {}

  LogPlaces Run(const std::vector<ChannelExtent>& extents) {
    for (const ChannelExtent& extent : extents) folder_of_[extent.file_index] = extent.folder;
    places_.of.resize(logs_.all.size());
    RankChannels();
    const auto groups = GroupMachineNames(logs_.all, extents);
    for (std::size_t l = 0; l < logs_.all.size(); ++l) {
      const Log& log = logs_.all[l];
      places_.of[l].name_group = groups.at({log.file, ToLower(log.computer.view())});
      Group& group = groups_[places_.of[l].name_group];
      group.numbers.push_back(l);
      group.logs.push_back(&log);
    }
    FillGroups();
    for (const auto& [number, group] : groups_) Relate(number, group);
    groups_.clear();
    if (!places_.parts.empty()) DivideLogs();
    return std::move(places_);
  }

 private:
  void RankChannels() {
    std::map<Symbol, std::uint32_t> rank_of;
    for (const Log& log : logs_.all) rank_of.try_emplace(log.channel, 0);
    std::uint32_t rank = 0;
    for (auto& [channel, number] : rank_of)
      number = channel.view() == kSecurityChannel ? 0 : ++rank;
    for (std::size_t l = 0; l < logs_.all.size(); ++l)
      places_.of[l].channel = rank_of.at(logs_.all[l].channel);
  }

  void FillGroups() {
    std::vector<Group*> group_of(logs_.all.size());  // log → group, none where nothing is compared
    for (auto& [number, group] : groups_) {
      const std::vector<bool> can_share = LogsThatCanShare(group.logs);
      std::size_t count = 0;
      for (std::size_t k = 0; k < can_share.size(); ++k) {
        if (!can_share[k]) continue;
        group_of[group.numbers[k]] = &group;
        count += group.logs[k]->count;
      }
      group.events.reserve(count);
    }
    if (std::all_of(group_of.begin(), group_of.end(), [](Group* group) { return group == nullptr; }))
      return;
    for (std::size_t i = 0; i < events_.size(); ++i)
      if (Group* group = group_of[logs_.of[i]]) group->events.push_back(&events_[i]);
  }

  void Relate(int number, const Group& group) {
    const FileRelations relations = RelateFiles(group.logs, group.events);
    const MachineSplit split = SplitMachines(relations, folder_of_);
    const auto spaces = NumberIdSpaces(group.logs, relations);
    for (const std::size_t l : group.numbers) {
      const Log& log = logs_.all[l];
      places_.of[l].machine = split.machine_of.at(log.file);
      if (!spaces.empty()) places_.of[l].space = spaces.at({log.channel, log.file});
      const auto begins = split.begins.find({log.channel, log.file});
      if (begins != split.begins.end()) AddParts(static_cast<std::uint32_t>(l), begins->second);
    }
    for (const FilePair& pair : relations.clashing)
      if (relations.sharing.contains(pair)) places_.renumbered[number].insert(pair);
  }

  void AddParts(std::uint32_t log, const std::vector<CommonBegin>& begins) {
    std::vector<LogPart> parts;
    for (const CommonBegin& begin : begins) {
      LogPlace place = places_.of[log];
      place.machine = begin.machine;
      parts.push_back({place, begin.last_id, log});
    }
    parts.push_back({places_.of[log], UINT64_MAX, log});
    places_.parts.push_back(std::move(parts));
  }

  // Each part but the last becomes a log of its own; parts can be left without events.
  void DivideLogs() {
    std::map<std::uint32_t, const std::vector<LogPart>*> parts_of;
    for (std::vector<LogPart>& parts : places_.parts) {
      const std::uint32_t whole = parts.back().log;
      parts_of[whole] = &parts;
      logs_.all[whole].count = 0;
      for (std::size_t p = 0; p + 1 < parts.size(); ++p) {
        parts[p].log = static_cast<std::uint32_t>(logs_.all.size());
        logs_.all.push_back(Log(logs_.all[whole]));
        places_.of.push_back(parts[p].place);
      }
    }
    for (std::size_t i = 0; i < events_.size(); ++i) {
      const auto parts = parts_of.find(logs_.of[i]);
      if (parts == parts_of.end()) continue;
      const auto part = std::find_if(parts->second->begin(), parts->second->end(),
                                     [&](const LogPart& p) { return logs_.ids[i] <= p.last_id; });
      logs_.of[i] = part->log;
      Widen(logs_.all[part->log], events_[i]);
    }
  }

  std::span<const Event> events_;
  Logs& logs_;
  std::map<std::int32_t, std::int32_t> folder_of_;
  std::map<int, Group> groups_;
  LogPlaces places_;
};

}  // namespace

LogPlaces PlaceLogs(std::span<const Event> events, Logs& logs,
                    const std::vector<ChannelExtent>& extents) {
  return LogPlacer(events, logs).Run(extents);
}

}  // namespace logonloom
