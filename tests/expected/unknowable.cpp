#include "unknowable.h"

#include <algorithm>

namespace logonloom {
namespace {

const AccessSession& Reduced(const Correspondence& same, Index access) {
  return At(same.reduced().access_sessions, access);
}

// The whole logs end it by the 4634 that the reduced ones lack.
bool IsReturn(const Correspondence& same, Index logon) {
  const Index whole = same.LogonOf(logon);
  if (whole == kNone) return false;
  const LogonSession& w = At(same.whole().logon_sessions, whole);
  return w.purpose == Purpose::kReconnect && w.end.basis == EndBasis::kLogoffEvent &&
         At(same.reduced().logon_sessions, logon).end.basis != EndBasis::kLogoffEvent;
}

bool IsReturnWithoutLogoff(const Correspondence& same, const Contradiction& c) {
  if (c.logon != kNone) return IsReturn(same, c.logon);
  const auto others = std::count_if(c.access.begin(), c.access.end(), [&](Index a) {
    return !IsReturn(same, Reduced(same, a).logon_session);
  });
  return others < (c.kind == "access_split" ? 2 : 1);
}

bool IsTakeoverWithoutItsRecord(const Correspondence& same, const Contradiction& c) {
  const Index whole = *same.AccessOf(c.access.front()).begin();
  const auto& evidence = same.whole().evidence;
  return std::none_of(evidence.begin(), evidence.end(), [&](const SessionEvidence& e) {
    return e.access_session == whole && e.role == EvidenceRole::kTakeover && same.IsKept(e.event);
  });
}

// A desktop that only its end shows, and a logon of which no end is told.
bool AreEndAndBegin(const AccessSession& end, const AccessSession& begin) {
  return !end.start_time && end.logon_session == kNone && begin.local_session == kNone &&
         !begin.end.time;
}

bool AreHalvesThatNothingJoins(const Correspondence& same, const Contradiction& c) {
  if (c.access.size() != 2) return false;
  const AccessSession &a = Reduced(same, c.access[0]), &b = Reduced(same, c.access[1]);
  return AreEndAndBegin(a, b) || AreEndAndBegin(b, a);
}

bool AreHalvesInRenumberedCopies(const Correspondence& same, const Contradiction& c) {
  const auto& gaps = same.reduced().gaps;
  const Index host = Reduced(same, c.access.front()).host;
  const Index a = same.LogonOf(Reduced(same, c.access.front()).logon_session);
  const Index b = same.LogonOf(Reduced(same, c.access.back()).logon_session);
  if (c.access.size() != 2 || a == kNone || b == kNone) return false;
  const LogonSession& half = At(same.whole().logon_sessions, a);
  return half.linked == b && half.linked_basis == LinkedBasis::kInferred &&
         std::any_of(gaps.begin(), gaps.end(), [&](const Gap& gap) {
           return gap.host == host && gap.kind == GapKind::kRenumbered;
         });
}

struct Limit {
  std::string_view kinds;  // as they begin
  bool (*holds)(const Correspondence&, const Contradiction&);
};
constexpr Limit kLimits[] = {
    // A logon beside an open desktop of its user lets him back in or opens another one: only its
    // 4634 moments later tells which.
    {"logon_purpose_reconnect_as_", IsReturnWithoutLogoff},
    {"logon_serves_another_session", IsReturnWithoutLogoff},
    {"access_", IsReturnWithoutLogoff},
    // A desktop switched to by tscon looks like one that its user came back to, but for the 4688 of
    // tscon or the 4779 of the desktop that was left.
    {"access_outcome_taken_over_as_established", IsTakeoverWithoutItsRecord},
    // Logs cut at different places show the end of one desktop of a user and the begin of one. In
    // between he may have logged off and on.
    {"access_split", AreHalvesThatNothingJoins},
    // Halves of logons without a link field are neighbours by record id. Two copies of a log under
    // different ids, each with records missing, do not show which ones were.
    {"access_split", AreHalvesInRenumberedCopies},
};

}  // namespace

bool IsUnknowable(const Correspondence& same, const Contradiction& contradiction) {
  return std::any_of(std::begin(kLimits), std::end(kLimits), [&](const Limit& limit) {
    return contradiction.kind.starts_with(limit.kinds) && limit.holds(same, contradiction);
  });
}

}  // namespace logonloom
