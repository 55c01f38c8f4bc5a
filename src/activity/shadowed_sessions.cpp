#include "activity/shadowed_sessions.h"

#include "activity/accounts.h"

namespace logonloom {
namespace {

bool WasOpen(const AccessSession& s, FileTime time) {
  const auto end = s.end.time ? s.end.time : s.end.upper;
  return s.start_time && *s.start_time <= time && (!end || time <= *end);
}

}  // namespace

ShadowedSessions::ShadowedSessions(const MachineScene& scene) : scene_(scene) {
  for (Index a = scene.accesses().begin; a < scene.accesses().end; ++a) {
    const AccessSession& s = scene.access(a);
    if (s.ts_session_id) of_desktop_[{s.boot, *s.ts_session_id}].push_back(a);
  }
}

Index ShadowedSessions::SessionOf(Index event) const {
  const Event& e = scene_.event(event);
  if (!e.ts_session_id || e.target.name.empty()) return kNone;
  const auto visits = of_desktop_.find({scene_.place(event).boot, *e.ts_session_id});
  if (visits == of_desktop_.end()) return kNone;
  Index found = kNone;
  for (const Index a : visits->second) {
    const AccessSession& s = scene_.access(a);
    if (!WasOpen(s, e.time) || !SameAccountAnywhere(s.user, UserOf(e.target))) continue;
    if (found != kNone) return kNone;
    found = a;
  }
  return found;
}

}  // namespace logonloom
