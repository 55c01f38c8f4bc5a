// Puts events into canonical order: machines told apart, id spaces, record ids, no duplicates.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "correlate/masked_people.h"
#include "logonloom/sessions.h"

namespace logonloom {

// Rules see one machine at a time: until machines are put together, it is the first one.
inline constexpr Index kThisMachine = 0;

// All of one machine. Indices of events count from its first one.
struct MachineEvents {
  Host host;
  std::vector<std::string> names;       // lower case, all that it had, long and short
  std::span<Event> events;              // by (channel, id space, record id), Security first
  BulkList<std::uint32_t> space_of;     // id space of the channel, parallel to events
  std::vector<ChannelExtent> extents;   // that tell of it
  BulkList<std::pair<Index, RecordRef>> duplicates;
  std::vector<std::pair<Index, std::uint64_t>> renumbered;  // kept event, the other id
  MaskedPeople masked;                  // that any machine tells of
};

struct OrderedEvents {
  EventTable events;                    // those of all machines, one behind the other
  std::vector<MachineEvents> machines;  // by name
  std::vector<Diagnostic> diagnostics;
};

// Rules: docs/correlation.md, «Machines and order».
OrderedEvents OrderEvents(EventTable events, const std::vector<ChannelExtent>& extents);

}  // namespace logonloom
