#include "correlate/source_hints.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "correlate/time_index.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

bool MayAuthenticate(EventKind kind) {
  return kind == EventKind::kCredentialsValidated || kind == EventKind::kTicketGrantingRequested ||
         kind == EventKind::kTicketRequested;
}

bool CameFromElsewhere(const AccessSession& s) {
  return s.start_time && s.is_local != true &&
         (s.kind == SessionKind::kNetwork || s.kind == SessionKind::kWinrm);
}

class HintFinder {
 public:
  HintFinder(const History& history, const LogonTable& logons, AccessTable& access)
      : history_(history), logons_(logons), access_(access) {
    for (const Index i : history.Where(MayAuthenticate))
      if (history.event(i).status == 0)
        authentications_.Add(history.boot_of(i), history.event(i).time, i);
    authentications_.Sort();
  }

  void Run() {
    std::vector<Index> sessions;
    for (Index a = 0; a < access_.size(); ++a)
      if (CameFromElsewhere(access_.at(a))) sessions.push_back(a);
    std::stable_sort(sessions.begin(), sessions.end(), [&](Index a, Index b) {
      return *access_.at(a).start_time < *access_.at(b).start_time;
    });
    for (const Index a : sessions) Look(a);
  }

 private:
  void Look(Index a) {
    const AccessSession& s = access_.at(a);
    const auto ahead =
        authentications_.Between(s.boot, *s.start_time - kSameFailure, *s.start_time);
    bool checked = false;
    for (auto entry = ahead.rbegin(); entry != ahead.rend(); ++entry) {
      const Event& e = history_.event(entry->value);
      if (!IsAhead(s, entry->value) || !history_.SameUserHere(ToUser(e.target), s.user)) continue;
      if (e.kind == EventKind::kTicketRequested) {
        if (s.source_ip.empty() && TakeAddress(a, e)) Prove(a, entry->value);
      } else if (!checked && Checks(s, e) && used_.insert(entry->value).second) {
        checked = true;
        access_.Attempted(a, e.time);
        TakeName(a, e);
        TakeAddress(a, e);
        Prove(a, entry->value);
      }
    }
  }

  bool IsAhead(const AccessSession& s, Index i) const {
    return s.logon_session == kNone || logons_.at(s.logon_session).logon_event == kNone ||
           i < logons_.at(s.logon_session).logon_event;
  }

  // NTLM by 4776, Kerberos by 4768; neither may tell of another client.
  bool Checks(const AccessSession& s, const Event& e) const {
    if (e.kind == EventKind::kCredentialsValidated) {
      const std::string_view client = e.workstation.view();
      return !EqualsIgnoreCase(s.auth_package, "Kerberos") &&
             (client.empty() || s.source_host.empty() || EqualsIgnoreCase(client, s.source_host));
    }
    const LoggedAddress* address = history_.Address(e.address);
    return !EqualsIgnoreCase(s.auth_package, "NTLM") &&
           (address == nullptr || s.source_ip.empty() || address->text == s.source_ip);
  }

  void TakeName(Index a, const Event& e) {
    AccessSession& s = access_.at(a);
    if (e.kind != EventKind::kCredentialsValidated || !s.source_host.empty()) return;
    if (!history_.IsOwnName(e.workstation.view())) s.source_host = e.workstation;
  }

  // A ticket says which client asked, so only where the session tells no other.
  bool TakeAddress(Index a, const Event& e) {
    AccessSession& s = access_.at(a);
    if (e.kind == EventKind::kCredentialsValidated || !s.source_ip.empty()) return false;
    const LoggedAddress* address = history_.Address(e.address);
    if (address == nullptr || address->loopback) return false;
    s.source_ip = address->text;
    s.source_zone = address->zone;
    return true;
  }

  void Prove(Index a, Index event) {
    access_.Prove(a, event, EvidenceRole::kNetworkAuth, "authentication_time");
  }

  const History& history_;
  const LogonTable& logons_;
  AccessTable& access_;
  TimeIndex authentications_;  // → 4776, 4768, 4769
  std::set<Index> used_;       // 4776 and 4768
};

}  // namespace

void FillSourceHints(const History& history, const LogonTable& logons, AccessTable& access) {
  HintFinder(history, logons, access).Run();
}

}  // namespace logonloom
