#include "correlate/machine_identity.h"

#include <algorithm>
#include <optional>
#include <tuple>

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
std::optional<std::string> MachineSid(Symbol computer, const Account& account) {
  const std::string_view sid = account.sid.view(), name = computer.view();
  if (!sid.starts_with("S-1-5-21-")) return std::nullopt;
  if (!EqualsIgnoreCase(account.domain.view(), name.substr(0, name.find('.')))) return std::nullopt;
  return std::string(sid.substr(0, sid.rfind('-')));
}

}  // namespace

bool MachineIdentity::Contradicts(const MachineIdentity& other) const {
  return Disjoint(sids, other.sids) || Disjoint(guids, other.guids);
}

std::map<std::int32_t, MachineIdentity> IdentitiesOfFiles(const std::vector<const Event*>& events) {
  std::map<std::int32_t, MachineIdentity> identities;
  std::set<std::tuple<std::int32_t, Symbol, Symbol>> looked;  // file, domain, SID or GUID
  for (const Event* e : events) {
    const std::int32_t file = e->source.file_index;
    for (const Account* account : {&e->subject, &e->target}) {
      if (account->domain.empty() || account->sid.empty()) continue;
      if (!looked.emplace(file, account->domain, account->sid).second) continue;
      if (const auto sid = MachineSid(e->computer, *account)) identities[file].sids.insert(*sid);
    }
    if (e->logon_guid.empty() || e->channel.view() != kSysmonChannel) continue;
    if (!looked.emplace(file, Symbol(), e->logon_guid).second) continue;
    if (const auto guid = ParseSysmonLogonGuid(e->logon_guid.view()))
      identities[file].guids.insert(guid->machine);
  }
  return identities;
}

}  // namespace logonloom
