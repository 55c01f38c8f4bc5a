#include "correlate/source_hints.h"

#include <algorithm>

#include "base/ip_address.h"
#include "base/text.h"
#include "correlate/time_index.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

bool MayAuthenticate(EventKind kind) {
  return kind == EventKind::kCredentialsValidated || kind == EventKind::kTicketGrantingRequested ||
         kind == EventKind::kTicketRequested;
}

bool TakeName(AccessSession& s, const Event& e, const std::vector<std::string>& own_names) {
  if (e.kind != EventKind::kCredentialsValidated || !s.source_host.empty()) return false;
  const std::string name = ToLower(e.workstation.view());
  const bool own = std::find(own_names.begin(), own_names.end(), name) != own_names.end();
  if (name.empty() || own) return false;
  s.source_host = e.workstation;
  return true;
}

// A ticket says which client asked, so only where the session tells no other.
bool TakeAddress(AccessSession& s, const Event& e) {
  if (e.kind == EventKind::kCredentialsValidated || !s.source_ip.empty()) return false;
  const auto address = ParseIpAddress(e.address.view());
  if (!address || address->loopback) return false;
  s.source_ip = address->text;
  s.source_zone = address->zone;
  return true;
}

bool CameFromElsewhere(const AccessSession& s) {
  return s.start_time && s.is_local != true &&
         (s.kind == SessionKind::kNetwork || s.kind == SessionKind::kWinrm);
}

}  // namespace

void FillSourceHints(const History& history, AccessTable& access) {
  TimeIndex authentications;
  for (const Index i : history.Where(MayAuthenticate))
    if (history.event(i).status == 0)
      authentications.Add(history.boot_of(i), history.event(i).time, i);
  authentications.Sort();
  for (Index a = 0; a < access.size(); ++a) {
    AccessSession& s = access.at(a);
    if (!CameFromElsewhere(s) || (!s.source_ip.empty() && !s.source_host.empty())) continue;
    for (const TimeIndex::Entry& entry :
         authentications.Between(s.boot, *s.start_time - kSameFailure, *s.start_time)) {
      const Event& e = history.event(entry.value);
      if (!history.SameUserHere(ToUser(e.target), s.user)) continue;
      const bool named = TakeName(s, e, history.machine.names);
      if (TakeAddress(s, e) || named)
        access.Prove(a, entry.value, EvidenceRole::kNetworkAuth, "authentication_time");
    }
  }
}

}  // namespace logonloom
