#include "correlate/logon_starts.h"

#include <algorithm>
#include <map>

#include "correlate/sysmon_logon_guid.h"
#include "correlate/windows.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

bool TellsLogon(EventKind kind) {
  return kind == EventKind::kLogonGroups || kind == EventKind::kLogonClaims;
}

// A record of the logon itself is the first that names the session, a 4672 ahead of it aside.
bool IsFirst(const History& history, const TracedLogon& logon, Index i) {
  const Event& first = history.event(logon.first_event);
  const Event& e = history.event(i);
  if (first.channel != e.channel) return true;
  return first.time + kPrivilegesBeforeLogon >= e.time;
}

void StartFrom(const History& history, LogonTable& table, Index session, Index i) {
  TracedLogon& logon = table.at(session);
  const Event& e = history.event(i);
  if (logon.group_event != kNone || IsPermanent(logon.session.logon_id)) return;
  if (!IsFirst(history, logon, i)) return;
  logon.group_event = i;
  if (logon.logon_event != kNone) return;
  logon.session.start_time = e.time;
  logon.session.start_basis = StartBasis::kGroupEvent;
  if (e.has_logon_type) logon.session.logon_type = e.logon_type;
  table.evidence.push_back({kNone, session, i, EvidenceRole::kLogon, "group_event"});
}

// Of each session the first that holds its logon id, with the time in it.
std::map<Index, std::pair<FileTime, Index>> GuidsOf(const History& history, const LogonTable& table,
                                                    IndexRange sysmon) {
  std::map<Index, std::pair<FileTime, Index>> guids;
  for (Index i = sysmon.begin; i < sysmon.end; ++i) {
    const Event& e = history.event(i);
    const Index session = table.owner_of[static_cast<std::size_t>(i)];
    if (session == kNone || e.logon_guid.empty()) continue;
    const auto guid = ParseSysmonLogonGuid(e.logon_guid.view());
    if (guid && guid->logon_id == table.at(session).session.logon_id)
      guids.try_emplace(session, guid->time, i);
  }
  return guids;
}

// Sysmon's id of a session tells when LSA made it, on the clock of that moment: a time behind the
// session's own first record was read before the clock was corrected.
void StartFromSysmon(const History& history, LogonTable& table,
                     const std::map<Index, std::pair<FileTime, Index>>& guids) {
  for (const auto& [session, found] : guids) {
    TracedLogon& logon = table.at(session);
    if (logon.session.start_time || IsPermanent(logon.session.logon_id)) continue;
    const FileTime latest = std::min(history.event(logon.first_event).time,
                                     history.event(found.second).time);
    const auto start = history.clock.FlowingBefore(logon.session.boot, found.first, latest);
    if (!start) continue;
    logon.session.start_time = start;
    logon.session.start_basis = StartBasis::kSysmon;
    logon.sysmon_event = found.second;
    table.evidence.push_back(
        {kNone, session, found.second, EvidenceRole::kUse, "sysmon_logon_guid"});
  }
}

}  // namespace

void StartLogons(const History& history, LogonTable& table) {
  for (const Index i : history.Where(TellsLogon)) {
    const Index session = table.owner_of[static_cast<std::size_t>(i)];
    if (session != kNone) StartFrom(history, table, session, i);
  }
  for (const IndexRange& channel : history.index.channels())
    if (history.event(channel.begin).channel.view() == kSysmonChannel)
      StartFromSysmon(history, table, GuidsOf(history, table, channel));
}

}  // namespace logonloom
