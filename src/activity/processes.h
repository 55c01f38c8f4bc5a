// The processes of all machines, put together from Security and Sysmon.
#pragma once

#include <string_view>
#include <vector>

#include "activity/scene.h"
#include "logonloom/activity.h"

namespace logonloom {

class ProcessTable {
 public:
  std::vector<Process> processes;
  std::vector<Index> process_of;  // event → the process whose start or end it is, kNone

  const Process& at(Index i) const { return processes[static_cast<std::size_t>(i)]; }
  Index size() const { return static_cast<Index>(processes.size()); }
  // The process of that number that ran at `time` of a boot; `image`, if not empty, must be its
  // program as far as that is known (folders are not compared). kNone.
  Index Find(Index boot, std::uint64_t process_id, FileTime time,
             std::string_view image = {}) const;
  Index FindByGuid(Index host, Symbol guid) const;
  // The next ancestor, itself included, that ran in a session that is not a permanent one; kNone.
  Index NonSystemAncestor(const Scene& scene, Index process) const;

 private:
  friend class ProcessBuilder;
  NumberMap<std::vector<Index>> by_id_;  // boot, process id → in order of start
  NumberMap<Index> by_guid_;             // machine, identity of the GUID's symbol
};

// Rules: docs/correlation.md, «Activity».
ProcessTable TraceProcesses(const Scene& scene);

// The file of a path, «cmd.exe».
std::string_view FileOf(std::string_view path);

}  // namespace logonloom
