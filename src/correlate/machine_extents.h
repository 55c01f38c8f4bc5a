// Which parts of what the files hold, by their record ids, tell of each machine.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "correlate/event_order.h"
#include "correlate/log_places.h"
#include "correlate/logs.h"

namespace logonloom {

// What the order of the events made of the logs.
struct OrderedLogs {
  const Logs& logs;
  const LogPlaces& places;
  const std::vector<bool>& kept;  // log → whether an event of it is kept
  const std::map<std::uint32_t, std::uint64_t>& renumbered_from;  // log → first id of another's
  const std::map<MachineNumber, Index>& machine_of;  // those of which there are events
};

// Extents of which nothing tells the machine are left out.
void HandOutExtents(const std::vector<ChannelExtent>& extents, const OrderedLogs& logs,
                    std::vector<MachineEvents>& machines);

}  // namespace logonloom
