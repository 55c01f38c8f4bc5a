#include "activity/scene.h"

#include <algorithm>

#include "activity/windows.h"
#include "base/text.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

// Logons that only serve a session that is there already, or is about to be.
bool IsByProduct(Purpose purpose) {
  switch (purpose) {
    case Purpose::kNla:
    case Purpose::kUnlock:
    case Purpose::kReconnect:
    case Purpose::kSshLookup:
      return true;
    default:
      return false;
  }
}

bool SameDomain(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return true;
  return EqualsIgnoreCase(a.substr(0, a.find('.')), b.substr(0, b.find('.')));
}

Luid PermanentOf(std::string_view sid) {
  if (sid == "S-1-5-18") return 0x3e7;
  if (sid == "S-1-5-19") return 0x3e5;
  if (sid == "S-1-5-20") return 0x3e4;
  return 0;
}

}  // namespace

User UserOf(const Account& account) {
  return {std::string(account.name.view()), std::string(account.domain.view()),
          std::string(account.sid.view())};
}

bool SameAccount(const User& a, const User& b) {
  if (!a.sid.empty() && !b.sid.empty()) return a.sid == b.sid;
  return SameAccountAnywhere(a, b);
}

bool SameAccountAnywhere(const User& a, const User& b) {
  return !a.name.empty() && EqualsIgnoreCase(a.name, b.name) && SameDomain(a.domain, b.domain);
}

Scene::Scene(const Correlation& correlation) : c_(correlation) {
  for (Index l = 0; l < static_cast<Index>(c_.logon_sessions.size()); ++l) {
    by_id_[{logon(l).boot, logon(l).logon_id}].push_back(l);
    by_boot_[logon(l).boot].push_back(l);
  }
  for (Index a = 0; a < static_cast<Index>(c_.access_sessions.size()); ++a)
    if (access(a).logon_session != kNone) visits_[access(a).logon_session].push_back(a);
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
  const auto all = visits_.find(access(first).logon_session);
  if (all == visits_.end()) return first;
  for (const Index a : all->second) {
    const AccessSession& s = access(a);
    const auto end = s.end.time ? s.end.time : s.end.upper;
    const bool begun = !s.attempt_time || *s.attempt_time <= time;
    if (begun && (!end || time <= *end + kProcessSlack)) return a;
  }
  return all->second.size() == 1 ? all->second.front() : kNone;
}

const std::vector<Index>& Scene::LogonsOf(Index boot) const {
  static const std::vector<Index> kNobody;
  const auto known = by_boot_.find(boot);
  return known == by_boot_.end() ? kNobody : known->second;
}

bool Scene::WasOpen(const LogonSession& s, FileTime time) const {
  if (s.start_time && time < *s.start_time - kProcessSlack) return false;
  const auto end = s.end.time ? s.end.time : s.end.upper;
  return !end || time <= *end + kProcessSlack;
}

Index Scene::OnlySessionOf(Index boot, const User& user, FileTime time) const {
  if (user.sid.empty() && user.name.empty()) return kNone;
  if (const Luid permanent = PermanentOf(user.sid)) return FindLogon(boot, permanent, time);
  Index found = kNone;
  for (const Index l : LogonsOf(boot)) {
    const LogonSession& s = logon(l);
    if (IsPermanent(s.logon_id) || IsByProduct(s.purpose)) continue;
    if (!SameAccount(s.user, user) || !WasOpen(s, time)) continue;
    if (found != kNone && logon(found).linked != l) return kNone;
    if (found == kNone || logon(found).elevated.value_or(false)) found = l;
  }
  return found;
}

}  // namespace logonloom
