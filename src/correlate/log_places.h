// Where the events of each log stand in canonical order: machines told apart, id spaces numbered.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "correlate/file_relations.h"
#include "correlate/logs.h"
#include "logonloom/sessions.h"

namespace logonloom {

// Logs of one place hold one series of record ids.
struct LogPlace {
  int name_group = 0;         // of computer names that mean one machine
  int machine = 0;            // among those that bear the name
  std::uint32_t channel = 0;  // rank among the channels: Security tells the most and goes first
  std::uint32_t space = 0;    // of record ids, in the channel
  friend auto operator<=>(const LogPlace&, const LogPlace&) = default;
};

using MachineNumber = std::pair<int, int>;  // name group, machine in it
inline MachineNumber MachineOf(const LogPlace& place) { return {place.name_group, place.machine}; }

// Of a log that lies in several places, what lies at one.
struct LogPart {
  LogPlace place;
  std::uint64_t last_id = 0;  // the first one's ids begin with the log's, the others' behind this
  std::uint32_t log = 0;      // that holds its events
};

struct LogPlaces {
  std::vector<LogPlace> of;                       // log → its place
  std::map<int, std::set<FilePair>> renumbered;  // name group → copies of which one was renumbered
  // Of logs that begin with the records of another machine's, the parts by rising ids.
  std::vector<std::vector<LogPart>> parts;
};

// Logs that lie in several places are divided.
LogPlaces PlaceLogs(std::span<const Event> events, Logs& logs,
                    const std::vector<ChannelExtent>& extents);

}  // namespace logonloom
