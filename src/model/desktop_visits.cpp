#include "model/desktop_visits.h"

namespace logonloom {
namespace {

// Records of a visit ahead of its first sign, behind its end, and while its user is logged off.
constexpr Ticks kVisitLead = Seconds(2);
constexpr Ticks kVisitSlack = Seconds(3);
constexpr Ticks kLogoffTail = Seconds(60);

std::size_t At(Index i, IndexRange range) { return static_cast<std::size_t>(i - range.begin); }

}  // namespace

DesktopVisits::DesktopVisits(std::span<const AccessSession> all, IndexRange visits,
                             IndexRange logons, IndexRange locals)
    : all_(all),
      visits_(visits),
      logons_(logons),
      locals_(locals),
      first_of_logon_(static_cast<std::size_t>(logons.size()), kNone),
      first_of_local_(static_cast<std::size_t>(locals.size()), kNone),
      next_(static_cast<std::size_t>(visits.size()), kNone) {
  for (Index v = visits.end; v-- > visits.begin;) {
    const AccessSession& visit = all[static_cast<std::size_t>(v)];
    if (visit.logon_session == kNone && visit.local_session == kNone) continue;
    Index& first = visit.logon_session != kNone ? first_of_logon_[At(visit.logon_session, logons)]
                                                : first_of_local_[At(visit.local_session, locals)];
    next_[At(v, visits)] = first;
    first = v;
  }
}

Index DesktopVisits::OpenAt(Index visit, FileTime time) const {
  if (visit == kNone) return kNone;
  const Index desktop = all_[static_cast<std::size_t>(visit)].logon_session;
  return OpenFrom(desktop == kNone ? visit : first_of_logon_[At(desktop, logons_)], time);
}

Index DesktopVisits::OpenAtLocal(Index local, FileTime time) const {
  return OpenFrom(first_of_local_[At(local, locals_)], time);
}

// The last that had begun; ahead of all of them, the one that was attempted.
Index DesktopVisits::OpenFrom(Index first, FileTime time) const {
  Index open = kNone;
  for (Index v = first; v != kNone; v = next_[At(v, visits_)]) {
    const AccessSession& visit = all_[static_cast<std::size_t>(v)];
    if (visit.attempt_time && *visit.attempt_time > time + kVisitLead) continue;
    const auto end = visit.end.time ? visit.end.time : visit.end.upper;
    const Ticks tail = visit.end.reason == EndReason::kLogoff ? kLogoffTail : kVisitSlack;
    if (end && time > *end + tail) continue;
    const auto begin = visit.start_time ? visit.start_time : visit.attempt_time;
    if (open == kNone || !begin || *begin <= time) open = v;
  }
  return open;
}

}  // namespace logonloom
