// What records tell of the machine itself, beside its name.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/flat_map.h"
#include "logonloom/event.h"

namespace logonloom {

// The domain and SID that a record gives an account.
struct DomainOfSid {
  Symbol sid, domain;
  friend bool operator==(const DomainOfSid&, const DomainOfSid&) = default;
};
struct DomainOfSidHash {
  std::size_t operator()(const DomainOfSid& key) const noexcept {
    const std::hash<Symbol> hash;
    return std::uint64_t{hash(key.sid)} << 32 | hash(key.domain);
  }
};

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
std::map<std::int32_t, MachineIdentity> IdentitiesOfFiles(const std::vector<const Event*>& events);

}  // namespace logonloom
