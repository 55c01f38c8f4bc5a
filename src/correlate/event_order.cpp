#include "correlate/event_order.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>

#include "base/text.h"
#include "base/time.h"
#include "correlate/file_relations.h"
#include "correlate/log_places.h"
#include "correlate/logs.h"
#include "correlate/machine_extents.h"
#include "correlate/sorted_runs.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

struct Placed {
  std::uint64_t record_id = 0;
  std::uint32_t event = 0;
  std::uint32_t log = 0;
};

// All that lies at one place, one behind the other in canonical order.
struct Series {
  LogPlace place;
  std::size_t begin = 0, end = 0;
};

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
      : extents_(extents),
        events_(std::move(events)),
        logs_(FindLogs({events_.data(), events_.size()})),
        places_(PlaceLogs({events_.data(), events_.size()}, logs_, extents)) {}

  OrderedEvents Run() {
    FindSeries();
    SortEvents();
    DropRenumbered();
    NumberHosts();
    Emit();
    HandOut();
    return std::move(result_);
  }

 private:
  const Event& event(const Placed& p) const { return events_[p.event]; }

  void FindSeries() {
    std::map<LogPlace, std::size_t> counts;
    for (std::size_t l = 0; l < logs_.all.size(); ++l)
      if (logs_.all[l].count > 0) counts[places_.of[l]] += logs_.all[l].count;
    std::map<LogPlace, std::uint32_t> numbers;
    std::size_t begin = 0;
    for (const auto& [place, count] : counts) {
      numbers.emplace(place, static_cast<std::uint32_t>(series_.size()));
      series_.push_back({place, begin, begin + count});
      begin += count;
    }
    for (const LogPlace& place : places_.of) {
      const auto known = numbers.find(place);  // of logs without events there is none
      series_of_.push_back(known == numbers.end() ? 0 : known->second);
    }
  }

  // Only events of one series can be out of order then; logs mostly are in order by themselves.
  void SortEvents() {
    std::vector<std::size_t> next;
    for (const Series& series : series_) next.push_back(series.begin);
    placed_.resize(events_.size());
    for (std::size_t i = 0; i < events_.size(); ++i) {
      const std::uint32_t log = logs_.of[i];
      placed_[next[series_of_[log]]++] = {logs_.ids[i], static_cast<std::uint32_t>(i), log};
    }
    logs_.of = {};
    logs_.ids = {};
    const auto less = [this](const Placed& a, const Placed& b) {
      return a.record_id != b.record_id ? a.record_id < b.record_id : LessContent(a, b);
    };
    for (const Series& series : series_)
      SortRuns(std::span(placed_).subspan(series.begin, series.end - series.begin), less);
  }

  bool LessContent(const Placed& a, const Placed& b) const {
    const auto content = [](const Event& e) {
      return std::make_tuple(e.time, e.event_id, !e.source.complete, e.payload_hash,
                             e.source.recovery, e.source.file_index, e.source.offset);
    };
    return content(event(a)) < content(event(b));
  }

  // Copies of one log of which one was renumbered: the same record stands there under two ids.
  void DropRenumbered() {
    for (const auto& [group, pairs] : places_.renumbered) {
      std::map<std::tuple<int, Symbol, FileTime, std::uint32_t, std::uint64_t>,
               std::pair<std::int32_t, std::size_t>>
          kept;
      std::set<FilePair> told;
      for (std::size_t i = 0; i < placed_.size(); ++i) {
        const LogPlace& place = places_.of[placed_[i].log];
        if (place.name_group != group) continue;
        const Event& e = event(placed_[i]);
        auto [it, added] =
            kept.try_emplace({place.machine, e.channel, e.time, e.event_id, e.payload_hash},
                             std::make_pair(e.source.file_index, i));
        const auto [other_file, other] = it->second;
        if (added || !pairs.contains(Ordered(other_file, e.source.file_index))) continue;
        if (placed_[other].record_id == e.record_id || RepeatsNeighbour(i)) continue;
        copies_[i] = other;
        if (told.insert(Ordered(other_file, e.source.file_index)).second)
          TellRenumbered(e, event(placed_[other]), other);
      }
    }
  }

  // The same record under the same id: one file may hold equal ones under several.
  bool RepeatsNeighbour(std::size_t i) const {
    return i > 0 && placed_[i - 1].record_id == placed_[i].record_id &&
           places_.of[placed_[i - 1].log] == places_.of[placed_[i].log] &&
           SameContent(event(placed_[i - 1]), event(placed_[i]));
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

  // What is not a second copy, series by series.
  void Emit() {
    kept_.reserve(placed_.size());
    log_kept_.resize(logs_.all.size());
    std::vector<Index> emitted(copies_.empty() ? 0 : placed_.size(), kNone);
    for (Series& series : series_) {
      const std::size_t first = kept_.size();
      const Placed* last = nullptr;
      for (std::size_t i = series.begin; i < series.end; ++i) {
        const Placed& p = placed_[i];
        if (const auto copy = copies_.find(i);
            copy != copies_.end() && emitted[copy->second] != kNone) {
          duplicates_.emplace_back(emitted[copy->second], event(p).source);
          renumbered_from_.try_emplace(p.log, p.record_id);
          continue;
        }
        if (last != nullptr && last->record_id == p.record_id) {
          if (SameRecord(event(*last), event(p))) {
            duplicates_.emplace_back(static_cast<Index>(kept_.size()) - 1, event(p).source);
            continue;
          }
          if (p.record_id != kNoRecordId) result_.diagnostics.push_back(Conflict(event(p)));
        }
        last = &p;
        if (!copies_.empty()) emitted[i] = static_cast<Index>(kept_.size());
        kept_.push_back(p.event);
        log_kept_[p.log] = true;
      }
      series.begin = first;
      series.end = kept_.size();
    }
    for (const auto& [at, other_id] : told_renumbered_)
      if (emitted[at] != kNone) renumbered_records_.emplace_back(emitted[at], other_id);
    placed_ = {};
  }

  static bool SameRecord(const Event& a, const Event& b) {
    return SameContent(a, b) || IsRemainderOf(a, b);
  }

  struct FoundHost {
    std::string name;
    std::set<std::string> names;
    std::set<std::string> accounts;  // as which its SYSTEM acts, without $
    std::map<Symbol, std::size_t> weight;  // channel → events
    FileTime first{INT64_MAX}, last{INT64_MIN};
  };

  // Hosts in name order. The name of a machine is the one at its highest record id.
  void NumberHosts() {
    std::map<MachineNumber, FoundHost> found;
    for (std::size_t l = 0; l < logs_.all.size(); ++l) {
      const Log& log = logs_.all[l];
      if (log.count == 0) continue;
      FoundHost& host = found[MachineOf(places_.of[l])];
      host.first = std::min(host.first, log.first_time);
      host.last = std::max(host.last, log.last_time);
      host.names.insert(std::string(log.computer.view()));
      for (const Symbol account : log.machine_accounts)
        host.accounts.emplace(account.view().substr(0, account.view().size() - 1));
      host.weight[log.channel] += log.count;
    }
    NameHosts(found);
    AddAccountNames(found);
    std::vector<std::tuple<std::string, FileTime, int, int>> order;
    for (const auto& [key, host] : found)
      order.emplace_back(host.name, host.first, key.second, key.first);
    std::sort(order.begin(), order.end());
    int rank = 0;  // among the machines of one name
    for (std::size_t i = 0; i < order.size(); ++i) {
      const auto& [name, first, machine, group] = order[i];
      rank = i > 0 && std::get<0>(order[i - 1]) == name ? rank + 1 : 0;
      host_numbers_[{group, machine}] = static_cast<Index>(result_.machines.size());
      AddHost(found.at({group, machine}), rank);
    }
  }

  // As at the highest id of the channel that tells the most.
  void NameHosts(std::map<MachineNumber, FoundHost>& found) const {
    for (const Series& series : series_) {
      const Event& last = event(placed_[series.end - 1]);
      FoundHost& host = found.at(MachineOf(series.place));
      const auto heaviest =
          std::max_element(host.weight.begin(), host.weight.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      if (last.channel == heaviest->first) host.name = std::string(last.computer.view());
    }
  }

  // A machine was called as its account is, unless another one's records bear that name: a machine
  // that was cloned began under the name of its image.
  static void AddAccountNames(std::map<MachineNumber, FoundHost>& found) {
    std::set<std::string> borne;
    for (const auto& [number, host] : found)
      for (const std::string& name : host.names)
        borne.insert(ToLower(FirstLabel(name)));
    for (auto& [number, host] : found)
      for (const std::string& account : host.accounts)
        if (!borne.contains(ToLower(account))) host.names.insert(account);
  }

  void AddHost(const FoundHost& f, int rank) {
    Host host;
    host.name = f.name;
    std::vector<std::string> lower;
    for (const std::string& name : f.names) {
      if (name != f.name) host.aliases.push_back(name);
      lower.push_back(ToLower(name));
      lower.push_back(ToLower(FirstLabel(name)));
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

  Index HostOf(const LogPlace& place) const { return host_numbers_.at(MachineOf(place)); }
  MachineEvents& MachineAt(Index host) { return result_.machines[static_cast<std::size_t>(host)]; }

  // Gives each machine its part of all events, which lie in the order of the machines then.
  void HandOut() {
    std::vector<std::vector<const Series*>> of_host(result_.machines.size());
    for (const Series& series : series_)
      of_host[static_cast<std::size_t>(HostOf(series.place))].push_back(&series);
    BulkList<std::uint32_t> source;  // place of the event as given
    source.reserve(kept_.size());
    std::vector<std::size_t> begin;  // of each machine
    for (std::size_t m = 0; m < of_host.size(); ++m) {
      begin.push_back(source.size());
      for (const Series* series : of_host[m]) {
        source.insert(source.end(), kept_.begin() + static_cast<std::ptrdiff_t>(series->begin),
                      kept_.begin() + static_cast<std::ptrdiff_t>(series->end));
        auto& space_of = result_.machines[m].space_of;
        space_of.insert(space_of.end(), series->end - series->begin, series->place.space);
      }
    }
    begin.push_back(source.size());
    kept_ = {};
    events_.PutInOrder(std::move(source));
    result_.events = std::move(events_);
    for (std::size_t m = 0; m < result_.machines.size(); ++m)
      result_.machines[m].events = {result_.events.data() + begin[m], begin[m + 1] - begin[m]};
    HandOutDuplicates();
    HandOutExtents(extents_, {logs_, places_, log_kept_, renumbered_from_, host_numbers_},
                   result_.machines);
    HandOutMaskedPeople();
  }

  void HandOutDuplicates() {
    const auto place_of = [this](Index kept) {
      const auto k = static_cast<std::size_t>(kept);
      const auto behind = std::upper_bound(
          series_.begin(), series_.end(), k,
          [](std::size_t place, const Series& series) { return place < series.begin; });
      const Series& series = *std::prev(behind);
      return std::pair<MachineEvents&, Index>(
          MachineAt(HostOf(series.place)),
          static_cast<Index>(k - begin_of_machine_.at(MachineOf(series.place))));
    };
    for (const Series& series : series_)
      begin_of_machine_.try_emplace(MachineOf(series.place), series.begin);
    for (const auto& [kept, copy] : duplicates_) {
      const auto [machine, place] = place_of(kept);
      machine.duplicates.emplace_back(place, copy);
    }
    for (const auto& [kept, id] : renumbered_records_) {
      const auto [machine, place] = place_of(kept);
      machine.renumbered.emplace_back(place, id);
    }
  }

  // An account of a domain comes to machines that don't tell that it is a person's.
  void HandOutMaskedPeople() {
    for (std::size_t l = 0; l < logs_.all.size(); ++l) {
      const auto host = host_numbers_.find(MachineOf(places_.of[l]));
      if (host == host_numbers_.end()) continue;  // all its events are another machine's
      const MachineEvents& teller = MachineAt(host->second);
      for (const MaskedPerson& person : logs_.all[l].masked_people)
        for (MachineEvents& machine : result_.machines)
          machine.masked.insert({person.account, &machine == &teller});
    }
  }

  const std::vector<ChannelExtent>& extents_;
  EventTable events_;
  Logs logs_;
  LogPlaces places_;
  std::vector<Series> series_;            // in canonical order; of kept_ once that is filled
  std::vector<std::uint32_t> series_of_;  // log → its series
  BulkList<Placed> placed_;               // series by series
  std::map<MachineNumber, Index> host_numbers_;
  std::map<MachineNumber, std::size_t> begin_of_machine_;  // in kept_
  BulkList<std::uint32_t> kept_;  // events in canonical order, without duplicates
  std::vector<bool> log_kept_;       // log → whether an event of it is kept
  std::map<std::uint32_t, std::uint64_t> renumbered_from_;  // log → its first id that is another's
  BulkList<std::pair<Index, RecordRef>> duplicates_;               // place in kept_
  std::vector<std::pair<Index, std::uint64_t>> renumbered_records_;  // place in kept_, other id
  std::map<std::size_t, std::size_t> copies_;  // place → place of the record it repeats
  std::vector<std::pair<std::size_t, std::uint64_t>> told_renumbered_;  // place, the other id
  OrderedEvents result_;
};

}  // namespace

OrderedEvents OrderEvents(EventTable events, const std::vector<ChannelExtent>& extents) {
  return Orderer(std::move(events), extents).Run();
}

}  // namespace logonloom
