#include "correlate/local_signs.h"

#include <algorithm>

#include "base/text.h"
#include "correlate/purposes.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

// Of session 0 too, in which nobody sits.
bool OfPrograms(EventKind kind) {
  return kind == EventKind::kProfileLogon || kind == EventKind::kProfileLogoff ||
         kind == EventKind::kProcessStart;
}

bool MayBeSign(EventKind kind) {
  switch (kind) {
    case EventKind::kTsLogon:
    case EventKind::kTsShellStart:
    case EventKind::kTsLogoff:
    case EventKind::kTsDisconnected:
    case EventKind::kTsReconnected:
    case EventKind::kTsDisconnectedBy:
    case EventKind::kTsDisconnectReason:
    case EventKind::kWinlogonLogon:
    case EventKind::kWinlogonLogoff:
    case EventKind::kLocked:
    case EventKind::kUnlocked:
    case EventKind::kScreensaverOn:
    case EventKind::kScreensaverOff:
    case EventKind::kRdpSessionBound:
      return true;
    default:
      return OfPrograms(kind);
  }
}

}  // namespace

EventWalk<std::vector<Index>> LocalSigns::Take() {
  std::vector<Index> signs;
  for (const Index i : history_.Where(MayBeSign)) {
    const Event& e = history_.event(i);
    if (!e.ts_session_id || (OfPrograms(e.kind) && *e.ts_session_id == 0)) continue;
    if (e.kind == EventKind::kProcessStart) NoteUser(i);
    if (e.kind == EventKind::kProcessStart && !TellsDesktop(i)) continue;
    if (e.kind == EventKind::kRdpSessionBound && !e.activity_id.empty())
      last_bound_[{history_.boot_of(i), e.activity_id}] = i;
    signs.push_back(i);
  }
  return history_.ByTime(signs);
}

void LocalSigns::NoteUser(Index i) {
  const Index owner = OwnerByEvent(i);
  if (owner == kNone || logons_.at(owner).session.account_class != AccountClass::kUser) return;
  if (HasSystemIntegrity(history_.event(i))) return;
  users_[{history_.boot_of(i), *history_.event(i).ts_session_id}].insert(
      ToLower(logons_.at(owner).session.user.name));
}

bool LocalSigns::ToldByLsm(Index i) const {
  return history_.seen.Covers(kLocalSessionManagerChannel, history_.event(i).time);
}

bool LocalSigns::EndIsMissing(Index i) const {
  const Event& e = history_.event(i);
  const History::Run* run = history_.RunOf(history_.boot_of(i), kLocalSessionManagerChannel);
  if (e.kind != EventKind::kProfileLogoff || run == nullptr) return false;
  const Index behind = history_.FirstBehind(run->first, run->last, e.time + kLogoffSpread);
  const Index ahead = history_.FirstBehind(run->first, run->last, e.time - kLogoffSpread);
  const Event& first = history_.event(std::max(run->first, ahead - 1));
  const Event& last = history_.event(behind);
  return !history_.seen.Contiguous(first.channel, first.record_id, last.record_id);
}

// A process of a person in a desktop, where no log of desktops covers the moment. Another user's
// process in it, by runas and the like, is none of whoever sits there.
bool LocalSigns::TellsDesktop(Index i) const {
  const Index owner = OwnerByEvent(i);
  if (owner == kNone || ToldByLsm(i) || HasSystemIntegrity(history_.event(i))) return false;
  const LogonSession& session = logons_.at(owner).session;
  if (session.account_class != AccountClass::kUser) return false;
  if (session.purpose != Purpose::kUnknown && !IsDesktop(session.purpose)) return false;
  return !history_.seen.Covers(kSystemChannel, history_.event(i).time);
}

bool LocalSigns::Establishes(Index i) const {
  const Event& e = history_.event(i);
  const auto last = last_bound_.find({history_.boot_of(i), e.activity_id});
  if (last != last_bound_.end() && last->second != i) return false;
  return !ToldByLsm(i) && !history_.seen.Covers(kSecurityChannel, e.time);
}

bool LocalSigns::HasSeveralUsers(const NumberIn& key) const {
  const auto* found = users_.Find(key);
  return found != nullptr && found->size() > 1;
}

}  // namespace logonloom
