#include "correlate/durations.h"

#include <vector>

namespace logonloom {
namespace {

// The records that give a session's start and end, where such are.
struct Boundaries {
  Index start = kNone, end = kNone;
};

// The first in canonical order: Security before all others.
void Note(Index& known, Index event) {
  if (known == kNone || event < known) known = event;
}

}  // namespace

void MeasureDurations(const History& history, const Clock& clock, AccessTable& access) {
  std::vector<Boundaries> boundaries(static_cast<std::size_t>(access.size()));
  for (const SessionEvidence& e : access.evidence) {
    const AccessSession& s = access.at(e.access_session);
    Boundaries& known = boundaries[static_cast<std::size_t>(e.access_session)];
    const FileTime time = history.event(e.event).time;
    if (s.start_time && time == *s.start_time) Note(known.start, e.event);
    if (s.end.time && time == *s.end.time) Note(known.end, e.event);
  }
  for (Index a = 0; a < access.size(); ++a) {
    AccessSession& s = access.at(a);
    if (!s.start_time || !s.end.time) continue;
    s.duration = *s.end.time - *s.start_time;
    const Boundaries& known = boundaries[static_cast<std::size_t>(a)];
    if (known.start != kNone && known.end != kNone) {
      const auto before = clock.OffsetAt(known.start), after = clock.OffsetAt(known.end);
      if (before && after)
        s.duration->count -= after->count - before->count;
      else
        s.duration.reset();
    }
    if (s.duration && s.duration->count < 0) s.duration.reset();
  }
}

}  // namespace logonloom
