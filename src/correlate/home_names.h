// What a machine calls itself and its domain: records name one account with several of these.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "correlate/event_index.h"

namespace logonloom {

// The machine's own computer account, «HOST$»; NetBIOS cuts long names.
bool IsComputerAccountOf(std::string_view computer, std::string_view account);

// All in lower case.
struct HomeNames {
  std::vector<std::string> host;  // all names that the machine had, long and short
  // Names of one domain in DNS and in NetBIOS, where one does not begin with the other.
  std::set<std::pair<std::string, std::string>> domains;

  bool IsHost(std::string_view name) const;
  // The machine itself as the domain of its own accounts.
  bool IsHostAsDomain(std::string_view domain) const;
  bool IsOwnAccount(std::string_view account) const;
  // The machine's domain in either form, or the machine itself.
  bool IsOwnDomain(std::string_view domain) const;
  bool AreFormsOfOne(std::string_view a, std::string_view b) const;
};

// The machine tells its domain itself: its own account is of the domain that its full name ends
// with. Else a desktop may tell, of who has just been authenticated with that ending as domain.
HomeNames FindHomeNames(std::span<const Event> events, const EventIndex& index,
                        std::vector<std::string> host);

}  // namespace logonloom
