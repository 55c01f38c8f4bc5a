// What really happened on the simulated machines.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

// One visit: from the attempt to logoff or disconnect. Times are those that the records show.
struct TrueSession {
  int machine = 0;
  int desktop = -1;  // visits of one desktop share it; -1: none
  SessionKind kind = SessionKind::kConsole;
  Outcome outcome = Outcome::kEstablished;
  std::string user;
  std::string ip;
  Luid logon_id = 0, linked_id = 0;
  FileTime attempt;
  std::optional<FileTime> start, end;
  std::optional<FileTime> over;  // also where no record tells it; none: it goes on
  EndReason reason = EndReason::kUnknown;
  std::vector<FileTime> tried_at;  // its connections, those that failed too
  std::vector<FileTime> failed_at;
  int locks = 0;
  bool returned = false;  // by a logon like that of an unlock
  bool locks_told = true;  // by records that name the desktop, or could mean no other one
};

struct TrueLogon {
  int machine = 0;
  int boot = 0;
  Luid id = 0, linked = 0, parent = 0;
  std::string user;
  FileTime start;
  std::optional<FileTime> end;   // of its own 4634 or 4647, or its half's
  std::optional<FileTime> over;  // with its machine
  Purpose purpose = Purpose::kUnknown;
  int desktop = -1;  // whose programs it serves, and with which it ends
};

struct TrueBoot {
  int machine = 0;
  FileTime start;
  std::optional<bool> clean;        // none: still running
  std::optional<FileTime> stopped;
};

// A desktop lives on between visits; its logoff ends no visit if nobody was connected.
struct TrueDesk {
  int machine = 0;
  int number = 0;
  std::string user;
  std::optional<FileTime> logoff;
  std::optional<FileTime> over;  // also with its machine
};

struct Truth {
  std::map<std::string, int> machines;  // by each of its names
  std::map<int, bool> set_back;         // whose clock was set back, so that bounds may cross
  std::vector<TrueDesk> desks;
  std::vector<TrueSession> sessions;
  std::vector<TrueLogon> logons;
  std::vector<TrueBoot> boots;
};

}  // namespace logonloom
