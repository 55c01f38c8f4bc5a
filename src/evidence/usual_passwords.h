// With which samples and collections are packed all over the field.
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

namespace logonloom {

inline constexpr std::string_view kUsualPasswords[] = {"infected", "malware", "password", "dfir",
                                                       "forensics"};

inline bool IsUsualPassword(std::string_view password) {
  return std::find(std::begin(kUsualPasswords), std::end(kUsualPasswords), password) !=
         std::end(kUsualPasswords);
}

}  // namespace logonloom
