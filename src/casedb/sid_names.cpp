#include "casedb/sid_names.h"

#include "model/well_known_sids.h"

namespace logonloom {

SidNames::SidNames(const Correlation& correlation) {
  Add(correlation.logon_sessions);
  Add(correlation.local_sessions);
  Add(correlation.access_sessions);
}

template <typename Sessions>
void SidNames::Add(const Sessions& sessions) {
  for (const auto& session : sessions) {
    const std::string_view sid = session.user.sid, name = session.user.name;
    if (sid.empty() || name.empty()) continue;
    const auto [known, added] = names_.Add({session.host, sid});
    if (added) known = name;
  }
}

// Accounts of a machine or a domain can be renamed, those of Windows itself cannot.
std::string_view SidNames::NameOf(Index host, std::string_view sid) const {
  if (const std::string_view* known = names_.Find({host, sid})) return *known;
  const std::string_view name =
      sid.starts_with("S-1-5-21-") ? std::string_view() : WellKnownSidName(sid);
  return name.empty() ? sid : name;
}

}  // namespace logonloom
