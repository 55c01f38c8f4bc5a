#include "correlate/event_order.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>

#include "base/text.h"
#include "base/time.h"
#include "correlate/extent_hosts.h"
#include "correlate/file_relations.h"
#include "correlate/machine_names.h"
#include "correlate/sorted_runs.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

struct Placed {
  Event* event = nullptr;
  int name_group = 0;
  int machine = 0;
  std::uint32_t space = 0;
  std::uint64_t record_id = 0;
  std::uint32_t channel = 0;  // rank among the channels: Security tells the most and goes first
};

// Files whose ids began again get the next id space of their channel.
void NumberIdSpaces(std::vector<Placed*>& placed, const FileRelations& relations) {
  if (relations.restarted.empty()) return;
  std::map<std::pair<Symbol, std::int32_t>, FileTime> starts;
  for (const Placed* p : placed) {
    auto [it, added] =
        starts.try_emplace({p->event->channel, p->event->source.file_index}, p->event->time);
    it->second = std::min(it->second, p->event->time);
  }
  std::map<Symbol, std::vector<std::pair<FileTime, std::int32_t>>> files;
  for (const auto& [key, time] : starts) files[key.first].emplace_back(time, key.second);
  std::map<std::pair<Symbol, std::int32_t>, std::uint32_t> spaces;
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
  for (Placed* p : placed) p->space = spaces[{p->event->channel, p->event->source.file_index}];
}

bool CanonicalLess(const Placed& a, const Placed& b) {
  const auto place = [](const Placed& p) {
    return std::tie(p.name_group, p.machine, p.channel, p.space, p.record_id);
  };
  if (const auto order = place(a) <=> place(b); order != 0) return order < 0;
  const auto content = [](const Event& e) {
    return std::make_tuple(e.time, e.event_id, !e.source.complete, e.payload_hash,
                           e.source.recovery, e.source.file_index, e.source.offset);
  };
  return content(*a.event) < content(*b.event);
}

bool SameRecord(const Placed& a, const Placed& b) {
  return a.name_group == b.name_group && a.machine == b.machine && a.space == b.space &&
         a.event->channel == b.event->channel && a.event->record_id == b.event->record_id &&
         (SameContent(*a.event, *b.event) || IsRemainderOf(*a.event, *b.event));
}

Diagnostic Conflict(const Event& e) {
  return {Severity::kWarning,
          "conflicting_records",
          "Record " + std::to_string(e.record_id) + " of " + std::string(e.channel.view()) +
              " occurs with different content; both are kept. Compare the files: one of them may "
              "have been altered or may come from another machine.",
          std::string(e.computer.view()),
          e.source.file_index,
          e.source.offset};
}

class Orderer {
 public:
  Orderer(EventTable events, const std::vector<ChannelExtent>& extents)
      : extents_(extents), events_(std::move(events)) {
    Place();
  }
  OrderedEvents Run() {
    RelateMachines();
    SortRuns(placed_, CanonicalLess);
    DropRenumbered();
    Emit();
    return std::move(result_);
  }

 private:
  void Place() {
    const auto groups = GroupMachineNames({events_.data(), events_.size()}, extents_);
    std::map<Symbol, std::uint32_t> rank_of;
    for (std::size_t i = 0; i < events_.size(); ++i)
      if (i == 0 || events_[i].channel != events_[i - 1].channel)
        rank_of.try_emplace(events_[i].channel, 0);
    std::uint32_t rank = 0;
    for (auto& [channel, number] : rank_of)
      number = channel.view() == kSecurityChannel ? 0 : ++rank;
    placed_.reserve(events_.size());
    Placed last;
    for (Event& e : events_) {
      if (last.event == nullptr || last.event->channel != e.channel)
        last.channel = rank_of.at(e.channel);
      if (last.event == nullptr || last.event->source.file_index != e.source.file_index ||
          last.event->computer != e.computer)
        last.name_group = groups.at({e.source.file_index, ToLower(e.computer.view())});
      last.event = &e;
      last.record_id = e.record_id;
      placed_.push_back(last);
    }
  }

  void RelateMachines() {
    std::map<int, std::vector<Placed*>> by_group;
    for (Placed& p : placed_) by_group[p.name_group].push_back(&p);
    for (auto& [group, members] : by_group) {
      std::vector<const Event*> events;
      for (const Placed* p : members) events.push_back(p->event);
      FileRelations relations = RelateFiles(events);
      const auto machine_of = SplitMachines(relations);
      for (Placed* p : members) p->machine = machine_of.at(p->event->source.file_index);
      NumberIdSpaces(members, relations);
      for (const FilePair& pair : relations.clashing)
        if (relations.sharing.contains(pair)) renumbered_[group].insert(pair);
      relations_[group] = std::move(relations);
    }
  }

  // Copies of one log of which one was renumbered: the same record stands there under two ids.
  void DropRenumbered() {
    for (const auto& [group, pairs] : renumbered_) {
      std::map<std::tuple<int, Symbol, FileTime, std::uint32_t, std::uint64_t>,
               std::pair<std::int32_t, std::size_t>>
          kept;
      std::set<FilePair> told;
      for (std::size_t i = 0; i < placed_.size(); ++i) {
        Placed& p = placed_[i];
        if (p.name_group != group) continue;
        const Event& e = *p.event;
        auto [it, added] =
            kept.try_emplace({p.machine, e.channel, e.time, e.event_id, e.payload_hash},
                             std::make_pair(e.source.file_index, i));
        const auto [other_file, other] = it->second;
        if (added || !pairs.contains(Ordered(other_file, e.source.file_index))) continue;
        if (placed_[other].event->record_id == e.record_id) continue;
        copies_[i] = other;
        if (told.insert(Ordered(other_file, e.source.file_index)).second)
          TellRenumbered(e, *placed_[other].event, other);
      }
    }
  }

  void TellRenumbered(const Event& e, const Event& other, std::size_t place) {
    told_renumbered_.emplace_back(place, e.record_id);
    result_.diagnostics.push_back(
        {Severity::kWarning, "renumbered",
         "Two files hold the same records of " + std::string(e.channel.view()) +
             " under different ids (" + std::to_string(other.record_id) + " and " +
             std::to_string(e.record_id) +
             "): one of them was edited or re-written. Equal records are counted once.",
         std::string(e.computer.view()), e.source.file_index, e.source.offset});
  }

  void Emit() {
    const std::map<std::pair<int, int>, Index> host_numbers = NumberHosts();
    std::vector<Index> emitted(placed_.size(), kNone);
    Index host = kNone;
    for (std::size_t i = 0; i < placed_.size(); ++i) {
      Placed& p = placed_[i];
      const auto copy = copies_.find(i);
      if (copy != copies_.end() && emitted[copy->second] != kNone) {
        duplicates_.emplace_back(emitted[copy->second], p.event->source);
        continue;
      }
      if (last_ != kNoPlace && SameRecord(placed_[last_], p)) {
        duplicates_.emplace_back(emitted[last_], p.event->source);
        continue;
      }
      if (last_ != kNoPlace && Conflicts(placed_[last_], p))
        result_.diagnostics.push_back(Conflict(*p.event));
      const bool same_host = last_ != kNoPlace && placed_[last_].name_group == p.name_group &&
                             placed_[last_].machine == p.machine;
      if (!same_host) host = host_numbers.at({p.name_group, p.machine});
      last_ = i;
      emitted[i] = static_cast<Index>(kept_.size());
      kept_.push_back({p.event, host, p.space});
    }
    for (const auto& [at, other_id] : told_renumbered_)
      if (emitted[at] != kNone) renumbered_records_.emplace_back(emitted[at], other_id);
    HandOut();
  }

  static bool Conflicts(const Placed& a, const Placed& b) {
    return a.name_group == b.name_group && a.machine == b.machine && a.space == b.space &&
           a.event->channel == b.event->channel && a.event->record_id == b.event->record_id;
  }

  // Hosts in name order. The name of a machine is the one at its highest record id.
  std::map<std::pair<int, int>, Index> NumberHosts() {
    struct Found {
      std::string name;
      std::set<std::string> names;
      std::map<Symbol, std::size_t> weight;
      std::size_t* channel_weight = nullptr;  // of the channel that is being counted
      FileTime first, last;
    };
    std::map<std::pair<int, int>, Found> found;
    Found* f = nullptr;
    const Placed* before = nullptr;
    for (const Placed& p : placed_) {
      const bool same =
          before != nullptr && before->name_group == p.name_group && before->machine == p.machine;
      if (!same) {
        f = &found[{p.name_group, p.machine}];
        f->first = f->last = p.event->time;
      }
      f->first = std::min(f->first, p.event->time);
      f->last = std::max(f->last, p.event->time);
      if (!same || before->event->computer != p.event->computer)
        f->names.insert(std::string(p.event->computer.view()));
      if (!same || before->channel != p.channel) f->channel_weight = &f->weight[p.event->channel];
      ++*f->channel_weight;
      before = &p;
    }
    NameHosts(found);
    std::vector<std::tuple<std::string, FileTime, int, int>> order;
    for (const auto& [key, host] : found)
      order.emplace_back(host.name, host.first, key.second, key.first);
    std::sort(order.begin(), order.end());
    std::map<std::pair<int, int>, Index> numbers;
    int rank = 0;  // among the machines of one name
    for (std::size_t i = 0; i < order.size(); ++i) {
      const auto& [name, first, machine, group] = order[i];
      rank = i > 0 && std::get<0>(order[i - 1]) == name ? rank + 1 : 0;
      numbers[{group, machine}] = static_cast<Index>(result_.machines.size());
      AddHost(found.at({group, machine}), rank);
    }
    return numbers;
  }

  template <typename FoundMap>
  void NameHosts(FoundMap& found) {
    for (std::size_t i = 0; i < placed_.size(); ++i) {
      const Placed& p = placed_[i];
      const bool goes_on = i + 1 < placed_.size() && placed_[i + 1].name_group == p.name_group &&
                           placed_[i + 1].machine == p.machine &&
                           placed_[i + 1].channel == p.channel;
      if (goes_on) continue;  // the last of a channel has its highest id
      auto& f = found.at({p.name_group, p.machine});
      const auto heaviest =
          std::max_element(f.weight.begin(), f.weight.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      if (p.event->channel == heaviest->first) f.name = std::string(p.event->computer.view());
    }
  }

  template <typename FoundHost>
  void AddHost(const FoundHost& f, int rank) {
    Host host;
    host.name = f.name;
    std::vector<std::string> lower;
    for (const std::string& name : f.names) {
      if (name != f.name) host.aliases.push_back(name);
      lower.push_back(ToLower(name));
      lower.push_back(ToLower(name).substr(0, name.find('.')));
    }
    std::sort(lower.begin(), lower.end());
    lower.erase(std::unique(lower.begin(), lower.end()), lower.end());
    const std::size_t dot = f.name.find('.');
    if (dot != std::string::npos) host.domain = f.name.substr(dot + 1);
    host.first_time = f.first;
    host.last_time = f.last;
    if (rank > 0) {
      host.name += "#" + std::to_string(rank + 1);
      result_.diagnostics.push_back(
          {Severity::kWarning, "ambiguous_host",
           "Files that name the computer " + f.name +
               " hold different records under the same ids, or the machine had another name in "
               "between: they are kept apart as " +
               host.name + ". Check whether they come from two machines or from a restored one.",
           host.name, -1, std::nullopt});
    }
    MachineEvents& machine = result_.machines.emplace_back();
    machine.host = std::move(host);
    machine.names = std::move(lower);
  }

  // Gives each machine its part of all events, which lie in the order of the machines then.
  void HandOut() {
    std::vector<std::size_t> begin(result_.machines.size() + 1);
    for (const Kept& kept : kept_) ++begin[static_cast<std::size_t>(kept.host) + 1];
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    std::vector<std::size_t> source(kept_.size());  // place of the event as given
    std::vector<Index> place;                       // of what was kept, in its machine
    place.reserve(kept_.size());
    for (const Kept& kept : kept_) {
      const auto host = static_cast<std::size_t>(kept.host);
      MachineEvents& machine = result_.machines[host];
      place.push_back(static_cast<Index>(machine.space_of.size()));
      source[begin[host] + machine.space_of.size()] =
          static_cast<std::size_t>(kept.event - events_.data());
      machine.space_of.push_back(kept.space);
    }
    events_.PutInOrder(std::move(source));
    result_.events = std::move(events_);
    for (std::size_t m = 0; m < result_.machines.size(); ++m)
      result_.machines[m].events = {result_.events.data() + begin[m], begin[m + 1] - begin[m]};
    const auto machine_of = [this](Index kept) -> MachineEvents& {
      const Index host = kept_[static_cast<std::size_t>(kept)].host;
      return result_.machines[static_cast<std::size_t>(host)];
    };
    for (const auto& [kept, copy] : duplicates_)
      machine_of(kept).duplicates.emplace_back(place[static_cast<std::size_t>(kept)], copy);
    for (const auto& [kept, id] : renumbered_records_)
      machine_of(kept).renumbered.emplace_back(place[static_cast<std::size_t>(kept)], id);
    const ExtentHosts hosts(result_.machines);
    for (const ChannelExtent& extent : extents_)
      if (const Index host = hosts.HostOf(extent); host != kNone)
        result_.machines[static_cast<std::size_t>(host)].extents.push_back(extent);
  }

  static constexpr std::size_t kNoPlace = static_cast<std::size_t>(-1);
  const std::vector<ChannelExtent>& extents_;
  EventTable events_;
  std::vector<Placed> placed_;
  struct Kept {
    Event* event;
    Index host;
    std::uint32_t space;
  };
  std::vector<Kept> kept_;  // in canonical order, without duplicates
  std::vector<std::pair<Index, RecordRef>> duplicates_;               // place in kept_
  std::vector<std::pair<Index, std::uint64_t>> renumbered_records_;  // place in kept_, other id
  std::map<int, FileRelations> relations_;
  std::map<int, std::set<FilePair>> renumbered_;
  std::map<std::size_t, std::size_t> copies_;  // place → place of the record it repeats
  std::vector<std::pair<std::size_t, std::uint64_t>> told_renumbered_;  // place, the other id
  std::size_t last_ = kNoPlace;
  OrderedEvents result_;
};

}  // namespace

OrderedEvents OrderEvents(EventTable events, const std::vector<ChannelExtent>& extents) {
  return Orderer(std::move(events), extents).Run();
}

}  // namespace logonloom
