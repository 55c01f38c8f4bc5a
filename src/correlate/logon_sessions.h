// Logon sessions: one LUID in one boot, with its user, linked twin, parent and end.
#pragma once

#include <optional>
#include <vector>

#include "correlate/history.h"
#include "logonloom/sessions.h"
#include "model/number_in.h"

namespace logonloom {

// A logon session with the records that correlation goes on to ask for.
struct TracedLogon {
  LogonSession session;
  Index logon_event = kNone;    // its 4624
  Index group_event = kNone;    // 4627, 4626, LSA 300 or 301: as good a start where 4624 is lost
  Index sysmon_event = kNone;   // whose LogonGuid gives the start
  Index logoff_event = kNone;   // its 4634
  Index goodbye_event = kNone;  // its 4647
  Index privileges_event = kNone;  // its first 4672
  Index first_event = kNone;    // that names it, in canonical order
  Index last_event = kNone;
  Index last_security_event = kNone;
  bool in_use = false;  // a process was started or a share was used in it
  FileTime last_time;                        // of the records that name it
  std::optional<std::uint32_t> logoff_type;  // as its 4634 says
  bool elevated_sign = false;                // 4672, full token of a pair, 1102
  bool high_integrity = false;               // of a process
  bool limited_token = false;                // of a process: the filtered half's
  bool medium_integrity = false;             // of a process
  bool opens_desktop = false;                // named by 4647, 4778, 4779, 4800–4803
  bool network_sign = false;                 // 5140/5145 with an address, 4634 of type 3
  bool denied_desktop = false;               // named by 4825: it had only authenticated
  bool winrm_sign = false;                   // runs the host process of remote shells

  // Programs for the user interface (uiAccess) run with high integrity in the filtered half too.
  bool IsElevatedHalf() const {
    return elevated_sign || (high_integrity && !limited_token && !medium_integrity);
  }
};

class LogonTable {
 public:
  BulkList<TracedLogon> logons;
  BulkList<Index> owner_of;  // event → logon session that did it, kNone if it names none
  BulkList<SessionEvidence> evidence;

  TracedLogon& at(Index i) { return logons[static_cast<std::size_t>(i)]; }
  const TracedLogon& at(Index i) const { return logons[static_cast<std::size_t>(i)]; }
  Index size() const { return static_cast<Index>(logons.size()); }
  // The session of that LUID that was open at `event` of that boot; kNone if none is known.
  Index Find(Index boot, Luid id, Index event) const;

 private:
  friend class LogonBuilder;
  // LUIDs can come again in what looks like one boot: sessions in the order in which they were made.
  struct SameId {
    Index first = kNone, last = kNone;
  };
  NumberMap<SameId> by_id_;  // by boot
  BulkList<Index> next_;  // session → the next one of its LUID
};

// Sessions from every event that names a LUID, without pairs, ends and purposes.
LogonTable TraceLogons(const History& history);

}  // namespace logonloom
