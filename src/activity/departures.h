// What machines recorded of going elsewhere: credentials used for a server (4648), the clients of
// remote desktop and WinRM.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "activity/controller_records.h"
#include "activity/machines.h"
#include "activity/scene.h"

namespace logonloom {

struct Departure {
  Index event = kNone;
  Index from_host = kNone;
  Index logon_session = kNone;  // that went, kNone if not known
  FileTime time;
  User user;  // whom the credentials belong to; empty if the record does not tell
  SessionKind kind = SessionKind::kNetwork;
  bool any_kind = false;  // 4648 serves every way in
};

class Departures {
 public:
  Departures(const Scene& scene, const Machines& machines, const ControllerRecords& controllers,
             AddressForms& forms);
  // To a machine between two moments, in order of time.
  std::span<const Departure> To(Index host, FileTime from, FileTime until) const;

 private:
  std::map<Index, std::vector<Departure>> to_;
};

}  // namespace logonloom
