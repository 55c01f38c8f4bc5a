#include "correlate/event_order.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/text.h"
#include "base/time.h"
#include "correlate/machine_names.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

using FilePair = std::pair<std::int32_t, std::int32_t>;

// How the files of one machine name relate in their record ids.
struct FileRelations {
  std::set<std::int32_t> files;
  std::set<FilePair> clashing;   // same channel and id, other content
  std::set<FilePair> sharing;    // a record of equal content
  std::set<FilePair> restarted;  // ids began again much later
};

FilePair Ordered(std::int32_t a, std::int32_t b) { return {std::min(a, b), std::max(a, b)}; }

bool SameContent(const Event& a, const Event& b) {
  return a.time == b.time && a.event_id == b.event_id && a.payload_hash == b.payload_hash;
}

// A recovered record that lost part of its content is a copy of the whole one with its id and time.
bool IsRemainderOf(const Event& whole, const Event& e) {
  return whole.source.complete && !e.source.complete && e.source.recovery != Recovery::kListed &&
         whole.time == e.time && whole.event_id == e.event_id;
}

// Calls visit(i, j) for neighbouring runs of equal key: all pairs in a run of different files.
template <typename Key, typename Visit>
void VisitEqualRuns(std::vector<const Event*> events, Key key, Visit visit) {
  std::sort(events.begin(), events.end(), [&](const Event* a, const Event* b) {
    return std::make_tuple(key(*a), a->source.file_index, a->source.offset) <
           std::make_tuple(key(*b), b->source.file_index, b->source.offset);
  });
  for (std::size_t i = 0; i < events.size();) {
    std::size_t end = i + 1;
    while (end < events.size() && key(*events[end]) == key(*events[i])) ++end;
    for (std::size_t k = i + 1; k < end; ++k) visit(*events[i], *events[k]);
    for (std::size_t k = i + 2; k < end; ++k) visit(*events[k - 1], *events[k]);
    i = end;
  }
}

struct FileSpan {
  FileTime first, last;
  std::uint64_t first_id, last_id;
};

using FileSpans = std::map<Symbol, std::map<std::int32_t, FileSpan>>;

FileSpans SpansOf(const std::vector<const Event*>& events) {
  FileSpans spans;
  for (const Event* e : events) {
    auto [it, added] = spans[e->channel].try_emplace(
        e->source.file_index, FileSpan{e->time, e->time, e->record_id, e->record_id});
    FileSpan& span = it->second;
    span.first = std::min(span.first, e->time);
    span.last = std::max(span.last, e->time);
    span.first_id = std::min(span.first_id, e->record_id);
    span.last_id = std::max(span.last_id, e->record_id);
  }
  return spans;
}

// Ids that start again, lower and days later: the log was made anew, or the machine restored.
bool Restarts(const FileSpan& a, const FileSpan& b) {
  const FileSpan& early = a.first < b.first ? a : b;
  const FileSpan& late = a.first < b.first ? b : a;
  return late.first > early.last + kNewIdSpacePause && late.first_id <= early.last_id;
}

// A pair of files restarts if it does so in each channel that both have.
void FindRestarts(const FileSpans& spans, FileRelations& relations) {
  std::set<FilePair> other;
  for (const auto& [channel, files] : spans)
    for (auto a = files.begin(); a != files.end(); ++a)
      for (auto b = std::next(a); b != files.end(); ++b) {
        const FilePair pair = Ordered(a->first, b->first);
        if (relations.sharing.contains(pair)) continue;
        (Restarts(a->second, b->second) ? relations.restarted : other).insert(pair);
      }
  for (const FilePair& pair : other)
    if (relations.clashing.contains(pair)) relations.restarted.erase(pair);
}

FileRelations RelateFiles(const std::vector<const Event*>& events) {
  FileRelations relations;
  for (const Event* e : events) relations.files.insert(e->source.file_index);
  const auto by_id = [](const Event& e) { return std::make_tuple(e.channel, e.record_id); };
  const auto by_content = [](const Event& e) {
    return std::make_tuple(e.channel, e.time, e.event_id, e.payload_hash);
  };
  VisitEqualRuns(events, by_id, [&](const Event& a, const Event& b) {
    if (a.source.file_index == b.source.file_index) return;
    const FilePair pair = Ordered(a.source.file_index, b.source.file_index);
    (SameContent(a, b) ? relations.sharing : relations.clashing).insert(pair);
  });
  VisitEqualRuns(events, by_content, [&](const Event& a, const Event& b) {
    if (a.source.file_index != b.source.file_index)
      relations.sharing.insert(Ordered(a.source.file_index, b.source.file_index));
  });
  FindRestarts(SpansOf(events), relations);
  return relations;
}

bool Apart(const FileRelations& relations, const FilePair& pair) {
  return relations.clashing.contains(pair) && !relations.sharing.contains(pair) &&
         !relations.restarted.contains(pair);
}

// File → number of the machine among those that bear the name (0 for nearly all).
std::map<std::int32_t, int> SplitMachines(const FileRelations& relations) {
  std::vector<std::vector<std::int32_t>> machines;
  std::map<std::int32_t, int> machine_of;
  for (const std::int32_t file : relations.files) {
    auto fits = [&](const std::vector<std::int32_t>& members) {
      return std::none_of(members.begin(), members.end(), [&](std::int32_t member) {
        return Apart(relations, Ordered(member, file));
      });
    };
    auto machine = std::find_if(machines.begin(), machines.end(), fits);
    if (machine == machines.end()) machine = machines.insert(machines.end(), {{}});
    machine->push_back(file);
    machine_of[file] = static_cast<int>(machine - machines.begin());
  }
  return machine_of;
}

struct Placed {
  Event event;
  int name_group = 0;
  int machine = 0;
  std::uint32_t space = 0;
};

// Files whose ids began again get the next id space of their channel.
void NumberIdSpaces(std::vector<Placed*>& placed, const FileRelations& relations) {
  if (relations.restarted.empty()) return;
  std::map<std::pair<Symbol, std::int32_t>, FileTime> starts;
  for (const Placed* p : placed) {
    auto [it, added] =
        starts.try_emplace({p->event.channel, p->event.source.file_index}, p->event.time);
    it->second = std::min(it->second, p->event.time);
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
  for (Placed* p : placed) p->space = spaces[{p->event.channel, p->event.source.file_index}];
}

// Security tells the most and goes first, so that sessions are known when others refer to them.
int ChannelRank(const Event& e) { return e.channel.view() == "Security" ? 0 : 1; }

bool CanonicalLess(const Placed& a, const Placed& b) {
  const auto key = [](const Placed& p) {
    return std::make_tuple(p.name_group, p.machine, ChannelRank(p.event), p.event.channel, p.space,
                           p.event.record_id, p.event.time, p.event.event_id,
                           !p.event.source.complete, p.event.payload_hash, p.event.source.recovery,
                           p.event.source.file_index, p.event.source.offset);
  };
  return key(a) < key(b);
}

bool SameRecord(const Placed& a, const Placed& b) {
  return a.name_group == b.name_group && a.machine == b.machine && a.space == b.space &&
         a.event.channel == b.event.channel && a.event.record_id == b.event.record_id &&
         (SameContent(a.event, b.event) || IsRemainderOf(a.event, b.event));
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
  Orderer(std::vector<Event> events, const std::vector<ChannelExtent>& extents) {
    Place(std::move(events), extents);
  }
  OrderedEvents Run() {
    RelateMachines();
    std::sort(placed_.begin(), placed_.end(), CanonicalLess);
    DropRenumbered();
    Emit();
    return std::move(result_);
  }

 private:
  void Place(std::vector<Event> events, const std::vector<ChannelExtent>& extents) {
    const auto groups = GroupMachineNames(events, extents);
    std::map<std::pair<std::int32_t, Symbol>, int> group_of;
    placed_.reserve(events.size());
    for (Event& e : events) {
      auto [it, added] = group_of.try_emplace({e.source.file_index, e.computer}, 0);
      if (added) it->second = groups.at({e.source.file_index, ToLower(e.computer.view())});
      placed_.push_back({std::move(e), it->second, 0, 0});
    }
  }

  void RelateMachines() {
    std::map<int, std::vector<Placed*>> by_group;
    for (Placed& p : placed_) by_group[p.name_group].push_back(&p);
    for (auto& [group, members] : by_group) {
      std::vector<const Event*> events;
      for (const Placed* p : members) events.push_back(&p->event);
      FileRelations relations = RelateFiles(events);
      const auto machine_of = SplitMachines(relations);
      for (Placed* p : members) p->machine = machine_of.at(p->event.source.file_index);
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
        const Event& e = p.event;
        auto [it, added] =
            kept.try_emplace({p.machine, e.channel, e.time, e.event_id, e.payload_hash},
                             std::make_pair(e.source.file_index, i));
        const auto [other_file, other] = it->second;
        if (added || !pairs.contains(Ordered(other_file, e.source.file_index))) continue;
        if (placed_[other].event.record_id == e.record_id) continue;
        copies_[i] = other;
        if (told.insert(Ordered(other_file, e.source.file_index)).second)
          TellRenumbered(e, placed_[other].event, other);
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
    std::map<std::pair<int, int>, Index> host_numbers = NumberHosts();
    std::map<std::size_t, Index> emitted;
    for (std::size_t i = 0; i < placed_.size(); ++i) {
      Placed& p = placed_[i];
      const auto copy = copies_.find(i);
      if (copy != copies_.end() && emitted.contains(copy->second)) {
        result_.duplicates.emplace_back(emitted[copy->second], p.event.source);
        continue;
      }
      if (last_ != kNoPlace && SameRecord(placed_[last_], p)) {
        result_.duplicates.emplace_back(emitted[last_], p.event.source);
        continue;
      }
      if (last_ != kNoPlace && Conflicts(placed_[last_], p))
        result_.diagnostics.push_back(Conflict(p.event));
      last_ = i;
      emitted[i] = static_cast<Index>(result_.events.size());
      result_.host_of.push_back(host_numbers.at({p.name_group, p.machine}));
      result_.space_of.push_back(p.space);
      result_.events.push_back(p.event);
    }
    for (const auto& [at, other_id] : told_renumbered_)
      if (emitted.contains(at)) result_.renumbered.emplace_back(emitted[at], other_id);
    SortByHost();
  }

  static bool Conflicts(const Placed& a, const Placed& b) {
    return a.name_group == b.name_group && a.machine == b.machine && a.space == b.space &&
           a.event.channel == b.event.channel && a.event.record_id == b.event.record_id;
  }

  // Hosts in name order. The name of a machine is the one at its highest record id.
  std::map<std::pair<int, int>, Index> NumberHosts() {
    struct Found {
      std::string name;
      std::set<std::string> names;
      std::map<Symbol, std::size_t> weight;
      FileTime first, last;
    };
    std::map<std::pair<int, int>, Found> found;
    for (const Placed& p : placed_) {
      auto [it, added] = found.try_emplace({p.name_group, p.machine});
      Found& f = it->second;
      if (added) f.first = f.last = p.event.time;
      f.first = std::min(f.first, p.event.time);
      f.last = std::max(f.last, p.event.time);
      f.names.insert(std::string(p.event.computer.view()));
      ++f.weight[p.event.channel];
    }
    NameHosts(found);
    std::vector<std::tuple<std::string, FileTime, int, int>> order;
    for (const auto& [key, f] : found) order.emplace_back(f.name, f.first, key.second, key.first);
    std::sort(order.begin(), order.end());
    std::map<std::pair<int, int>, Index> numbers;
    int rank = 0;  // among the machines of one name
    for (std::size_t i = 0; i < order.size(); ++i) {
      const auto& [name, first, machine, group] = order[i];
      rank = i > 0 && std::get<0>(order[i - 1]) == name ? rank + 1 : 0;
      numbers[{group, machine}] = static_cast<Index>(result_.hosts.size());
      AddHost(found.at({group, machine}), rank);
    }
    return numbers;
  }

  template <typename FoundMap>
  void NameHosts(FoundMap& found) {
    for (const Placed& p : placed_) {  // canonical order: the last of a channel has its highest id
      auto& f = found.at({p.name_group, p.machine});
      const auto heaviest =
          std::max_element(f.weight.begin(), f.weight.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      if (p.event.channel == heaviest->first) f.name = std::string(p.event.computer.view());
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
    result_.hosts.push_back(std::move(host));
    result_.names_of_host.push_back(std::move(lower));
  }

  void SortByHost() {
    const std::size_t count = result_.events.size();
    std::vector<std::size_t> order(count);
    for (std::size_t i = 0; i < count; ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return result_.host_of[a] < result_.host_of[b];
    });
    std::vector<Event> events(count);
    std::vector<Index> host_of(count), place(count);
    std::vector<std::uint32_t> space_of(count);
    for (std::size_t i = 0; i < count; ++i) {
      events[i] = std::move(result_.events[order[i]]);
      host_of[i] = result_.host_of[order[i]];
      space_of[i] = result_.space_of[order[i]];
      place[order[i]] = static_cast<Index>(i);
    }
    for (auto& [event, source] : result_.duplicates) event = place[static_cast<std::size_t>(event)];
    for (auto& [event, id] : result_.renumbered) event = place[static_cast<std::size_t>(event)];
    result_.events = std::move(events);
    result_.host_of = std::move(host_of);
    result_.space_of = std::move(space_of);
  }

  static constexpr std::size_t kNoPlace = static_cast<std::size_t>(-1);
  std::vector<Placed> placed_;
  std::map<int, FileRelations> relations_;
  std::map<int, std::set<FilePair>> renumbered_;
  std::map<std::size_t, std::size_t> copies_;  // place → place of the record it repeats
  std::vector<std::pair<std::size_t, std::uint64_t>> told_renumbered_;  // place, the other id
  std::size_t last_ = kNoPlace;
  OrderedEvents result_;
};

}  // namespace

OrderedEvents OrderEvents(std::vector<Event> events, const std::vector<ChannelExtent>& extents) {
  return Orderer(std::move(events), extents).Run();
}

}  // namespace logonloom
