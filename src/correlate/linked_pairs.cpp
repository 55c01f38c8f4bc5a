#include "correlate/linked_pairs.h"

#include <algorithm>

#include "base/text.h"
#include "correlate/windows.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

void Link(LogonTable& table, Index a, Index b, LinkedBasis basis) {
  table.at(a).session.linked = b;
  table.at(b).session.linked = a;
  table.at(a).session.linked_basis = table.at(b).session.linked_basis = basis;
}

bool Free(const LogonTable& table, Index s) { return table.at(s).session.linked == kNone; }

void LinkRecorded(const History& history, LogonTable& table) {
  for (Index s = 0; s < table.size(); ++s) {
    const Index logon = table.at(s).logon_event;
    if (logon == kNone || !Free(table, s)) continue;
    const Luid twin_id = history.event(logon).linked_logon_id;
    if (twin_id == 0 || IsPermanent(twin_id)) continue;
    const Index twin = table.Find(history.boot_of(logon), twin_id, logon);
    if (twin == kNone || twin == s || !Free(table, twin)) continue;
    const Index twin_logon = table.at(twin).logon_event;
    const bool both = twin_logon != kNone &&
                      history.event(twin_logon).linked_logon_id == table.at(s).session.logon_id;
    if (twin_logon != kNone && !both) continue;
    Link(table, s, twin, both ? LinkedBasis::kRecorded : LinkedBasis::kOneSided);
    User& user = table.at(twin).session.user;
    if (user.name.empty() && user.sid.empty()) user = table.at(s).session.user;
  }
}

bool MayPair(std::uint32_t logon_type) {
  return logon_type == 2 || logon_type == 7 || logon_type == 10 || logon_type == 11;
}

// 4624 of version 0 and 1 have no link field: neighbours by record id, of one moment, user,
// type and process.
bool AreTwins(const Event& a, const Event& b) {
  return a.version < 2 && b.version < 2 && a.channel == b.channel &&
         a.record_id + 1 == b.record_id && a.time == b.time && a.target.sid == b.target.sid &&
         a.logon_type == b.logon_type && MayPair(a.logon_type) && a.process_id == b.process_id &&
         !a.target.sid.empty() && a.target_logon_id != b.target_logon_id;
}

// Just one of the halves got special privileges. Their 4672 stands behind both 4624: where no record
// is left of what followed, as in an export of logons alone, it does not speak against a pair.
bool OneIsPrivileged(const History& history, const LogonTable& table, Index first, Index second) {
  const bool first_is = !table.at(first).session.privileges.empty();
  const bool second_is = !table.at(second).session.privileges.empty();
  if (first_is != second_is) return true;
  const Event& b = history.event(table.at(second).logon_event);
  return !first_is && !history.seen.Contiguous(b.channel, b.record_id, b.record_id + 1);
}

void LinkInferredFromLogons(const History& history, LogonTable& table) {
  for (Index s = 0; s < table.size(); ++s) {
    const Index logon = table.at(s).logon_event;
    if (logon == kNone || !Free(table, s) || logon + 1 >= history.size()) continue;
    const Event& a = history.event(logon);
    const Event& b = history.event(logon + 1);
    if (b.kind != EventKind::kLogon || !AreTwins(a, b)) continue;
    const Index twin = table.Find(history.boot_of(logon + 1), b.target_logon_id, logon + 1);
    if (twin == kNone || twin == s || !Free(table, twin)) continue;
    if (table.at(twin).logon_event != logon + 1) continue;
    if (!OneIsPrivileged(history, table, s, twin)) continue;
    Link(table, s, twin, LinkedBasis::kInferred);
  }
}

struct Unlogged {
  Index boot;
  Luid id;
  Index session;
};

// Both halves by Sysmon's word, whose times of one logon can differ by a second.
bool MadeAtOnce(const LogonTable& table, Index a, Index b) {
  const LogonSession &x = table.at(a).session, &y = table.at(b).session;
  return x.start_basis == StartBasis::kSysmon && y.start_basis == StartBasis::kSysmon &&
         *x.start_time <= *y.start_time + kSysmonTwins &&
         *y.start_time <= *x.start_time + kSysmonTwins;
}

// Whether the 4624 of its other half may be missing beside its own: the elevated half comes first.
bool MayLackTwin(const History& history, const TracedLogon& logon) {
  if (logon.logoff_type && !MayPair(*logon.logoff_type)) return false;
  if (logon.logon_event == kNone) return true;
  const Event& e = history.event(logon.logon_event);
  const std::uint64_t twin = logon.IsElevatedHalf() ? e.record_id + 1 : e.record_id - 1;
  return e.version < 2 && MayPair(e.logon_type) && !history.seen.Contiguous(e.channel, twin, twin);
}

// The 4672 of a pair stands behind both 4624, that of a network logon ahead of its own: where the
// records ahead of it are there, it is no pair's.
bool MayStandBehindLogons(const History& history, const TracedLogon& logon) {
  if (logon.logon_event != kNone || logon.privileges_event == kNone) return true;
  const Event& e = history.event(logon.privileges_event);
  return e.record_id <= kLogonsAheadOfPrivileges ||
         !history.seen.Contiguous(e.channel, e.record_id - kLogonsAheadOfPrivileges, e.record_id);
}

// Two sessions of which one 4624 is gone or both are, neighbours among all LUIDs of the boot, the
// smaller one with an elevated sign and the larger with none.
void LinkInferredFromUse(const History& history, LogonTable& table) {
  std::vector<Unlogged> all;
  for (Index s = 0; s < table.size(); ++s)
    if (!IsPermanent(table.at(s).session.logon_id))
      all.push_back({table.at(s).session.boot, table.at(s).session.logon_id, s});
  std::sort(all.begin(), all.end(), [](const Unlogged& a, const Unlogged& b) {
    return std::tie(a.boot, a.id, a.session) < std::tie(b.boot, b.id, b.session);
  });
  for (std::size_t i = 1; i < all.size(); ++i) {
    const Unlogged &low = all[i - 1], &high = all[i];
    if (low.boot != high.boot || low.id == high.id) continue;
    if (high.id - low.id >= kPairDistance && !MadeAtOnce(table, low.session, high.session))
      continue;
    const TracedLogon &elevated = table.at(low.session), &filtered = table.at(high.session);
    if (elevated.logon_event != kNone && filtered.logon_event != kNone) continue;
    if (!MayLackTwin(history, elevated) || !MayLackTwin(history, filtered)) continue;
    if (!Free(table, low.session) || !Free(table, high.session)) continue;
    if (!elevated.IsElevatedHalf() || filtered.IsElevatedHalf()) continue;
    if (!MayStandBehindLogons(history, elevated)) continue;
    if (elevated.network_sign || filtered.network_sign) continue;  // whose tokens are not split
    if (history.ClassHere(elevated.session.user, low.id) != AccountClass::kUser) continue;
    if (!history.SameUserHere(elevated.session.user, filtered.session.user)) continue;
    Link(table, low.session, high.session, LinkedBasis::kInferred);
  }
}

// The flag of 4624 v2 counts; else the privileges and tokens tell. Of a pair just one half is
// elevated.
void DecideElevation(const History& history, LogonTable& table) {
  for (TracedLogon& logon : table.logons) {
    if (logon.session.elevated) continue;
    // Both halves of a window manager get privileges.
    const LogonSession& s = logon.session;
    if (history.ClassHere(s.user, s.logon_id) == AccountClass::kVirtual) continue;
    if (logon.IsElevatedHalf())
      logon.session.elevated = true;
    else if (logon.limited_token)
      logon.session.elevated = false;
  }
  for (TracedLogon& logon : table.logons)
    if (!logon.session.elevated && logon.session.linked != kNone)
      if (const auto twin = table.at(logon.session.linked).session.elevated)
        logon.session.elevated = !*twin;
}

}  // namespace

void LinkPairs(const History& history, LogonTable& table) {
  LinkRecorded(history, table);
  LinkInferredFromLogons(history, table);
  LinkInferredFromUse(history, table);
  DecideElevation(history, table);
}

}  // namespace logonloom
