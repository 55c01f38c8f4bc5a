#include "correlate/local_ends.h"

#include <algorithm>

#include "correlate/access_table.h"
#include "correlate/logon_ends.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

// The last record of the logs that would tell of its logoff.
Index LastTold(const History& history, const TracedLocal& local) {
  Index latest = kNone;
  for (const auto& [channel, last] : local.last_of_log)
    if (latest == kNone || history.event(latest).time < history.event(last).time) latest = last;
  return latest;
}

// One whole log is enough to know that nobody logged off.
SeenTo SeenBehindAny(const History& history, const TracedLocal& local) {
  SeenTo seen;
  for (const auto& [channel, last] : local.last_of_log) {
    const SeenTo one = SeenBehind(history, last);
    seen.log_end |= one.log_end;
    seen.boot_end |= one.boot_end;
    if (one.last) seen.last = std::max(seen.last.value_or(*one.last), *one.last);
  }
  return seen;
}

SessionEnd EndOf(const History& history, const TracedLocal& local) {
  if (local.end_event != kNone)
    return RecordedEnd(history.event(local.end_event).time, EndReason::kLogoff,
                       EndBasis::kLocalSession);
  const auto by_fast_startup = EndByFastStartup(history, local.session.boot, local.last_time,
                                                LastTold(history, local));
  return by_fast_startup ? *by_fast_startup
                         : EndOfBoot(history, local.session.boot, local.last_time,
                                     SeenBehindAny(history, local), true);
}

void EndWithOwner(const SessionEnd& owners, TracedLocal& local) {
  SessionEnd& end = local.session.end;
  if (end.confidence == kRecorded) return;
  if (owners.time && local.last_time > *owners.time + kLogonToLocalSession) return;
  const bool tells_more =
      end.reason == EndReason::kUnknown && owners.reason != EndReason::kUnknown;
  if (owners.reason != EndReason::kLogoff && !tells_more) return;
  const auto lower = end.lower;
  end = owners;
  if (!end.time && lower) end.lower = std::max(end.lower.value_or(*lower), *lower);
}

}  // namespace

void EndLocals(const History& history, LocalTable& locals) {
  for (TracedLocal& local : locals.locals)
    if (local.session.end.reason != EndReason::kSuperseded) local.session.end = EndOf(history, local);
}

void EndWithOwners(const LogonTable& logons, LocalTable& locals) {
  for (TracedLocal& local : locals.locals)
    if (local.session.logon_session != kNone)
      EndWithOwner(logons.at(local.session.logon_session).session.end, local);
}

}  // namespace logonloom
