#include "correlate/logon_requests.h"

#include "correlate/visit_origins.h"
#include "correlate/windows.h"
#include "model/logon_ids.h"

namespace logonloom {

LogonRequests::LogonRequests(const History& history) : history_(history) {
  for (const Index i : history.OfKind(EventKind::kExplicitCredentials))
    if (IsPermanent(history.event(i).subject_logon_id))
      requests_.Add(history.boot_of(i), history.event(i).time, i);
  for (const EventKind kind :
       {EventKind::kCredentialsValidated, EventKind::kTicketGrantingRequested})
    for (const Index i : history.OfKind(kind))
      if (history.event(i).status == 0)
        checks_.Add(history.boot_of(i), history.event(i).time, i);
  requests_.Sort();
  checks_.Sort();
}

void LogonRequests::Prove(Index visit, Index logon_event, AccessTable& access) const {
  const Event& logon = history_.event(logon_event);
  if (logon.kind != EventKind::kLogon) return;
  AccessSession& s = access.at(visit);
  for (const TimeIndex::Entry& entry : requests_.Between(history_.boot_of(logon_event),
                                                         logon.time - kSameAct, logon.time)) {
    const Event& e = history_.event(entry.value);
    if (e.process_id != logon.process_id || entry.value > logon_event) continue;
    if (!history_.SameUserHere(ToUser(e.target), s.user)) continue;
    access.Prove(visit, entry.value, EvidenceRole::kAttempt, "explicit_credentials");
    access.Attempted(visit, e.time);
    const LoggedAddress* address = history_.Address(e.address);
    if (address != nullptr && s.source_ip.empty())
      VisitOrigins::SetAddress(s, address->text, address->zone, e.port);
  }
  ProveCheck(visit, logon_event, access);
}

// The nearest one ahead.
void LogonRequests::ProveCheck(Index visit, Index logon_event, AccessTable& access) const {
  const Event& logon = history_.event(logon_event);
  const auto ahead =
      checks_.Between(history_.boot_of(logon_event), logon.time - kSameFailure, logon.time);
  for (auto entry = ahead.rbegin(); entry != ahead.rend(); ++entry) {
    const Event& e = history_.event(entry->value);
    if (entry->value > logon_event) continue;
    if (!history_.SameUserHere(ToUser(e.target), access.at(visit).user)) continue;
    access.Prove(visit, entry->value, EvidenceRole::kAttempt, "authentication_time");
    access.Attempted(visit, e.time);
    return;
  }
}

}  // namespace logonloom
