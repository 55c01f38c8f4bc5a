// Members of archives that were unpacked a moment ago; those used longest ago go first.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <string>
#include <utility>

#include "evidence/member_source.h"

namespace logonloom {

class MemberCache {
 public:
  static constexpr std::uint64_t kMostBytes = std::uint64_t{256} << 20;

  // Null if it is not there.
  SharedBytes Find(const std::string& place) {
    const auto found = entries_.find(place);
    if (found == entries_.end()) return nullptr;
    order_.splice(order_.begin(), order_, found->second.second);
    return found->second.first;
  }

  void Keep(const std::string& place, SharedBytes bytes) {
    if (bytes->size() > kMostBytes || entries_.contains(place)) return;
    kept_bytes_ += bytes->size();
    order_.push_front(place);
    entries_[place] = {std::move(bytes), order_.begin()};
    while (kept_bytes_ > kMostBytes) {
      kept_bytes_ -= entries_.at(order_.back()).first->size();
      entries_.erase(order_.back());
      order_.pop_back();
    }
  }

 private:
  std::list<std::string> order_;  // last used first
  std::map<std::string, std::pair<SharedBytes, std::list<std::string>::iterator>> entries_;
  std::uint64_t kept_bytes_ = 0;
};

}  // namespace logonloom
