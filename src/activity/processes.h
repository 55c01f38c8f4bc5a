// The processes of a machine, put together from Security and Sysmon.
#pragma once

#include <string_view>
#include <vector>

#include "activity/scene.h"
#include "logonloom/activity.h"

namespace logonloom {

class ProcessTable {
 public:
  BulkList<Process> processes;

  // The process whose start or end the event is, kNone.
  Index ProcessOf(Index event) const {
    return process_of_[static_cast<std::size_t>(event - first_event_)];
  }
  const Process& at(Index i) const { return processes[static_cast<std::size_t>(i)]; }
  Index size() const { return static_cast<Index>(processes.size()); }
  // The process of that number that ran at `time` of a boot; `image`, if not empty, must be its
  // program as far as that is known (folders are not compared). kNone.
  Index Find(Index boot, std::uint64_t process_id, FileTime time,
             std::string_view image = {}) const;
  Index FindByGuid(Index host, Symbol guid) const;

 private:
  friend class ProcessBuilder;
  Index first_event_ = 0;          // of the machine
  std::vector<Index> process_of_;  // by event, from the first one on
  NumberMap<std::vector<Index>> by_id_;  // boot, process id → in order of start
  NumberMap<Index> by_guid_;             // machine, identity of the GUID's symbol
};

// Rules: docs/correlation.md, «Activity».
ProcessTable TraceProcesses(const MachineScene& scene);

// The next ancestor, itself included, that ran in a session that is not a permanent one; kNone.
Index NonSystemAncestor(const Scene& scene, const BulkList<Process>& processes, Index process);

// The file of a path, «cmd.exe».
std::string_view FileOf(std::string_view path);

}  // namespace logonloom
