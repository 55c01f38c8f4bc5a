// Local sessions: one use of a terminal-services session id in one boot, the desktop that survives
// disconnects and locks.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "correlate/logon_sessions.h"

namespace logonloom {

struct TracedLocal {
  LocalSession session;
  Index begin_event = kNone;  // the first 21, 7001 or 66, kNone if its begin is not logged
  Index first_event = kNone;
  Index end_event = kNone;  // the first 23 or 7002
  FileTime last_time;       // of the records that name it
  Index last_event = kNone;
  std::map<Symbol, Index> last_of_log;  // the last record of each log that tells logoffs
  Symbol lsm_user;                 // the user's name as LocalSessionManager writes it
  std::vector<Index> connects;     // 21 and 25
  std::vector<Index> disconnects;  // 24, 39, 40
  std::vector<Index> closing;      // 23, 7002 and the disconnect that belongs to them
  std::vector<Index> other_signs;  // 22, 7001, 4800–4803
  bool guessed = false;  // whose it is, by a program that may have been started for somebody else
};

// A start of the program that is a desktop's shell, or starts it.
bool IsShell(const Event& process);

struct LocalTable {
  std::vector<TracedLocal> locals;
  TracedLocal& at(Index i) { return locals[static_cast<std::size_t>(i)]; }
  const TracedLocal& at(Index i) const { return locals[static_cast<std::size_t>(i)]; }
  Index size() const { return static_cast<Index>(locals.size()); }
};

// Uses of session ids, their ends, and the logon session of each desktop (its filtered half).
LocalTable TraceLocals(const History& history, const LogonTable& logons);

}  // namespace logonloom
