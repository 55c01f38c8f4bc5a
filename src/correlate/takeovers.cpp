#include "correlate/takeovers.h"

#include <map>

#include "base/text.h"
#include "correlate/time_index.h"
#include "correlate/windows.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

// tscon run by SYSTEM needs no password of the session's owner.
TimeIndex SystemSwitches(const History& history) {
  TimeIndex switches;
  for (const Index i : history.OfKind(EventKind::kProcessStart)) {
    const Event& e = history.event(i);
    if (OwnerOf(e) == kSystemLogonId && EndsWithIgnoreCase(e.process_name.view(), "\\tscon.exe"))
      switches.Add(history.boot_of(i), e.time, i);
  }
  switches.Sort();
  return switches;
}

}  // namespace

void FindTakeovers(const History& history, AccessTable& access) {
  std::map<Index, Index> visit_of;  // 4778/4779 → visit
  TimeIndex disconnects;            // → 4779
  for (const SessionEvidence& e : access.evidence) {
    const EventKind kind = history.event(e.event).kind;
    if (kind == EventKind::kSessionReconnected || kind == EventKind::kSessionDisconnected)
      visit_of[e.event] = e.access_session;
    if (kind == EventKind::kSessionDisconnected)
      disconnects.Add(history.boot_of(e.event), history.event(e.event).time, e.event);
  }
  disconnects.Sort();
  const TimeIndex switches = SystemSwitches(history);
  for (const auto& [i, visit] : visit_of) {
    const Event& e = history.event(i);
    if (e.kind != EventKind::kSessionReconnected || e.session_name.empty()) continue;
    if (EqualsIgnoreCase(e.session_name.view(), "Console")) continue;
    if (!access.at(visit).connection_id.empty()) continue;
    for (const TimeIndex::Entry& entry :
         switches.Between(history.boot_of(i), e.time - kSameAct, e.time)) {
      access.at(visit).outcome = Outcome::kTakenOver;
      access.Prove(visit, entry.value, EvidenceRole::kTakeover, "tscon");
    }
    for (const TimeIndex::Entry& entry :
         disconnects.Between(history.boot_of(i), e.time - kSameAct, e.time)) {
      const Index d = entry.value, displaced = visit_of.at(d);
      if (displaced == visit || history.event(d).session_name != e.session_name) continue;
      access.at(visit).outcome = Outcome::kTakenOver;
      access.Prove(visit, d, EvidenceRole::kTakeover, "same_connection");
      access.at(displaced).end.reason = EndReason::kSuperseded;
      access.at(displaced).superseded_by = visit;
    }
  }
}

}  // namespace logonloom
