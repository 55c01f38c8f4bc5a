// In which boot each record lies, where the channel's own signs leave that open.
#pragma once

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "correlate/act_witnesses.h"
#include "correlate/event_order.h"

namespace logonloom {

struct KnownBoot {
  std::optional<FileTime> start;
  FileTime latest_start;
  std::optional<FileTime> key;
};

// All of one channel, in the order of the machine's events.
struct BootRun {
  struct Cut {  // from `position` on the events belong to `boot` or a later one
    std::size_t position;
    std::size_t boot;
  };
  std::size_t begin, end;
  std::vector<Cut> cuts;                // by the channel's own signs
  std::vector<std::size_t> boot_before;  // events that belong to the boot ahead of where they stand
};

// A channel's records stand in the order of true time, so their boots only rise. Of all rising
// sequences that its own signs allow the one with the fewest contradictions is taken: to boot keys,
// to what other channels tell of a connection or of a user at that moment, to the times between
// which Security and System show each boot alive, to starts and shutdowns.
class BootPlacement {
 public:
  // `keys`: the boot key of each event. All are kept by reference, and must outlive it.
  BootPlacement(const MachineEvents& machine, const std::vector<std::optional<FileTime>>& keys,
                const std::vector<KnownBoot>& boots);

  // The boot of each event, -1 for what lies ahead of the first. Runs in any order.
  std::vector<std::ptrdiff_t> Place(std::vector<BootRun> runs);
  // Whether two boots show one time, as far as Security and System tell.
  bool overlap() const { return boots_overlap_; }

 private:
  struct Life {  // as Security and System show it
    std::vector<std::pair<FileTime, FileTime>> spans;  // of each channel, between steps of the clock
    std::optional<FileTime> stop;
    bool Covers(FileTime time) const;
  };
  struct Step {  // what a record tells of its boot
    std::size_t event;
    FileTime earliest_behind;  // of this record and those behind it
    std::optional<FileTime> key;
    std::ptrdiff_t of_key, of_connection, of_act;  // which boot each tells, kNowhere if none
  };

  int Rank(const BootRun& run) const;
  void PlaceRun(const BootRun& run);
  void PlaceSegment(const BootRun& run, std::size_t begin, std::size_t end, std::ptrdiff_t lower,
                    std::ptrdiff_t upper);
  int ContradictionsOfStaying(const BootRun& run, std::size_t i) const;
  Step StepAt(const BootRun& run, std::size_t i, std::ptrdiff_t lower, std::ptrdiff_t upper) const;
  std::ptrdiff_t BootOfAct(const BootRun& run, std::size_t i, std::ptrdiff_t lower,
                           std::ptrdiff_t upper) const;
  bool MayBegin(const Step& step, std::ptrdiff_t boot) const;
  int Contradictions(const Step& step, std::ptrdiff_t boot) const;
  bool Started(std::ptrdiff_t boot, FileTime time) const;
  bool StoppedAhead(std::ptrdiff_t boot, const Step& step) const;
  const Life& LifeOf(std::ptrdiff_t boot) const {
    return lives_[static_cast<std::size_t>(boot + 1)];
  }
  void NoteSpans(const BootRun& run);
  void NoteStops(const BootRun& run);
  void NoteConnections(const BootRun& run);
  void FindWitnesses(const std::vector<BootRun>& runs);

  const MachineEvents& machine_;
  const std::vector<std::optional<FileTime>>& keys_;
  const std::vector<KnownBoot>& boots_;
  std::vector<std::ptrdiff_t> places_;
  std::vector<Life> lives_;  // by boot, one for what is ahead of all
  std::unordered_map<Symbol, std::ptrdiff_t> boot_of_connection_;  // by ActivityID
  ActWitnesses witnesses_;
  bool boots_overlap_ = false;
};

}  // namespace logonloom
