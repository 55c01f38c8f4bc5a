// Records of one act in two logs: the System and task logs tell of services and tasks without a
// logon id that the Security log names.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "activity/scene.h"

namespace logonloom {

class TwinRecords {
 public:
  explicit TwinRecords(const MachineScene& scene);
  // The session that another record of the same act names, the nearest within moments; kNone.
  Index SessionBeside(Index event) const;

 private:
  const MachineScene& scene_;
  std::unordered_map<std::string, std::vector<Index>> named_;  // act and object → records
};

}  // namespace logonloom
