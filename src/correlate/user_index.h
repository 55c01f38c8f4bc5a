// Finds what belongs to a user in a boot without a walk over everything: a terminal server has
// thousands of desktops.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "correlate/users.h"

namespace logonloom {

class UserIndex {
 public:
  void Add(Index boot, const User& user, Index value) {
    if (!user.sid.empty()) of_sid_[{boot, ToLower(user.sid)}].push_back(value);
    if (!user.name.empty()) of_name_[{boot, Bare(user.name)}].push_back(value);
  }

  // Calls visit(value) for all whose user may be this one, until it returns true; some come twice.
  // Whether he is, SameUser tells.
  template <typename Visit>
  bool AnyMayBe(Index boot, const User& user, Visit visit) const {
    return (!user.sid.empty() && Any(of_sid_, {boot, ToLower(user.sid)}, visit)) ||
           (!user.name.empty() && Any(of_name_, {boot, Bare(user.name)}, visit));
  }

 private:
  using Values = std::map<std::pair<Index, std::string>, std::vector<Index>>;

  static std::string Bare(const std::string& name) {
    return ToLower(std::string_view(name).substr(0, name.find('@')));
  }
  template <typename Visit>
  static bool Any(const Values& values, const std::pair<Index, std::string>& key, Visit& visit) {
    const auto at = values.find(key);
    return at != values.end() && std::any_of(at->second.begin(), at->second.end(), visit);
  }

  Values of_sid_, of_name_;
};

}  // namespace logonloom
