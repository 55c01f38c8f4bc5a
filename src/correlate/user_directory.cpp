#include "correlate/user_directory.h"

#include <unordered_set>

#include "base/text.h"
#include "correlate/users.h"

namespace logonloom {
namespace {

// Events that LSA writes of accounts that it knows.
bool IsTrusted(EventKind kind) {
  switch (kind) {
    case EventKind::kLogon:
    case EventKind::kLogoff:
    case EventKind::kLogoffInitiated:
    case EventKind::kSpecialPrivileges:
    case EventKind::kLogonGroups:
    case EventKind::kProcessStart:
    case EventKind::kExplicitCredentials:
      return true;
    default:
      return false;
  }
}

bool IsWhole(const Account& account) {
  return !account.name.empty() && account.sid.view().starts_with("S-1-5-21-");
}

}  // namespace

UserDirectory::UserDirectory(const History& history) {
  std::unordered_set<Symbol> seen;  // SIDs
  for (const Index i : history.Where(IsTrusted)) {
    const Event& e = history.event(i);
    for (const Account* account : {&e.subject, &e.target}) {
      if (!IsWhole(*account) || !seen.insert(account->sid).second) continue;
      const User user = ToUser(*account);
      of_sid_.try_emplace(user.sid, user);
      auto [it, added] = of_name_.try_emplace(ToLower(user.name), user);
      if (!added && it->second.sid != user.sid) it->second.sid.clear();
    }
  }
}

void UserDirectory::Complete(User& user) const {
  if (user.name.empty() && !user.sid.empty()) {
    const auto known = of_sid_.find(user.sid);
    if (known != of_sid_.end()) user = known->second;
  } else if (user.sid.empty() && !user.name.empty()) {
    const auto known = of_name_.find(ToLower(user.name));
    if (known == of_name_.end() || known->second.sid.empty()) return;
    if (!user.domain.empty() && !EqualsIgnoreCase(user.domain, known->second.domain)) return;
    user.sid = known->second.sid;
    if (user.domain.empty()) user.domain = known->second.domain;
  }
}

}  // namespace logonloom
