// Sessions that came over the network, and attempts that failed, as the machine that they came to
// tells them.
#pragma once

#include <optional>
#include <vector>

#include "activity/scene.h"

namespace logonloom {

struct Arrival {
  Index access_session = kNone;
  Index logon_session = kNone;  // none is known of failed ones, nor of desktops without Security
  bool failed = false;
  Index host = kNone;
  Index boot = kNone;
  FileTime time;
  User user;
  SharedText address;  // canonical; empty if not told
  std::uint32_t port = 0;
  SharedText name;  // of the other machine, as logged
  SessionKind kind = SessionKind::kNetwork;
  bool loopback = false;
};

// In order of access sessions. Machine accounts and anonymous ones are left out: they are what
// machines do by themselves.
BulkList<Arrival> FindArrivals(const Scene& scene);

}  // namespace logonloom
