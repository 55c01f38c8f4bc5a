// What the accounts of SIDs are called, for acts of which a record gives the SID alone.
#pragma once

#include <functional>
#include <string_view>

#include "base/flat_map.h"
#include "logonloom/sessions.h"

namespace logonloom {

class SidNames {
 public:
  // Of those that have sessions. `correlation` must outlive the names.
  explicit SidNames(const Correlation& correlation);
  // On that machine; the SID itself if no name is known.
  std::string_view NameOf(Index host, std::string_view sid) const;

 private:
  struct HostSid {
    Index host = kNone;
    std::string_view sid;
    friend bool operator==(const HostSid&, const HostSid&) = default;
  };
  struct HostSidHash {
    std::size_t operator()(const HostSid& key) const noexcept {
      return HashNumber(std::hash<std::string_view>()(key.sid),
                        static_cast<std::uint32_t>(key.host));
    }
  };
  template <typename Sessions>
  void Add(const Sessions& sessions);

  FlatMap<HostSid, std::string_view, HostSidHash> names_;
};

}  // namespace logonloom
