// The visits to each desktop of a machine, and which of them was open at a moment.
#pragma once

#include <span>
#include <vector>

#include "logonloom/sessions.h"
#include "model/index_range.h"

namespace logonloom {

class DesktopVisits {
 public:
  // `all` must outlive it. The ranges are those of the machine in it, in the list of logon sessions
  // and in that of local sessions.
  DesktopVisits(std::span<const AccessSession> all, IndexRange visits, IndexRange logons,
                IndexRange locals);

  // For a logon session that serves `visit`: the visit that was open at `time`, of all to that
  // desktop; kNone, also for kNone.
  Index OpenAt(Index visit, FileTime time) const;
  // The same of a desktop that no logon session stands for.
  Index OpenAtLocal(Index local, FileTime time) const;

 private:
  Index OpenFrom(Index first, FileTime time) const;

  std::span<const AccessSession> all_;
  IndexRange visits_, logons_, locals_;
  std::vector<Index> first_of_logon_;  // logon session → visit
  std::vector<Index> first_of_local_;  // local session without logon session → visit
  std::vector<Index> next_;            // visit → the next one of its desktop
};

}  // namespace logonloom
