// Who ran a script that the classic PowerShell log tells of. Its records carry no process number,
// but the command line of the program that hosts the engine.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "activity/processes.h"
#include "activity/scene.h"

namespace logonloom {

// The value of «Name=value» in a line of a text; empty if it is not there.
std::string_view LineValue(std::string_view text, std::string_view name);

// The account that a record names as UserId; its parts point into the record's text.
AccountName ScriptAccount(const Event& event);

class ScriptHosts {
 public:
  ScriptHosts(const MachineScene& scene, const ProcessTable& processes);
  // The only process that ran at the time with the engine's command line; kNone.
  Index Find(Index event) const;

 private:
  const MachineScene& scene_;
  const ProcessTable& processes_;
  std::unordered_map<std::string, std::vector<Index>> by_command_line_;  // with the boot
};

}  // namespace logonloom
