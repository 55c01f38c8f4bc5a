// How machines' clocks were set while they ran, and the time that only flows beneath.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/flat_map.h"
#include "correlate/act_witnesses.h"
#include "correlate/boots.h"
#include "correlate/event_index.h"
#include "correlate/event_order.h"
#include "correlate/unlocks.h"

namespace logonloom {

struct ClockStep {
  Index event = kNone;     // 4616 v1, or Kernel-General 1; else the first record behind it
  FileTime before, after;  // as the clock showed them, or as far as records show it
  bool told = true;        // by a record of its own
  bool late = false;       // no step: only records of before the last one, written behind it
  Ticks size() const { return after - before; }
};

// Within a boot, flowing time is what the clock would have shown if nobody had set it.
class Clock {
 public:
  Clock(const MachineEvents& machine, const EventIndex& index, const BootTable& boots);

  // All steps, told or not, by boot, in order of their events. Without what only looks like one.
  const std::vector<ClockStep>& steps() const { return steps_; }
  bool WasSet(Index boot) const { return of_boot_.contains(boot); }
  // Whether it is known how long it took from one flowing moment of the boot to another: no step
  // lies between them of which only the times around it tell.
  bool Measures(Index boot, FileTime from, FileTime to) const;
  // What the clock showed at that moment.
  FileTime Shown(Index boot, FileTime flowing) const;
  // The flowing time of a moment when the clock showed `shown`: the last one not behind `latest`.
  std::optional<FileTime> FlowingBefore(Index boot, FileTime shown, FileTime latest) const;
  // The flowing time of a moment behind all steps of the boot.
  FileTime FlowingAtEnd(Index boot, FileTime shown) const;
  // Replaces the shown times of all events by flowing ones; Restore takes it back.
  void Straighten(std::span<Event> events, const BootTable& boots);
  void Restore(std::span<Event> events) const;

 private:
  struct Step {
    Index event;
    FileTime moment;  // flowing
    Ticks sum;        // of all steps up to this one
    Ticks size;
    FileTime before, after;  // as the clock showed them
    bool told;               // by a record of its own, else they may have been later and earlier
    FileTime earliest{INT64_MAX};  // moment of this step and of those behind it
  };
  using Connections =
      std::unordered_map<Symbol, std::vector<std::pair<FileTime, std::ptrdiff_t>>>;
  struct BootClock {
    std::vector<Step> steps;
    // Between which times the clock can have shown one after none of the steps, after one …
    std::vector<std::pair<FileTime, FileTime>> shows;
    // Of the channel that tells the steps: shown time and how many steps had passed.
    std::vector<std::pair<FileTime, std::size_t>> told;
    ActWitnesses witnesses;  // the same of people's acts; place: how many steps had passed
    Unlocks unlocks;         // at flowing times
    // The same of connections, by ActivityID, as the acts of their users show it.
    Connections connections;
    Connections placed;  // and as the channels show it that were looked at before
    // Flowing ticks of an event → as shown, where the moments of the steps tell otherwise.
    FlatMap<std::int64_t, std::optional<FileTime>> shown_of;
  };
  struct Told {  // how many steps had passed at a record
    std::ptrdiff_t by_connection, beside;
  };
  static void BoundSteps(BootClock& clock);
  static void TellPassed(std::span<const Event> events, const BootTable& boots, Index boot,
                         BootClock& clock);
  static void TellConnections(std::span<const Event> events, const BootTable& boots,
                              std::map<Index, BootClock>& clocks);
  static int WeightOfStaying(FileTime before, FileTime shown);
  // How many steps had passed at each record of one channel in one boot.
  static std::vector<std::ptrdiff_t> PassedAt(std::span<const Event> run, const BootClock& clock);
  static std::vector<std::ptrdiff_t> ToldPassed(std::span<const Event> run, std::size_t first,
                                                const BootClock& clock);
  static bool CanShow(const BootClock& clock, FileTime shown, std::ptrdiff_t passed);
  static std::ptrdiff_t PassedByAct(std::span<const Event> run, std::size_t i,
                                    const BootClock& clock);
  static std::ptrdiff_t PassedByConnection(const Event& e, const Connections& connections);
  static void NotePlaces(std::span<const Event> run, std::span<const std::ptrdiff_t> passed,
                         BootClock& clock);
  static FileTime EarliestReturn(std::span<const Event> run, std::size_t left,
                                 std::ptrdiff_t passed, const BootClock& clock);
  static bool IsLeftTooEarly(std::span<const Event> run, std::size_t i, std::ptrdiff_t passed,
                             const BootClock& clock);
  static FileTime Flowing(const BootClock& clock, FileTime shown, std::ptrdiff_t passed);
  static std::ptrdiff_t PassedBeside(FileTime shown, const BootClock& clock);
  static Told ToldByOthers(const Event& e, const BootClock& clock);
  static std::size_t PassedBy(const BootClock& clock, FileTime flowing);
  void NoteShown(std::span<const Event> events, const BootTable& boots);

  std::vector<ClockStep> steps_;
  std::map<Index, BootClock> of_boot_;
  BulkList<std::pair<Index, FileTime>> straightened_;  // event → as shown
};

}  // namespace logonloom
