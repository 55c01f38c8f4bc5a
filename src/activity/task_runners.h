// As whom a scheduled task runs: only the records that it starts and ends with say so, the others
// between name the same instance by their ActivityID.
#pragma once

#include <map>
#include <utility>

#include "activity/scene.h"

namespace logonloom {

class TaskRunners {
 public:
  explicit TaskRunners(const MachineScene& scene);
  // Of a record of a task that ran; empty if nothing tells.
  Account RunnerOf(Index event) const;

 private:
  const MachineScene& scene_;
  std::map<std::pair<Index, Symbol>, Account> of_instance_;  // boot and ActivityID
};

}  // namespace logonloom
