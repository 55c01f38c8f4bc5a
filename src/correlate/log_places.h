// Where the events of each log stand in canonical order: machines told apart, id spaces numbered.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <span>
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

struct LogPlaces {
  std::vector<LogPlace> of;                       // log → its place
  std::map<int, std::set<FilePair>> renumbered;  // name group → copies of which one was renumbered
};

LogPlaces PlaceLogs(std::span<const Event> events, const Logs& logs,
                    const std::vector<ChannelExtent>& extents);

}  // namespace logonloom
