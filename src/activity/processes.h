// The processes of a machine, put together from Security and Sysmon.
#pragma once

#include <string_view>
#include <vector>

#include "activity/record_gaps.h"
#include "activity/scene.h"
#include "logonloom/activity.h"

namespace logonloom {

class ProcessTable {
 public:
  // `scene` must outlive the table.
  explicit ProcessTable(const MachineScene& scene) : scene_(&scene), gaps_(scene) {}

  BulkList<Process> processes;

  // The process whose start or end the event is, kNone.
  Index ProcessOf(Index event) const {
    return process_of_[static_cast<std::size_t>(event - first_event_)];
  }
  const Process& at(Index i) const { return processes[static_cast<std::size_t>(i)]; }
  Index size() const { return static_cast<Index>(processes.size()); }
  // The process of that number that ran at `time` of a boot; `image`, if not empty, must be its
  // program as far as that is known (folders are not compared). kNone, also where the number may
  // have become another process's in records that are missing.
  Index Find(Index boot, std::uint64_t process_id, FileTime time,
             std::string_view image = {}) const;
  Index FindByGuid(Index host, Symbol guid) const;
  // Whether the session that the process ran in is only that of who started it: 4688 of Windows 7
  // to Server 2012 R2 does not tell more.
  bool IsOwnerAssumed(Index i) const { return owner_assumed_[static_cast<std::size_t>(i)]; }
  // The session that the process is known to have run in, or kNone for nobody's.
  void SetOwner(Index i, Index session) {
    processes[static_cast<std::size_t>(i)].logon_session = session;
    owner_assumed_[static_cast<std::size_t>(i)] = false;
  }
  const RecordGaps& gaps() const { return gaps_; }

 private:
  friend class ProcessBuilder;
  // Who has a number from a moment on: its start, or as far back as the number may be its.
  struct Holder {
    FileTime since;
    Index process;
  };
  bool MayHold(Index p, FileTime time, std::string_view image) const;

  const MachineScene* scene_;
  RecordGaps gaps_;
  Index first_event_ = 0;           // of the machine
  std::vector<Index> process_of_;   // by event, from the first one on
  std::vector<bool> owner_assumed_;  // by process
  NumberMap<std::vector<Holder>> by_id_;  // boot, process id → in order
  NumberMap<Index> by_guid_;             // machine, identity of the GUID's symbol
};

// Rules: docs/correlation.md, «Activity».
ProcessTable TraceProcesses(const MachineScene& scene);

// The next ancestor, itself included, that ran in a session that is not a permanent one; kNone.
Index NonSystemAncestor(const Scene& scene, const BulkList<Process>& processes, Index process);

// The file of a path, «cmd.exe».
std::string_view FileOf(std::string_view path);

}  // namespace logonloom
