// Desktops switched into by somebody else's connection, without their user's password.
#pragma once

#include "correlate/access_table.h"
#include "correlate/history.h"
#include "correlate/logon_sessions.h"
#include "correlate/visit_origins.h"

namespace logonloom {

// A visit that begins without a connection or authentication of its own is taken over where SYSTEM
// ran tscon just ahead of it, or where another user's visit on that very connection ended.
void FindTakeovers(const History& history, const LogonTable& logons, const VisitOrigins& origins,
                   AccessTable& access);

}  // namespace logonloom
