#include "activity/scene.h"

#include "activity/windows.h"
#include "base/text.h"

namespace logonloom {
namespace {

// Accounts that have one session in each boot, told by SID or by name.
Luid PermanentOf(const AccountName& account) {
  const std::string_view sid = account.sid;
  if (sid == "S-1-5-18") return 0x3e7;
  if (sid == "S-1-5-19") return 0x3e5;
  if (sid == "S-1-5-20") return 0x3e4;
  return sid.empty() && EqualsIgnoreCase(account.name, "SYSTEM") ? 0x3e7 : 0;
}

}  // namespace

Scene::Scene(const Correlation& correlation) : c_(correlation), accounts_(correlation) {
  kinds_.reserve(c_.events.size());
  for (const Event& e : c_.events) kinds_.push_back(e.kind);
  visits_.resize(c_.logon_sessions.size());
  by_id_.reserve(c_.logon_sessions.size());
  for (Index l = 0; l < static_cast<Index>(c_.logon_sessions.size()); ++l)
    by_id_[{logon(l).boot, logon(l).logon_id}].push_back(l);
  for (Index a = 0; a < static_cast<Index>(c_.access_sessions.size()); ++a)
    if (access(a).logon_session != kNone)
      visits_[static_cast<std::size_t>(access(a).logon_session)].push_back(a);
}

Index Scene::FindLogon(Index boot, Luid id, FileTime time) const {
  const auto known = by_id_.find({boot, id});
  if (id == 0 || known == by_id_.end()) return kNone;
  Index found = known->second.front();
  for (const Index l : known->second)
    if (logon(l).start_time && *logon(l).start_time <= time + kProcessSlack) found = l;
  return found;
}

Index Scene::FindVisit(Index l, FileTime time) const {
  if (l == kNone || logon(l).access_session == kNone) return kNone;
  const Index first = logon(l).access_session;
  if (access(first).logon_session == kNone) return first;
  const auto& all = visits_[static_cast<std::size_t>(access(first).logon_session)];
  for (const Index a : all) {
    const AccessSession& s = access(a);
    const auto end = s.end.time ? s.end.time : s.end.upper;
    const bool begun = !s.attempt_time || *s.attempt_time <= time;
    if (begun && (!end || time <= *end + kVisitSlack)) return a;
  }
  return all.size() == 1 ? all.front() : kNone;
}

Index Scene::OnlySessionOf(Index boot, const AccountName& account, FileTime time) const {
  if (const Luid permanent = PermanentOf(account)) return FindLogon(boot, permanent, time);
  return account.empty() ? kNone : accounts_.Find(boot, account, time);
}

bool Scene::WasOpen(const LogonSession& s, FileTime time) const {
  if (s.start_time && time < *s.start_time - kProcessSlack) return false;
  const auto end = s.end.time ? s.end.time : s.end.upper;
  return !end || time <= *end + kProcessSlack;
}

}  // namespace logonloom
