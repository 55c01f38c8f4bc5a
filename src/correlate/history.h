// The ordered history of a machine that all later steps of correlation read: events with boots.
#pragma once

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "correlate/account_classes.h"
#include "correlate/boots.h"
#include "correlate/clock.h"
#include "correlate/event_index.h"
#include "correlate/event_order.h"
#include "correlate/event_walk.h"
#include "correlate/home_names.h"
#include "correlate/seen_records.h"
#include "correlate/time_index.h"
#include "correlate/user_directory.h"
#include "correlate/users.h"
#include "correlate/windows.h"
#include "model/address_forms.h"

namespace logonloom {

class History {
 public:
  // All records of one log in one boot.
  struct Run {
    Index first, last;
  };

  History(const History&) = delete;  // members refer to one another
  History& operator=(const History&) = delete;
  explicit History(MachineEvents events)
      : machine(std::move(events)),
        index(machine.events),
        home(FindHomeNames(machine.events, index, machine.names)),
        directory(machine.events, index, home),
        classes(machine, index, home, directory),
        seen(machine, index),
        boots(FindBoots(machine, index, seen)),
        clock(machine, index, boots) {
    clock.Straighten(machine.events, boots);
    for (const Index i : index.OfKind(EventKind::kBootTypeTold))
      if (event(i).reason == kFastStartup) fast_startups_.Add(boot_of(i), event(i).time, i);
    fast_startups_.Sort();
    for (const IndexRange& channel : index.channels()) AddRuns(channel);
    for (const std::size_t start : boots.told_starts)
      tells_starts_.insert(event(static_cast<Index>(start)).channel);
  }

  const Event& event(Index i) const { return machine.events[static_cast<std::size_t>(i)]; }
  Index size() const { return static_cast<Index>(machine.events.size()); }
  // As the index has them.
  template <typename Predicate>
  EventWalk<std::vector<Index>> Where(Predicate takes) const {
    return {index.Where(takes), machine.events};
  }
  EventWalk<std::span<const Index>> OfKind(EventKind kind) const {
    return {index.OfKind(kind), machine.events};
  }
  // Rising events in the order of their boots and times; those of one time still rise.
  EventWalk<std::vector<Index>> ByTime(const std::vector<Index>& events) const {
    TimeIndex index_of_time;
    for (const Index i : events) index_of_time.Add(boot_of(i), event(i).time, i);
    index_of_time.Sort();
    std::vector<Index> sorted;
    sorted.reserve(events.size());
    for (const TimeIndex::Entry& entry : index_of_time.entries()) sorted.push_back(entry.value);
    return {std::move(sorted), machine.events};
  }
  // The first event from `first` on, ahead of `end`, that lies behind that time; `end` if none does.
  // Of one run, whose times flow.
  Index FirstBehind(Index first, Index end, FileTime time) const {
    const auto begin = machine.events.begin();
    return static_cast<Index>(
        std::partition_point(begin + first, begin + end,
                             [time](const Event& e) { return e.time <= time; }) -
        begin);
  }
  Index boot_of(Index i) const { return boots.boot_of[static_cast<std::size_t>(i)]; }
  const Boot& boot(Index b) const { return boots.boots[static_cast<std::size_t>(b)]; }
  // As ParseIpAddress of its text.
  const LoggedAddress* Address(Symbol logged) const { return addresses_.Of(logged); }
  // Of that event if it names another machine's, else nullptr.
  const LoggedAddress* Origin(const Event& e) const {
    const LoggedAddress* address = Address(e.address);
    return address == nullptr || address->local() ? nullptr : address;
  }
  // A server that logs its clients on itself gives its own name as their workstation.
  bool IsOwnName(std::string_view name) const { return home.IsHost(name); }
  // Among the accounts of this machine.
  bool SameUserHere(const User& a, const User& b) const { return SameUser(a, b, home); }
  AccountClass ClassHere(const User& user, Luid logon_id = 0) const {
    return classes.Of(user, logon_id);
  }
  // The boot after `b`, kNone if there is none.
  Index NextBoot(Index b) const {
    return static_cast<std::size_t>(b) + 1 < boots.boots.size() ? b + 1 : kNone;
  }
  // nullptr if there are none.
  const Run* RunOf(Index boot, std::string_view channel) const {
    const auto found = std::find_if(runs_.lower_bound({boot, Symbol()}), runs_.end(),
                                    [&](const auto& run) {
                                      return run.first.first != boot ||
                                             run.first.second.view() == channel;
                                    });
    return found == runs_.end() || found->first.first != boot ? nullptr : &found->second;
  }
  // Of the event's log in the event's boot.
  const Run& RunOf(Index i) const {
    const auto behind = std::upper_bound(
        stretches_.begin(), stretches_.end(), i,
        [](Index event, const Stretch& stretch) { return event < stretch.first; });
    return *std::prev(behind)->run;
  }
  // Whether a file of that log reaches over both moments of the boot, and no record of it is missing
  // between them.
  bool Holds(std::string_view channel, Index boot, FileTime from, FileTime to) const {
    if (!seen.Covers(channel, from) || !seen.Covers(channel, to)) return false;
    const Run* run = RunOf(boot, channel);
    if (run == nullptr) return true;
    const Symbol name = event(run->first).channel;
    const Index behind = FirstBehind(run->first, run->last + 1, to);
    Index ahead = FirstBehind(run->first, run->last + 1, from) - 1;
    if (ahead < 0 || event(ahead).channel != name) ahead = run->first;
    const auto last = behind < size() && event(behind).channel == name
                          ? std::optional(event(behind).record_id)
                          : seen.LastId(name);
    return last && seen.Contiguous(name, event(ahead).record_id, *last);
  }
  // Whether Security holds all of the boot ahead of that record of its own.
  bool SeenFromStart(Index i) const {
    for (const Index start : OfKind(EventKind::kSecurityStarted))
      if (boot_of(start) == boot_of(i) && start < i)
        return seen.Contiguous(event(i).channel, event(start).record_id, event(i).record_id);
    return false;
  }
  // Whether that log tells starts of the machine by signs of its own.
  bool TellsStarts(Symbol channel) const { return tells_starts_.contains(channel); }
  // The boot's end, and the next one's start, in the boot's own flowing time.
  std::optional<FileTime> EndOf(Index b) const {
    const auto& end = boot(b).end_time;
    return end ? std::optional(clock.FlowingAtEnd(b, *end)) : end;
  }
  std::optional<FileTime> StartBehind(Index b) const {
    const Index next = NextBoot(b);
    const auto start = next == kNone ? std::nullopt : boot(next).start_time;
    return start ? std::optional(clock.FlowingAtEnd(b, *start)) : start;
  }

  // The first fast startup of the boot behind `time`: what people had open was logged off ahead of
  // it, while the kernel, its services and its LUIDs went on.
  std::optional<FileTime> FastStartupBehind(Index b, FileTime time) const {
    const auto found = fast_startups_.Between(b, time, FileTime{INT64_MAX});
    return found.empty() ? std::nullopt : std::optional(found.front().time);
  }

  MachineEvents machine;
  EventIndex index;
  HomeNames home;
  UserDirectory directory;
  AccountClasses classes;
  SeenRecords seen;
  BootTable boots;
  Clock clock;  // the events' times flow

 private:
  // Neighbours of one log and boot; a run may be several, where records lie in the boot ahead of the
  // one in which they stand.
  struct Stretch {
    Index first;
    const Run* run;
  };
  void AddRuns(IndexRange channel) {
    Run* run = nullptr;
    for (Index i = channel.begin; i < channel.end; ++i) {
      if (run == nullptr || boot_of(i - 1) != boot_of(i)) {
        run = &runs_.try_emplace({boot_of(i), event(i).channel}, Run{i, i}).first->second;
        stretches_.push_back({i, run});
      }
      run->last = i;
    }
  }

  std::set<Symbol> tells_starts_;  // channels with signs of their own of starts
  std::map<std::pair<Index, Symbol>, Run> runs_;
  std::vector<Stretch> stretches_;  // in the order of their events
  TimeIndex fast_startups_;  // Kernel-Boot 27
  mutable AddressForms addresses_;
};

}  // namespace logonloom
