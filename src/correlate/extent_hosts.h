// Which machine an extent of record ids tells of.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "correlate/event_order.h"
#include "correlate/logs.h"

namespace logonloom {

class ExtentHosts {
 public:
  // Logs of which events were kept, by machine.
  void AddLog(const Log& log, Index host);
  // What other files hold of events that were kept. Behind all logs.
  void AddDuplicates(const std::vector<MachineEvents>& machines);
  // The machine's place, kNone if no event shows it.
  Index HostOf(const ChannelExtent& extent) const;

 private:
  // Two machines can bear one name, but not in one file.
  std::map<std::pair<std::int32_t, Symbol>, Index> in_file_;
  std::map<std::string, Index> of_name_;  // lower case; kNone where several bear it
};

}  // namespace logonloom
