#include "correlate/account_classes.h"

#include <cstddef>

#include "base/flat_map.h"
#include "base/text.h"
#include "correlate/machine_identity.h"
#include "correlate/windows.h"
#include "model/logon_ids.h"

namespace logonloom {
namespace {

struct Named {
  Symbol name, domain;
  friend bool operator==(const Named&, const Named&) = default;
};
struct NamedHash {
  std::size_t operator()(const Named& named) const noexcept {
    const std::hash<Symbol> hash;
    return std::uint64_t{hash(named.name)} << 32 | hash(named.domain);
  }
};

bool NamesOwners(EventKind kind) {
  return kind == EventKind::kLogon || kind == EventKind::kSpecialPrivileges ||
         kind == EventKind::kProcessStart;
}

// Only a domain controller gives out tickets.
bool IsOfController(EventKind kind) {
  return kind == EventKind::kTicketGrantingRequested || kind == EventKind::kTicketRequested ||
         kind == EventKind::kTicketRenewed || kind == EventKind::kPreAuthenticationFailed;
}

// «DWM-2», «UMFD-0»: one for each session, in a domain whose name is translated.
bool IsWindowManagerName(std::string_view name) {
  for (const std::string_view prefix : {"DWM-", "UMFD-"}) {
    if (!name.starts_with(prefix) || name.size() == prefix.size()) continue;
    return name.find_first_not_of("0123456789", prefix.size()) == std::string_view::npos;
  }
  return false;
}

}  // namespace

bool HasSystemIntegrity(const Event& process) {
  const std::string_view integrity = process.integrity.view();
  return integrity == "S-1-16-16384" || EqualsIgnoreCase(integrity, "System");
}

AccountClasses::AccountClasses(const MachineEvents& machine, const EventIndex& index,
                               const HomeNames& home, const UserDirectory& directory)
    : machine_(machine),
      home_(home),
      directory_(directory),
      machine_sid_(directory.MachineSid()),
      is_controller_(!index.Where(IsOfController).empty()),
      masked_(machine.masked.begin(), machine.masked.end()) {
  for (std::size_t p = 0; p < masked_.size(); ++p)
    masked_index_.Add(kNone, ToUser(masked_[p].account), static_cast<Index>(p));
  ReadOwners(index);
  ReadIntegrity(index);
}

// The sessions that each boot has once tell by their logon ids whose they are.
void AccountClasses::ReadOwners(const EventIndex& index) {
  struct Nothing {};
  FlatMap<Named, Nothing, NamedHash> seen;
  for (const Index i : index.Where(NamesOwners)) {
    const Event& e = machine_.events[static_cast<std::size_t>(i)];
    for (const auto& [account, id] : {std::pair(&e.target, e.target_logon_id),
                                      std::pair(&e.subject, e.subject_logon_id)})
      if (IsPermanent(id) && seen.Add({account->name, account->domain}).second)
        Learn(*account, ClassOf({}, id));
  }
}

// Where nothing else tells: nobody's processes run at that level alone.
void AccountClasses::ReadIntegrity(const EventIndex& index) {
  struct Levels {
    bool system = false, other = false;
    const Account* account = nullptr;
  };
  FlatMap<Named, Levels, NamedHash> seen;
  for (const Index i : index.OfKind(EventKind::kProcessStart)) {
    const Event& e = machine_.events[static_cast<std::size_t>(i)];
    if (!e.target.sid.empty() || e.integrity.empty()) continue;
    Levels& levels = seen[{e.target.name, e.target.domain}];
    (HasSystemIntegrity(e) ? levels.system : levels.other) = true;
    levels.account = &e.target;
  }
  for (const auto& [named, levels] : seen)
    if (levels.system && !levels.other) Learn(*levels.account, AccountClass::kSystem);
}

void AccountClasses::Learn(const Account& account, AccountClass told) {
  if (account.name.empty() || account.domain.empty() || account.name.view().ends_with('$')) return;
  if (home_.IsOwnDomain(account.domain.view())) return;
  User user = ToUser(account);
  directory_.Complete(user);
  if (!IssuerOf(user.sid).empty()) return;
  well_known_.try_emplace({ToLower(account.name.view()), ToLower(account.domain.view())}, told);
}

AccountClass AccountClasses::Of(const User& user, Luid logon_id) const {
  const AccountClass named = ClassOf(user, logon_id);
  if (named == AccountClass::kMachine && IsMaskedPerson(user)) return AccountClass::kUser;
  return named == AccountClass::kUser && user.sid.empty() ? OfForeignName(user) : named;
}

bool AccountClasses::IsMaskedPerson(const User& user) const {
  if (user.sid == "S-1-5-18") return false;
  if (IsOfOwnSam(user)) return true;
  if (home_.IsOwnAccount(user.name)) return false;
  if (!is_controller_ && home_.IsHost(user.domain)) return true;
  return masked_index_.AnyMayBe(kNone, user, [&](Index p) {
    const MaskedPerson& person = masked_[static_cast<std::size_t>(p)];
    const User known = ToUser(person.account);
    const bool by_sid = !known.sid.empty() && !user.sid.empty();
    const bool qualified = !known.domain.empty() && !user.domain.empty();
    return (by_sid || qualified || person.here) && SameUser(known, user, home_);
  });
}

// A clone of a controller shares its SID with the domain, so that it alone does not tell.
bool AccountClasses::IsOfOwnSam(const User& user) const {
  return !is_controller_ && !machine_sid_.empty() && IssuerOf(user.sid) == machine_sid_ &&
         (user.domain.empty() || user.domain == "." || home_.IsHost(user.domain));
}

AccountClass AccountClasses::OfForeignName(const User& user) const {
  if (user.domain.empty()) return AccountClass::kUser;
  if (IsWindowManagerName(user.name) && !home_.IsOwnDomain(user.domain))
    return AccountClass::kVirtual;
  if (well_known_.empty()) return AccountClass::kUser;
  const auto known = well_known_.find({ToLower(user.name), ToLower(user.domain)});
  return known == well_known_.end() ? AccountClass::kUser : known->second;
}

}  // namespace logonloom
