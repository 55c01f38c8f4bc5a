// Puts events into canonical order: machines told apart, id spaces, record ids, no duplicates.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

struct OrderedEvents {
  std::vector<Event> events;            // by (host, channel, id space, record id), Security first
  std::vector<Index> host_of;           // parallel to events
  std::vector<std::uint32_t> space_of;  // id space of the channel, parallel to events
  std::vector<Host> hosts;              // by name
  std::vector<std::vector<std::string>> names_of_host;  // lower case, all names of each host
  std::vector<std::pair<Index, RecordRef>> duplicates;
  std::vector<std::pair<Index, std::uint64_t>> renumbered;  // kept event, the other id
  std::vector<Diagnostic> diagnostics;
};

// Rules: docs/correlation.md, «Machines and order».
OrderedEvents OrderEvents(std::vector<Event> events, const std::vector<ChannelExtent>& extents);

}  // namespace logonloom
