// Boot epochs: in which boot of its machine each event happened.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "correlate/event_index.h"
#include "correlate/event_order.h"
#include "correlate/seen_records.h"
#include "logonloom/sessions.h"

namespace logonloom {

struct BootTable {
  std::vector<Boot> boots;     // by (host, number); number 0: its start is not in the logs
  BulkList<Index> boot_of;  // parallel to the events
  std::set<std::size_t> told_starts;  // events at which signs of their own channel begin a boot
  bool overlap = false;               // clocks were set back, so that two boots show one time
};

// Whether an event says that the machine, or a log with it, is being shut down.
bool IsStop(EventKind kind);

// How the clock was set: Security 4616, Kernel-General 1.
inline bool TellsClockStep(EventKind kind) {
  return kind == EventKind::kClockChanged || kind == EventKind::kKernelClockChanged;
}

// What the clock showed ahead of a record that tells how it was set; nullopt of any other record.
std::optional<FileTime> ShownAhead(const Event& e);

// Rules: docs/correlation.md, «Boots».
BootTable FindBoots(const MachineEvents& machine, const EventIndex& index,
                    const SeenRecords& seen);

}  // namespace logonloom
