// The records that tell of local sessions, and which of them count where others are missing.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "correlate/history.h"
#include "correlate/logon_sessions.h"
#include "model/number_in.h"

namespace logonloom {

class LocalSigns {
 public:
  LocalSigns(const History& history, const LogonTable& logons)
      : history_(history), logons_(logons) {}

  // All of them by time, from which the other answers come. Once.
  EventWalk<std::vector<Index>> Take();
  // Whether persons of several accounts ran programs in the use of that boot and id.
  bool HasSeveralUsers(const NumberIn& key) const;
  // Whether LocalSessionManager's log reaches over that moment.
  bool ToldByLsm(Index i) const;
  // Of a profile that was unloaded while LocalSessionManager misses what it wrote then.
  bool EndIsMissing(Index i) const;
  // Whether a 66 begins a use. It may name a provisional id first, so the last of a connection counts,
  // and only where neither LocalSessionManager nor Security could tell.
  bool Establishes(Index i) const;

 private:
  void NoteUser(Index i);
  bool TellsDesktop(Index i) const;
  Index OwnerByEvent(Index i) const { return logons_.owner_of[static_cast<std::size_t>(i)]; }

  const History& history_;
  const LogonTable& logons_;
  NumberMap<std::set<std::string>> users_;                // of Sysmon's processes
  std::map<std::pair<Index, Symbol>, Index> last_bound_;  // connection → its last 66
};

}  // namespace logonloom
