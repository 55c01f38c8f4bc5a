// The ordered history of a machine that all later steps of correlation read: events with boots.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "correlate/boots.h"
#include "correlate/clock.h"
#include "correlate/event_order.h"
#include "correlate/seen_records.h"
#include "correlate/time_index.h"
#include "correlate/user_directory.h"
#include "correlate/users.h"
#include "correlate/windows.h"
#include "model/address_forms.h"

namespace logonloom {

class History {
 public:
  explicit History(MachineEvents events)
      : machine(std::move(events)),
        directory(machine.events, machine.names),
        seen(machine),
        boots(FindBoots(machine, seen)),
        clock(machine, boots) {
    clock.Straighten(machine.events, boots);
    for (Index i = 0; i < size(); ++i) {
      const bool goes_on = i + 1 < size() && boot_of(i + 1) == boot_of(i) &&
                           event(i + 1).channel == event(i).channel;
      const Event& e = event(i);
      of_kind_[static_cast<std::size_t>(e.kind)].push_back(i);
      if (e.kind == EventKind::kBootTypeTold && e.reason == kFastStartup)
        fast_startups_.Add(boot_of(i), e.time, i);
      if (goes_on) continue;
      last_ids_[{boot_of(i), event(i).channel}] = event(i).record_id;
      last_events_[{boot_of(i), event(i).channel}] = i;
    }
    fast_startups_.Sort();
  }

  const Event& event(Index i) const { return machine.events[static_cast<std::size_t>(i)]; }
  Index size() const { return static_cast<Index>(machine.events.size()); }
  // The events whose kind the predicate takes, rising. Most rules need few of millions.
  template <typename Predicate>
  std::vector<Index> Where(Predicate takes) const {
    std::vector<Index> found;
    for (std::size_t kind = 0; kind < of_kind_.size(); ++kind) {
      if (of_kind_[kind].empty() || !takes(static_cast<EventKind>(kind))) continue;
      const auto middle = static_cast<std::ptrdiff_t>(found.size());
      found.insert(found.end(), of_kind_[kind].begin(), of_kind_[kind].end());
      std::inplace_merge(found.begin(), found.begin() + middle, found.end());
    }
    return found;
  }
  const std::vector<Index>& OfKind(EventKind kind) const {
    return of_kind_[static_cast<std::size_t>(kind)];
  }
  Index boot_of(Index i) const { return boots.boot_of[static_cast<std::size_t>(i)]; }
  const Boot& boot(Index b) const { return boots.boots[static_cast<std::size_t>(b)]; }
  // As ParseIpAddress of its text.
  const LoggedAddress* Address(Symbol logged) const { return addresses_.Of(logged); }
  // Among the accounts of this machine.
  bool SameUserHere(const User& a, const User& b) const { return SameUser(a, b, machine.names); }
  // The boot after `b`, kNone if there is none.
  Index NextBoot(Index b) const {
    return static_cast<std::size_t>(b) + 1 < boots.boots.size() ? b + 1 : kNone;
  }
  // The highest id of the event's log in the event's boot.
  std::optional<std::uint64_t> LastIdOfBoot(Index i) const {
    const auto last = last_ids_.find({boot_of(i), event(i).channel});
    return last == last_ids_.end() ? std::nullopt : std::optional(last->second);
  }
  // The last record, by id, of the event's log in the event's boot.
  Index LastOfBoot(Index i) const {
    const auto last = last_events_.find({boot_of(i), event(i).channel});
    return last == last_events_.end() ? kNone : last->second;
  }
  // Whether the event's log goes on to the end of the event's boot: it has the next boot's records
  // too, without a gap (a logoff can stand right behind the stop), or ends with the stop itself.
  bool TellsEndOfBoot(Index i) const {
    const auto last = last_ids_.find({boot_of(i), event(i).channel});
    if (last == last_ids_.end()) return false;
    const auto log_end = seen.LastId(event(i).channel);
    if (log_end && *log_end > last->second)
      return seen.Contiguous(event(i).channel, last->second, last->second + 1);
    const auto stop = last_events_.find({boot_of(i), event(i).channel});
    return stop != last_events_.end() && IsStop(event(stop->second).kind);
  }
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
  UserDirectory directory;
  SeenRecords seen;
  BootTable boots;
  Clock clock;  // the events' times flow

 private:
  std::array<std::vector<Index>, 256> of_kind_;
  std::map<std::pair<Index, Symbol>, std::uint64_t> last_ids_;
  std::map<std::pair<Index, Symbol>, Index> last_events_;
  TimeIndex fast_startups_;  // Kernel-Boot 27
  mutable AddressForms addresses_;
};

}  // namespace logonloom
