// What the system writes when somebody's credentials are entered at the logon screen: its own 4648,
// and the check of the password (4776, 4768) where this machine does it.
#pragma once

#include "correlate/access_table.h"
#include "correlate/history.h"
#include "correlate/time_index.h"

namespace logonloom {

class LogonRequests {
 public:
  explicit LogonRequests(const History& history);  // kept by reference

  // What stands just ahead of the 4624 that was asked for is the first sign of the attempt; the
  // 4648 names the client where nothing else does.
  void Prove(Index visit, Index logon_event, AccessTable& access) const;

 private:
  void ProveCheck(Index visit, Index logon_event, AccessTable& access) const;

  const History& history_;
  TimeIndex requests_;  // → 4648
  TimeIndex checks_;    // → 4776, 4768
};

}  // namespace logonloom
