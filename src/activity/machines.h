// Which machine a name or an address means, learned from the logs.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "activity/scene.h"
#include "base/flat_map.h"
#include "logonloom/activity.h"
#include "model/address_forms.h"

namespace logonloom {

// A connection as one machine recorded it: Security 5156, Sysmon 3.
struct RecordedConnection {
  bool outbound = false;
  Symbol source, destination;
  std::uint32_t source_port = 0, destination_port = 0;
};
constexpr bool IsConnection(EventKind kind) {
  return kind == EventKind::kNetworkConnection || kind == EventKind::kProcessConnection;
}
std::optional<RecordedConnection> ConnectionOf(const Event& event);

class Machines {
 public:
  // `texts` holds the names and addresses, and must outlive what TakeAddresses gives.
  Machines(const Scene& scene, AddressForms& forms, StringPool& texts);

  // The machine of that name, with or without domain; kNone if none or several have it.
  Index Named(std::string_view name) const;
  // The machine that had the address at the time, as far as records of about then tell. What logons
  // under the name `asking` tell is no witness for one that gives itself that name.
  Index At(std::string_view address, FileTime time, std::string_view asking = {}) const;
  // Whether connections that the machine recorded before and after the time all have other
  // addresses.
  bool Refutes(Index host, std::string_view address, FileTime time) const;
  // Whether a machine itself recorded that the address is its own.
  bool IsOwn(std::string_view address) const;
  // Everything told. Takes it out: nothing is known of addresses then.
  BulkList<HostAddress> TakeAddresses();

 private:
  // What one text of an address stands for in `told_`.
  struct Holders {
    Index first = kNone;
    bool own = false;  // a machine itself recorded it
  };

  void NameHosts();

  const Scene& scene_;
  std::map<std::string, Index, std::less<>> by_name_;
  BulkList<HostAddress> told_;  // by machine, name, address, basis
  std::vector<Index> next_;     // told → the next one of the same address
  FlatMap<std::string_view, Holders> by_address_;
  std::map<std::pair<Index, bool>, std::vector<Index>> own_;  // machine, IPv6 → told
};

}  // namespace logonloom
