// Finds what belongs to a user in a boot without a walk over everything: a terminal server has
// thousands of desktops.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "correlate/users.h"

namespace logonloom {

// A List for each SID and for each name of a boot.
template <typename List>
class ListsOfUsers {
 public:
  // Calls visit(list) for that of the user's SID and that of his name; they are made if new.
  template <typename Visit>
  void ForEach(Index boot, const User& user, Visit visit) {
    if (!user.sid.empty()) visit(of_sid_[{boot, ToLower(user.sid)}]);
    if (!user.name.empty()) visit(of_name_[{boot, Bare(user.name)}]);
  }
  // Calls visit(list) for those that are there, until it returns true.
  template <typename Visit>
  bool Any(Index boot, const User& user, Visit visit) const {
    return (!user.sid.empty() && Find(of_sid_, {boot, ToLower(user.sid)}, visit)) ||
           (!user.name.empty() && Find(of_name_, {boot, Bare(user.name)}, visit));
  }

 private:
  using Lists = std::map<std::pair<Index, std::string>, List>;

  static std::string Bare(std::string_view name) { return ToLower(name.substr(0, name.find('@'))); }
  template <typename Visit>
  static bool Find(const Lists& lists, const std::pair<Index, std::string>& key, Visit& visit) {
    const auto at = lists.find(key);
    return at != lists.end() && visit(at->second);
  }

  Lists of_sid_, of_name_;
};

class UserIndex {
 public:
  void Add(Index boot, const User& user, Index value) {
    lists_.ForEach(boot, user, [value](std::vector<Index>& list) { list.push_back(value); });
  }

  // Calls visit(value) for all whose user may be this one, until it returns true; some come twice.
  // Whether he is, SameUser tells.
  template <typename Visit>
  bool AnyMayBe(Index boot, const User& user, Visit visit) const {
    return lists_.Any(boot, user, [&visit](const std::vector<Index>& list) {
      return std::any_of(list.begin(), list.end(), visit);
    });
  }

 private:
  ListsOfUsers<std::vector<Index>> lists_;
};

}  // namespace logonloom
