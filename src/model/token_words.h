// Words for what tokens are: how far elevated, of which integrity.
#pragma once

#include <string_view>

namespace logonloom {

// %%1936 default, %%1937 full, %%1938 limited; other texts stay as they are.
std::string_view ElevationWord(std::string_view logged);
// A mandatory label's SID or Sysmon's word: untrusted, low, medium, medium_plus, high, system,
// protected, app_container; other texts stay as they are.
std::string_view IntegrityWord(std::string_view logged);

}  // namespace logonloom
