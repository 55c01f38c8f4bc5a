// What really happened on the simulated machines.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

// One visit: from the attempt to logoff or disconnect. Times are those that the records show.
struct TrueSession {
  std::string host;
  int desktop = -1;  // visits of one desktop share it; -1: none
  SessionKind kind = SessionKind::kConsole;
  Outcome outcome = Outcome::kEstablished;
  std::string user;
  std::string ip;
  Luid logon_id = 0, linked_id = 0;
  FileTime attempt;
  std::optional<FileTime> start, end;
  EndReason reason = EndReason::kUnknown;
  int failures = 0;
  int locks = 0;
};

struct TrueLogon {
  std::string host;
  int boot = 0;
  Luid id = 0, linked = 0, parent = 0;
  std::string user;
  FileTime start;
  std::optional<FileTime> end;  // of its own 4634 or 4647
  Purpose purpose = Purpose::kUnknown;
};

struct TrueBoot {
  std::string host;
  FileTime start;
  std::optional<bool> clean;  // none: still running
};

// A desktop lives on between visits; its logoff ends no visit if nobody was connected.
struct TrueDesk {
  std::string host;
  int number = 0;
  std::string user;
  FileTime logoff;
};

struct Truth {
  std::vector<TrueDesk> desks;
  std::vector<TrueSession> sessions;
  std::vector<TrueLogon> logons;
  std::vector<TrueBoot> boots;
};

}  // namespace logonloom
