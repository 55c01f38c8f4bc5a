// Names of accounts as numbers, whatever their case.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/flat_map.h"
#include "base/text.h"

namespace logonloom {

// Hundreds of thousands of sessions share the texts of few names, so that most are known by the
// places of their texts, without a look at their letters.
class NameNumbers {
 public:
  // A whole text, as records and sessions have it, which must stay where it is for as long as this
  // lives.
  std::uint64_t Add(std::string_view name) {
    const auto [number, added] = by_place_.Add(name.data());
    if (added) number = by_text_.try_emplace(ToLower(name), by_text_.size()).first->second;
    return number;
  }
  // Of a whole text too; nullopt if it was never added.
  std::optional<std::uint64_t> Find(std::string_view name) const {
    if (const std::uint64_t* number = by_place_.Find(name.data())) return *number;
    const auto known = by_text_.find(ToLower(name));
    return known == by_text_.end() ? std::nullopt : std::optional(known->second);
  }

 private:
  FlatMap<const char*, std::uint64_t> by_place_;
  std::unordered_map<std::string, std::uint64_t> by_text_;  // lower case
};

}  // namespace logonloom
