#include "events/catalogue.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace logonloom {

const LogFamily* FindFamily(std::string_view provider, std::string_view channel) {
  static const std::array kAll = {SecurityFamilies(), SystemFamilies(),
                                  TerminalServicesFamilies(), SysmonFamilies()};
  for (const std::span<const LogFamily> group : kAll)
    for (const LogFamily& family : group)
      if (EqualsIgnoreCase(family.provider, provider) &&
          (family.channel.empty() || EqualsIgnoreCase(family.channel, channel)))
        return &family;
  return nullptr;
}

const CatalogueEntry* FindEntry(const LogFamily& family, std::uint32_t event_id) {
  const auto entry = std::find_if(
      family.entries.begin(), family.entries.end(),
      [event_id](const CatalogueEntry& candidate) { return candidate.event_id == event_id; });
  return entry == family.entries.end() ? nullptr : &*entry;
}

}  // namespace logonloom
