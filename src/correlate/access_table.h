// The access sessions found so far, with their evidence; each rule family adds to it.
#pragma once

#include <string_view>
#include <vector>

#include "correlate/history.h"
#include "correlate/windows.h"
#include "logonloom/sessions.h"

namespace logonloom {

// An end that a record tells.
inline SessionEnd RecordedEnd(FileTime time, EndReason reason, EndBasis basis) {
  SessionEnd end;
  end.time = time;
  end.reason = reason;
  end.basis = basis;
  end.confidence = kRecorded;
  return end;
}

struct AccessTable {
  BulkList<AccessSession> sessions;
  BulkList<SessionEvidence> evidence;

  AccessSession& at(Index i) { return sessions[static_cast<std::size_t>(i)]; }
  const AccessSession& at(Index i) const { return sessions[static_cast<std::size_t>(i)]; }
  Index size() const { return static_cast<Index>(sessions.size()); }

  Index Add(AccessSession session) {
    sessions.push_back(std::move(session));
    return size() - 1;
  }
  void Prove(Index session, Index event, EvidenceRole role, std::string_view rule) {
    evidence.push_back({session, kNone, event, role, rule});
  }
  // The attempt begins with the earliest of its signs.
  void Attempted(Index session, FileTime time) {
    auto& attempt = at(session).attempt_time;
    if (!attempt || time < *attempt) attempt = time;
  }
};

}  // namespace logonloom
