#include "correlate/machine_identity.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "correlate/sysmon_logon_guid.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

template <typename Value>
bool Disjoint(const std::set<Value>& a, const std::set<Value>& b) {
  return !a.empty() && !b.empty() &&
         std::none_of(a.begin(), a.end(), [&](const Value& value) { return b.contains(value); });
}

// A local account bears the machine's name as domain.
bool IsLocal(Symbol computer, const Account& account) {
  const std::string_view name = computer.view();
  return EqualsIgnoreCase(account.domain.view(), name.substr(0, name.find('.')));
}

// What was looked at in one file: each account's domain and SID tell the same everywhere in it.
struct Looked {
  struct Nothing {};
  FlatMap<DomainOfSid, Nothing, DomainOfSidHash> accounts;
  std::unordered_set<Symbol> guids;
};

}  // namespace

std::string_view IssuerOf(std::string_view sid) {
  return sid.starts_with("S-1-5-21-") ? sid.substr(0, sid.rfind('-')) : std::string_view();
}

bool MachineIdentity::Contradicts(const MachineIdentity& other) const {
  return Disjoint(sids, other.sids) || Disjoint(guids, other.guids);
}

std::map<std::int32_t, MachineIdentity> IdentitiesOfFiles(const std::vector<const Event*>& events) {
  std::map<std::int32_t, MachineIdentity> identities;
  std::unordered_map<std::int32_t, Looked> looked;
  Looked* last = nullptr;  // events of one file come in runs
  std::int32_t file = -1;
  for (const Event* e : events) {
    if (last == nullptr || e->source.file_index != file) last = &looked[e->source.file_index];
    file = e->source.file_index;
    Looked& in_file = *last;
    for (const Account* account : {&e->subject, &e->target}) {
      if (account->domain.empty() || account->sid.empty()) continue;
      if (!in_file.accounts.Add({account->sid, account->domain}).second) continue;
      const std::string_view issuer = IssuerOf(account->sid.view());
      if (!issuer.empty() && IsLocal(e->computer, *account))
        identities[file].sids.emplace(issuer);
    }
    if (e->logon_guid.empty() || e->channel.view() != kSysmonChannel) continue;
    if (!in_file.guids.insert(e->logon_guid).second) continue;
    if (const auto guid = ParseSysmonLogonGuid(e->logon_guid.view()))
      identities[file].guids.insert(guid->machine);
  }
  return identities;
}

}  // namespace logonloom
