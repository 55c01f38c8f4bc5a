#include "correlate/told_visits.h"

#include <algorithm>

#include "correlate/windows.h"

namespace logonloom {

ToldVisits::ToldVisits(const History& history) : history_(history) {
  for (const EventKind kind : {EventKind::kTsLogon, EventKind::kTsReconnected,
                               EventKind::kRdpSessionBound, EventKind::kSessionReconnected})
    for (const Index i : history.OfKind(kind))
      connects_.Add(history.boot_of(i), history.event(i).time, i);
  connects_.Sort();
  for (const EventKind kind : {EventKind::kSessionReconnected, EventKind::kSessionDisconnected})
    for (const Index i : history.OfKind(kind)) told_in_.insert(history.boot_of(i));
}

// 66 names nobody.
bool ToldVisits::TellConnect(Index boot, const User& user, FileTime time) const {
  const auto near = connects_.Between(boot, time - kSameAct, time + kLogonToLocalSession);
  return std::any_of(near.begin(), near.end(), [&](const TimeIndex::Entry& entry) {
    const User who = ToUser(history_.event(entry.value).target);
    return !AreComparable(who, user) || history_.SameUserHere(who, user);
  });
}

bool ToldVisits::Cover(Index boot, FileTime time) const {
  const History::Run* of_desktops = history_.RunOf(boot, kLocalSessionManagerChannel);
  if (of_desktops != nullptr && Covers(*of_desktops, time)) return true;
  const History::Run* security = history_.RunOf(boot, kSecurityChannel);
  return security != nullptr && told_in_.contains(boot) && Covers(*security, time);
}

bool ToldVisits::Covers(const History::Run& run, FileTime time) const {
  const Index end = run.last + 1;
  const Index ahead = history_.FirstBehind(run.first, end, time) - 1;
  const Index behind = history_.FirstBehind(run.first, end, time + kLogonToLocalSession);
  if (ahead < run.first || behind == end) return false;
  const Event &first = history_.event(ahead), &last = history_.event(behind);
  return history_.seen.Contiguous(first.channel, first.record_id, last.record_id);
}

}  // namespace logonloom
