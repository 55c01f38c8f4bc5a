// Links as they are found, with the processes at their ends, each pair of sessions once per kind.
#pragma once

#include <cstdint>
#include <functional>
#include <iterator>
#include <span>
#include <string_view>
#include <vector>

#include "activity/scene.h"
#include "base/flat_map.h"
#include "logonloom/activity.h"

namespace logonloom {

class LinkList {
 public:
  explicit LinkList(const Scene& scene) : scene_(scene) {}

  // Between sessions; whoever has none is named by its host alone.
  void Add(Link link, LinkProcesses ends = {}) {
    if (link.from_logon_session != kNone)
      link.from_host = scene_.logon(link.from_logon_session).host;
    if (link.to_logon_session != kNone) link.to_host = scene_.logon(link.to_logon_session).host;
    if (link.from_logon_session != kNone &&
        (link.from_logon_session == link.to_logon_session || !known_.Add(KeyOf(link)).second))
      return;
    links.push_back(link);
    processes.push_back(ends);
  }

  // Links that count as they are.
  void Keep(std::span<const Link> found, std::span<const LinkProcesses> ends = {}) {
    for (const Link& link : found) known_.Add(KeyOf(link));
    links.insert(links.end(), found.begin(), found.end());
    processes.insert(processes.end(), ends.begin(), ends.end());
    processes.resize(links.size());
  }

  BulkList<Link> links;
  BulkList<LinkProcesses> processes;  // parallel to links

 private:
  struct Key {
    Index from = kNone, to = kNone, visit = kNone;
    std::string_view kind;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const noexcept {
      const auto bits = [](Index index) { return static_cast<std::uint32_t>(index); };
      return HashNumber(std::uint64_t{bits(key.from)} << 32 | bits(key.to),
                        bits(key.visit) + std::hash<std::string_view>()(key.kind));
    }
  };
  struct Nothing {};
  // Visits count by themselves only where no logon session is known.
  static Key KeyOf(const Link& k) {
    return {k.from_logon_session, k.to_logon_session,
            k.to_logon_session == kNone ? k.to_access_session : kNone, k.kind};
  }

  const Scene& scene_;
  FlatMap<Key, Nothing, KeyHash> known_;
};

}  // namespace logonloom
