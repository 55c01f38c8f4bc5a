#include "correlate/user_directory.h"

#include <algorithm>
#include <functional>

#include "base/text.h"
#include "correlate/machine_identity.h"
#include "correlate/windows.h"

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

// Events of desktops and of the way to them.
bool TellsByName(EventKind kind) {
  switch (kind) {
    case EventKind::kTsLogon:
    case EventKind::kTsShellStart:
    case EventKind::kTsLogoff:
    case EventKind::kTsDisconnected:
    case EventKind::kTsReconnected:
    case EventKind::kTsArbitrationBegin:
    case EventKind::kTsArbitrationEnd:
    case EventKind::kRcmAuthenticated:
    case EventKind::kSessionReconnected:
    case EventKind::kSessionDisconnected:
      return true;
    default:
      return false;
  }
}

// Events that name whoever acts as the machine does, where those of LSA name the cloud's account.
bool MayNameActor(EventKind kind) {
  return kind == EventKind::kLocked || kind == EventKind::kUnlocked ||
         kind == EventKind::kActivity;
}

// Events that name the account in whose name they are written: Security/@UserID is its SID.
bool NamesItsWriter(EventKind kind) {
  return kind == EventKind::kShutdownRequested || kind == EventKind::kShutdownExplained ||
         kind == EventKind::kLogCleared;
}

Account WriterOf(const Event& e) {
  const Account& named = e.kind == EventKind::kLogCleared ? e.subject : e.target;
  return {named.name, named.domain, named.sid.empty() ? e.writer_sid : Symbol()};
}

bool IsMicrosoftAccount(const Account& account) {
  return EqualsIgnoreCase(account.domain.view(), "MicrosoftAccount");
}

// What opens a desktop of an account that the machine and the cloud know by different names.
bool IsCloudLogon(const Event& e) {
  const bool desktop = e.logon_type == 2 || e.logon_type == 10 || e.logon_type == 11;
  return desktop &&
         (IsMicrosoftAccount(e.target) || EqualsIgnoreCase(e.target.domain.view(), "AzureAD"));
}

// Local and domain accounts, and those of Azure AD.
bool IsWhole(const Account& account) {
  const std::string_view sid = account.sid.view();
  return !account.name.empty() && (sid.starts_with("S-1-5-21-") || sid.starts_with("S-1-12-1-"));
}

}  // namespace

UserDirectory::UserDirectory(std::span<Event> events, const EventIndex& index,
                             const HomeNames& home)
    : home_(home) {
  Read(events);
  ReadWriters(events, index);
  ReadActors(events, index);
  ReadDesktops(events, index);
  Identify(events, index);
}

std::size_t UserDirectory::MentionHash::operator()(const Mention& mention) const noexcept {
  const std::hash<Symbol> hash;
  return HashNumber(std::uint64_t{hash(mention.sid)} << 32 | hash(mention.name),
                    hash(mention.domain));
}

void UserDirectory::Read(std::span<const Event> events) {
  for (const Event& e : events) {
    for (const Account* account : {&e.subject, &e.target}) {
      if (account->sid.empty()) continue;
      Known& known = mentions_[{account->sid, account->name, account->domain}];
      ++known.records;
      if (known.trusted || !IsTrusted(e.kind) || !IsWhole(*account)) continue;
      known.trusted = true;
      Add(*account);
    }
  }
}

// LSA is believed first.
void UserDirectory::ReadWriters(std::span<const Event> events, const EventIndex& index) {
  for (const Index i : index.Where(NamesItsWriter)) {
    const Account writer = WriterOf(events[static_cast<std::size_t>(i)]);
    if (IsWhole(writer) && Agrees(writer)) Add(writer);
  }
}

bool UserDirectory::Agrees(const Account& account) const {
  const auto known = of_sid_.find(account.sid.view());
  if (known != of_sid_.end() && !EqualsIgnoreCase(known->second.name, account.name.view()))
    return false;
  const Symbol sid = SidOf(account.name.view(), account.domain.view());
  return sid.empty() || sid == account.sid;
}

// Of accounts that LSA tells of these only add names.
void UserDirectory::ReadActors(std::span<const Event> events, const EventIndex& index) {
  FlatMap<Mention, Known, MentionHash> seen;
  for (const Index i : index.Where(MayNameActor)) {
    const Event& e = events[static_cast<std::size_t>(i)];
    if (e.channel.view() != kSecurityChannel) continue;
    const Account& account = e.kind == EventKind::kActivity ? e.subject : e.target;
    if (account.sid.empty() || !seen.Add({account.sid, account.name, account.domain}).second)
      continue;
    if (IsWhole(account)) AddName(account);
  }
}

// Where no record has both names, the desktop that opens right behind the logon tells the other.
void UserDirectory::ReadDesktops(std::span<const Event> events, const EventIndex& index) {
  std::vector<const Event*> logons;
  for (const Index i : index.OfKind(EventKind::kLogon))
    if (const Event& e = events[static_cast<std::size_t>(i)]; IsCloudLogon(e)) logons.push_back(&e);
  if (logons.empty()) return;
  const auto earlier = [](const Event* a, const Event* b) { return a->time < b->time; };
  std::stable_sort(logons.begin(), logons.end(), earlier);
  for (const Index i : index.OfKind(EventKind::kTsLogon)) {
    const Event& e = events[static_cast<std::size_t>(i)];
    if (!e.target.sid.empty() || e.target.name.empty()) continue;
    if (!SidOf(e.target.name.view(), e.target.domain.view()).empty()) continue;
    Account opened = e.target;
    opened.sid = SidAhead(e, logons);
    if (IsWhole(opened)) AddName(opened);
  }
}

Symbol UserDirectory::SidAhead(const Event& desktop, std::span<const Event* const> logons) const {
  const std::string_view domain = desktop.target.domain.view();
  auto logon = std::lower_bound(
      logons.begin(), logons.end(), desktop.time - kLogonToLocalSession,
      [](const Event* e, FileTime time) { return e->time < time; });
  Symbol sid;
  for (; logon != logons.end() && (*logon)->time <= desktop.time; ++logon) {
    const Account& account = (*logon)->target;
    const bool fits = IsMicrosoftAccount(account) ? SameDomain(domain, ".", home_)
                                                  : EqualsIgnoreCase(domain, account.domain.view());
    if (!fits) continue;
    if (!sid.empty() && sid != account.sid) return {};
    sid = account.sid;
  }
  return sid;
}

void UserDirectory::Add(const Account& account) {
  AddName(account);
  of_sid_.try_emplace(account.sid.view(), ToUser(account));
}

void UserDirectory::AddName(const Account& account) {
  of_name_[ToLower(account.name.view())].push_back({account.domain, account.sid});
}

Symbol UserDirectory::SidOf(std::string_view name, std::string_view domain) const {
  const auto found = of_name_.find(ToLower(name));
  const std::size_t at = name.find('@');
  if (found == of_name_.end() && at != std::string_view::npos)
    return SidOf(name.substr(0, at), name.substr(at + 1));  // a name with its domain
  if (found == of_name_.end()) return {};
  Symbol sid;
  for (const Entry& entry : found->second) {
    if (!SameDomain(domain, entry.domain.view(), home_)) continue;
    if (!sid.empty() && sid != entry.sid) return {};
    sid = entry.sid;
  }
  return sid;
}

void UserDirectory::Complete(User& user) const {
  if (user.sid.empty() && !user.name.empty()) user.sid = SidOf(user.name, user.domain);
  const auto known = of_sid_.find(user.sid);
  if (known == of_sid_.end()) return;
  if (user.name.empty()) user = known->second;
  if (user.domain.empty()) user.domain = known->second.domain;
}

std::string UserDirectory::MachineSid() const {
  std::map<std::string_view, std::size_t> issuers;
  for (const auto& [account, known] : mentions_) {
    const std::string_view issuer = IssuerOf(account.sid.view());
    if (issuer.empty() || account.domain.empty()) continue;
    if (home_.IsHost(account.domain.view())) issuers[issuer] += known.records;
  }
  const auto most =
      std::max_element(issuers.begin(), issuers.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == issuers.end() ? std::string() : std::string(most->first);
}

void UserDirectory::Identify(std::span<Event> events, const EventIndex& index) {
  FlatMap<Mention, Symbol, MentionHash> sids;  // of names and domains
  for (const Index number : index.Where(TellsByName)) {
    const auto i = static_cast<std::size_t>(number);
    Event& e = events[i];
    if (!e.target.sid.empty() || e.target.name.empty()) continue;
    const auto [sid, added] = sids.Add({Symbol(), e.target.name, e.target.domain});
    if (added) sid = SidOf(e.target.name.view(), e.target.domain.view());
    e.target.sid = sid;
    if (!e.target.sid.empty()) identified_.push_back(i);
  }
}

void UserDirectory::Restore(std::span<Event> events) const {
  for (const std::size_t i : identified_) events[i].target.sid = {};
}

}  // namespace logonloom
