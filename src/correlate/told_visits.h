// Whether some log tells who connects to the desktops of a machine, and who leaves them.
#pragma once

#include <set>

#include "correlate/history.h"
#include "correlate/time_index.h"

namespace logonloom {

class ToldVisits {
 public:
  // Kept by reference.
  explicit ToldVisits(const History& history);

  // Whether a record of a connect of that user lies at the moment, or shortly behind it.
  bool TellConnect(Index boot, const User& user, FileTime time) const;
  // Whether a log that tells of connects and disconnects misses no record at that moment.
  bool Cover(Index boot, FileTime time) const;

 private:
  bool Covers(const History::Run& run, FileTime time) const;

  const History& history_;
  TimeIndex connects_;           // 21, 25, 66, 4778
  std::set<Index> told_in_;      // boots in which Security tells of connects or disconnects
};

}  // namespace logonloom
