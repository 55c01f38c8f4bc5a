// What records tell of the machine itself, beside its name.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "correlate/logs.h"

namespace logonloom {

// «S-1-5-21-a-b-c», who gave out an account's SID; empty for SIDs of other kinds.
std::string_view IssuerOf(std::string_view sid);

struct MachineIdentity {
  std::set<std::string> sids;     // machine SIDs: the issuers of its local accounts
  std::set<std::uint32_t> guids;  // begins of the MachineGuid, in Sysmon's LogonGuids

  // Whether they can only be two machines. Equal ones prove nothing: clones share both.
  bool Contradicts(const MachineIdentity& other) const;
  friend auto operator<=>(const MachineIdentity&, const MachineIdentity&) = default;
};

// By file. Files whose records tell nothing are left out.
std::map<std::int32_t, MachineIdentity> IdentitiesOfFiles(const std::vector<const Log*>& logs);

}  // namespace logonloom
