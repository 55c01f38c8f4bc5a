#include "correlate/machine_identity.h"

#include <algorithm>

#include "base/text.h"
#include "correlate/sysmon_logon_guid.h"

namespace logonloom {
namespace {

template <typename Value>
bool Disjoint(const std::set<Value>& a, const std::set<Value>& b) {
  return !a.empty() && !b.empty() &&
         std::none_of(a.begin(), a.end(), [&](const Value& value) { return b.contains(value); });
}

// A local account bears the machine's name as domain.
bool IsLocal(Symbol computer, Symbol domain) {
  const std::string_view name = computer.view();
  return EqualsIgnoreCase(domain.view(), FirstLabel(name));
}

}  // namespace

std::string_view IssuerOf(std::string_view sid) {
  return sid.starts_with("S-1-5-21-") ? sid.substr(0, sid.rfind('-')) : std::string_view();
}

bool MachineIdentity::Contradicts(const MachineIdentity& other) const {
  return Disjoint(sids, other.sids) || Disjoint(guids, other.guids);
}

std::map<std::int32_t, MachineIdentity> IdentitiesOfFiles(const std::vector<const Log*>& logs) {
  std::map<std::int32_t, MachineIdentity> identities;
  for (const Log* log : logs) {
    for (const DomainOfSid& account : log->accounts) {
      const std::string_view issuer = IssuerOf(account.sid.view());
      if (!issuer.empty() && IsLocal(log->computer, account.domain))
        identities[log->file].sids.emplace(issuer);
    }
    for (const Symbol logon : log->sysmon_logons)
      if (const auto guid = ParseSysmonLogonGuid(logon.view()))
        identities[log->file].guids.insert(guid->machine);
  }
  return identities;
}

}  // namespace logonloom
