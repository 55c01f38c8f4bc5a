#include "correlate/users.h"

#include <array>

#include "base/text.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

}  // namespace

bool SameDomain(std::string_view a, std::string_view b, const HomeNames& home) {
  if (a.empty() || b.empty()) return true;
  if (EqualsIgnoreCase(FirstLabel(a), FirstLabel(b))) return true;
  if (home.AreFormsOfOne(a, b)) return true;
  return home.IsHostAsDomain(a) && home.IsHostAsDomain(b);
}

User ToUser(const Account& account) { return {account.name, account.domain, account.sid}; }

void Complete(User& user, const Account& account) { Complete(user, ToUser(account)); }

void Complete(User& user, const User& other) {
  if (user.name.empty()) user.name = other.name;
  if (user.domain.empty()) user.domain = other.domain;
  if (user.sid.empty()) user.sid = other.sid;
}

bool SameUser(const User& a, const User& b, const HomeNames& home) {
  if (!a.sid.empty() && !b.sid.empty()) return EqualsIgnoreCase(a.sid, b.sid);
  if (a.name.empty() || b.name.empty()) return false;
  const auto bare = [](std::string_view name) { return name.substr(0, name.find('@')); };
  return EqualsIgnoreCase(bare(a.name), bare(b.name)) && SameDomain(a.domain, b.domain, home);
}

bool AreComparable(const User& a, const User& b) {
  return (!a.sid.empty() && !b.sid.empty()) || (!a.name.empty() && !b.name.empty());
}

AccountClass ClassOf(const User& user, Luid logon_id) {
  if (logon_id == 0x3e7) return AccountClass::kSystem;
  if (logon_id == 0x3e6 || user.sid == "S-1-5-7") return AccountClass::kAnonymous;
  if (IsPermanent(logon_id)) return AccountClass::kService;
  if (user.name.ends_with('$')) return AccountClass::kMachine;
  if (user.sid.starts_with("S-1-5-21-")) return AccountClass::kUser;
  if (user.sid == "S-1-5-18") return AccountClass::kSystem;
  if (user.sid == "S-1-5-19" || user.sid == "S-1-5-20" || user.sid == "S-1-5-17")
    return AccountClass::kService;
  if (user.sid.empty() && EqualsIgnoreCase(user.domain, "NT AUTHORITY") &&
      !EqualsIgnoreCase(user.name, "ANONYMOUS LOGON"))
    return EqualsIgnoreCase(user.name, "SYSTEM") ? AccountClass::kSystem : AccountClass::kService;
  // NT SERVICE, IIS AppPool, NT VIRTUAL MACHINE, DWM, UMFD and the like, OpenSSH's sshd_n
  static constexpr std::array<std::string_view, 8> kVirtual = {
      "S-1-5-80-", "S-1-5-82-", "S-1-5-83-", "S-1-5-87-",
      "S-1-5-90-", "S-1-5-94-", "S-1-5-96-", "S-1-5-111-"};
  for (const std::string_view prefix : kVirtual)
    if (user.sid.starts_with(prefix)) return AccountClass::kVirtual;
  if (user.sid.empty() && EqualsIgnoreCase(user.name, "ANONYMOUS LOGON"))
    return AccountClass::kAnonymous;
  // A 4688 that gives a process to another session names its account without a SID.
  static constexpr std::array<std::string_view, 6> kVirtualDomains = {
      "Window Manager", "Font Driver Host",   "VIRTUAL USERS",
      "NT SERVICE",     "NT VIRTUAL MACHINE", "IIS APPPOOL"};
  for (const std::string_view domain : kVirtualDomains)
    if (user.sid.empty() && EqualsIgnoreCase(user.domain, domain)) return AccountClass::kVirtual;
  return AccountClass::kUser;
}

}  // namespace logonloom
