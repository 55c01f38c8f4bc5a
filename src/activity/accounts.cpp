#include "activity/accounts.h"

#include "base/text.h"

namespace logonloom {
namespace {

bool SameDomain(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty() || a == "." || b == ".") return true;
  return EqualsIgnoreCase(FirstLabel(a), FirstLabel(b));
}

}  // namespace

User UserOf(const Account& account) {
  return {account.name, account.domain, account.sid};
}

bool SameAccountAnywhere(const User& a, const User& b) {
  return !a.name.empty() && EqualsIgnoreCase(a.name, b.name) && SameDomain(a.domain, b.domain);
}

}  // namespace logonloom
