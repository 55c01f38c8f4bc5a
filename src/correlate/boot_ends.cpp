#include "correlate/boot_ends.h"

#include <algorithm>
#include <set>
#include <span>
#include <vector>

#include "base/time_span.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

BootEndBasis StopBasis(EventKind kind) {
  if (kind == EventKind::kKernelStopping) return BootEndBasis::kKernelStop;
  return kind == EventKind::kEventLogStopped ? BootEndBasis::kEventLogStop
                                             : BootEndBasis::kSecurityStop;
}

class BootEnds {
 public:
  BootEnds(const MachineEvents& machine, const EventIndex& index, const SeenRecords& seen,
           BootTable& table)
      : events_(machine.events),
        extents_(machine.extents),
        space_of_(machine.space_of),
        index_(index),
        seen_(seen),
        table_(table) {}

  void Run() {
    FindAdjacent();
    ReadStops();
    ReadCrashes();
    ReadBareStarts();
    for (const IndexRange& channel : index_.channels()) EndAtLast(channel);
    SpanRecords();
    for (const IndexRange& channel : index_.channels()) SpanOtherRecords(channel);
  }

 private:
  void SpanRecords() {
    for (std::size_t i = 0; i < events_.size(); ++i) {
      if (events_[i].time == FileTime{}) continue;
      Boot& boot = BootOf(i);
      Widen(boot.first_time, boot.last_time, events_[i].time);
    }
  }

  // Records that are no events lie behind all events where they show later times than those. A log
  // that tells of starts tells of none there: they are of the boot of its last event.
  void SpanOtherRecords(IndexRange channel) {
    const auto last = static_cast<std::size_t>(channel.end) - 1;
    Boot& boot = BootOf(last);
    if (!TellsBoots(events_[last].channel) || &boot != &table_.boots.back()) return;
    std::optional<FileTime> first_other, last_other, first, latest;
    for (const ChannelExtent& e : extents_)
      if (e.channel == events_[last].channel) Widen(first_other, last_other, e.last_time);
    for (auto i = static_cast<std::size_t>(channel.begin); i <= last; ++i)
      Widen(first, latest, events_[i].time);
    if (last_other > latest) Widen(boot.first_time, boot.last_time, last_other);
  }

  static bool TellsBoots(Symbol channel) {
    return channel.view() == kSecurityChannel || channel.view() == kSystemChannel;
  }
  Boot& BootOf(std::size_t event) {
    return table_.boots[static_cast<std::size_t>(table_.boot_of[event])];
  }

  // Last alive: 6008's word, else the last record by its id, as the clock may have been set back.
  void EndAtLast(IndexRange channel) {
    for (auto i = static_cast<std::size_t>(channel.begin);
         i < static_cast<std::size_t>(channel.end); ++i) {
      if (i + 1 < static_cast<std::size_t>(channel.end) &&
          table_.boot_of[i + 1] == table_.boot_of[i])
        continue;
      Boot& boot = table_.boots[static_cast<std::size_t>(table_.boot_of[i])];
      if (boot.clean != false || boot.end_basis == BootEndBasis::kUnexpectedShutdown) continue;
      boot.end_basis = BootEndBasis::kNextBoot;
      const FileTime time = events_[i].time;
      boot.end_time = std::max(boot.end_time.value_or(time), time);
    }
  }

  // A clean end: the last of the records that say so.
  void ReadStops() {
    for (const Index stop : index_.Where(IsStop)) {
      const auto i = static_cast<std::size_t>(stop);
      const Event& e = events_[i];
      bool goes_on = false;  // 1100 is also written when only the event log service restarts
      for (std::size_t k = i + 1; k < events_.size() && e.kind == EventKind::kEventLogStopping;
           ++k) {
        if (events_[k].channel != e.channel || table_.boot_of[k] != table_.boot_of[i]) break;
        goes_on |= events_[k].time > e.time + kLogStopTail;
      }
      if (goes_on) continue;
      Boot& boot = table_.boots[static_cast<std::size_t>(table_.boot_of[i])];
      boot.clean = true;
      if (e.kind != EventKind::kEventLogStopping)
        stopped_.insert(static_cast<std::size_t>(table_.boot_of[i]));
      if (boot.end_time && *boot.end_time >= e.time) continue;
      boot.end_time = e.time;
      boot.end_basis = StopBasis(e.kind);
    }
  }

  static bool MayTellCrash(EventKind kind) {
    return kind == EventKind::kUnexpectedShutdown || kind == EventKind::kUncleanReboot ||
           kind == EventKind::kAuditsLost || kind == EventKind::kLastShutdownTold;
  }
  static bool TellsCrash(const Event& e) {
    return e.kind != EventKind::kLastShutdownTold || e.last_shutdown_good == false;
  }

  // Audits are lost under load too, and a fast startup tells of its own shutdown: of the boot
  // before only the first records of a boot tell.
  bool OpensBoot(std::size_t i) const {
    const std::uint64_t id = events_[i].record_id;
    for (std::size_t k = i; k-- > 0;) {
      if (events_[k].channel != events_[i].channel || table_.boot_of[k] < table_.boot_of[i]) break;
      if (events_[k].record_id + kKernelStartAfter < id) return false;
    }
    return true;
  }

  // The next boot's word that the last one did not end well.
  void ReadCrashes() {
    for (const Index told : index_.Where(MayTellCrash)) {
      const auto i = static_cast<std::size_t>(told);
      const Event& e = events_[i];
      const auto place = static_cast<std::size_t>(table_.boot_of[i]);
      if (!TellsCrash(e) || place == 0 || !OpensBoot(i) || !TellsOfStart(i)) continue;
      Boot& before = table_.boots[place - 1];
      if (stopped_.contains(place - 1)) continue;
      // The time of 6008 tells which stop that was; other words may be of a boot in between.
      const bool timed = e.kind == EventKind::kUnexpectedShutdown && e.new_time;
      if (!timed && table_.boots[place].adjacent != true) continue;
      if (before.clean.value_or(true)) before.end_time.reset();
      before.clean = false;
      if (timed) {
        before.end_time = e.new_time;
        before.end_basis = BootEndBasis::kUnexpectedShutdown;
      }
    }
  }

  // A machine tells soon after its start how the last one ended. What comes later, with records
  // missing ahead of it, may be of a boot whose start is among those.
  bool TellsOfStart(std::size_t i) const {
    const Event& e = events_[i];
    const Boot& boot = table_.boots[static_cast<std::size_t>(table_.boot_of[i])];
    if (boot.start_time && e.time <= *boot.start_time + kBootStartSpread) return true;
    return IsWholeFromStart(i);
  }

  // Where Security or System misses nothing between two boots, no other one was there.
  void FindAdjacent() {
    for (std::size_t b = 1; b < table_.boots.size(); ++b) table_.boots[b].adjacent = false;
    for (const std::size_t i : table_.told_starts) {
      if (i == 0 || table_.boot_of[i - 1] + 1 != table_.boot_of[i]) continue;
      const Event &start = events_[i], &last = events_[i - 1];
      if (last.channel != start.channel || !TellsBoots(start.channel)) continue;
      if (space_of_[i] == space_of_[i - 1] &&
          seen_.Contiguous(start.channel, last.record_id, start.record_id))
        BootOf(i).adjacent = true;
    }
  }

  // Whether the event's channel tells where the event's boot began, and misses nothing since.
  bool IsWholeFromStart(std::size_t i) const {
    std::size_t first = i;
    while (first > 0 && table_.boot_of[first - 1] == table_.boot_of[i] &&
           events_[first - 1].channel == events_[i].channel)
      --first;
    return table_.told_starts.contains(first) &&
           seen_.Contiguous(events_[i].channel, events_[first].record_id, events_[i].record_id);
  }

  // No stop record although no record is missing ahead of the next start: not shut down. A log that
  // began again does not show what the one before it went on to tell.
  void ReadBareStarts() {
    for (const std::size_t i : table_.told_starts) {
      if (i == 0) continue;
      const Event &e = events_[i], &last = events_[i - 1];
      const Index boot = table_.boot_of[i], before = table_.boot_of[i - 1];
      if (boot != before + 1 || last.channel != e.channel) continue;
      if (space_of_[i] != space_of_[i - 1]) continue;
      if (!TellsBoots(e.channel)) continue;
      Boot& ended = table_.boots[static_cast<std::size_t>(before)];
      const std::uint64_t since = last.record_id - std::min(last.record_id - 1, kRecordsBehindStop);
      if (ended.clean || !seen_.Contiguous(e.channel, since, e.record_id)) continue;
      ended.clean = false;
    }
  }

  std::span<const Event> events_;
  const std::vector<ChannelExtent>& extents_;
  const BulkList<std::uint32_t>& space_of_;
  const EventIndex& index_;
  const SeenRecords& seen_;
  BootTable& table_;
  std::set<std::size_t> stopped_;  // boots with a stop that only the machine's own can be
};

}  // namespace

bool IsStop(EventKind kind) {
  return kind == EventKind::kKernelStopping || kind == EventKind::kEventLogStopped ||
         kind == EventKind::kEventLogStopping || kind == EventKind::kSecurityStopping;
}

void FindBootEnds(const MachineEvents& machine, const EventIndex& index, const SeenRecords& seen,
                  BootTable& table) {
  BootEnds(machine, index, seen, table).Run();
}

}  // namespace logonloom
