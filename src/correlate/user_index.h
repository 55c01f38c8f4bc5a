// Finds what belongs to a user in a boot without a walk over everything: a terminal server has
// thousands of desktops.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/caseless_hash.h"
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
    if (!user.sid.empty()) visit(Of(of_sid_, {boot, user.sid}));
    if (!user.name.empty()) visit(Of(of_name_, {boot, Bare(user.name)}));
  }
  // Calls visit(list) for those that are there, until it returns true.
  template <typename Visit>
  bool Any(Index boot, const User& user, Visit visit) const {
    return (!user.sid.empty() && Find(of_sid_, {boot, user.sid}, visit)) ||
           (!user.name.empty() && Find(of_name_, {boot, Bare(user.name)}, visit));
  }

 private:
  // Whatever the case of the text.
  struct Mention {
    Index boot;
    std::string_view text;
  };
  struct Known {
    Index boot;
    std::string text;
    operator Mention() const { return {boot, text}; }
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(const Mention& mention) const noexcept {
      return HashIgnoringCase(mention.text, static_cast<std::uint32_t>(mention.boot));
    }
  };
  struct Same {
    using is_transparent = void;
    bool operator()(const Mention& a, const Mention& b) const noexcept {
      return a.boot == b.boot && EqualsIgnoreCase(a.text, b.text);
    }
  };
  using Lists = std::unordered_map<Known, List, Hash, Same>;

  static std::string_view Bare(std::string_view name) { return name.substr(0, name.find('@')); }
  static List& Of(Lists& lists, const Mention& key) {
    const auto at = lists.find(key);
    return at != lists.end() ? at->second : lists[{key.boot, std::string(key.text)}];
  }
  template <typename Visit>
  static bool Find(const Lists& lists, const Mention& key, Visit& visit) {
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
