#include "correlate/shown_times.h"

namespace logonloom {
namespace {

void Show(const Clock& clock, Index boot, std::optional<FileTime>& time) {
  if (time) *time = clock.Shown(boot, *time);
}

void Show(const Clock& clock, Index boot, SessionEnd& end) {
  Show(clock, boot, end.time);
  Show(clock, boot, end.lower);
  Show(clock, boot, end.upper);
}

}  // namespace

void ShowTimes(const Clock& clock, LogonTable& logons) {
  for (TracedLogon& logon : logons.logons) {
    LogonSession& s = logon.session;
    if (!clock.WasSet(s.boot)) continue;
    Show(clock, s.boot, s.start_time);
    Show(clock, s.boot, s.end);
  }
}

void ShowTimes(const Clock& clock, LocalTable& locals) {
  for (TracedLocal& local : locals.locals) {
    LocalSession& s = local.session;
    if (!clock.WasSet(s.boot)) continue;
    Show(clock, s.boot, s.start_time);
    Show(clock, s.boot, s.end);
  }
}

void ShowTimes(const Clock& clock, AccessTable& access) {
  for (AccessSession& s : access.sessions) {
    if (s.start_time && s.end.time && *s.end.time >= *s.start_time &&
        clock.Measures(s.boot, *s.start_time, *s.end.time))
      s.duration = *s.end.time - *s.start_time;
    if (!clock.WasSet(s.boot)) continue;
    Show(clock, s.boot, s.attempt_time);
    Show(clock, s.boot, s.start_time);
    Show(clock, s.boot, s.end);
  }
}

void ShowTimes(const Clock& clock, std::vector<AttemptGroup>& groups) {
  for (AttemptGroup& group : groups) {
    group.first_time = clock.Shown(group.boot, group.first_time);
    group.last_time = clock.Shown(group.boot, group.last_time);
  }
}

}  // namespace logonloom
