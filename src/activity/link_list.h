// Links as they are found: the links of a correlation with the processes at their ends, each pair
// of sessions once per kind.
#pragma once

#include <set>
#include <tuple>
#include <vector>

#include "activity/scene.h"
#include "logonloom/activity.h"

namespace logonloom {

class LinkList {
 public:
  // What `correlation` has already counts as found.
  LinkList(const Scene& scene, const Correlation& correlation) : scene_(scene) {
    links = correlation.links;
    processes.resize(links.size());
    for (const Link& k : links) known_.insert(KeyOf(k));
  }

  // Between sessions; whoever has none is named by its host alone.
  void Add(Link link, LinkProcesses ends = {}) {
    if (link.from_logon_session != kNone)
      link.from_host = scene_.logon(link.from_logon_session).host;
    if (link.to_logon_session != kNone) link.to_host = scene_.logon(link.to_logon_session).host;
    if (link.from_logon_session != kNone &&
        (link.from_logon_session == link.to_logon_session ||
         !known_.insert(KeyOf(link)).second))
      return;
    links.push_back(link);
    processes.push_back(ends);
  }

  std::vector<Link> links;
  std::vector<LinkProcesses> processes;  // parallel to links

 private:
  using Key = std::tuple<Index, Index, Index, std::string_view>;
  // Visits count by themselves only where no logon session is known.
  static Key KeyOf(const Link& k) {
    return {k.from_logon_session, k.to_logon_session,
            k.to_logon_session == kNone ? k.to_access_session : kNone, k.kind};
  }

  const Scene& scene_;
  std::set<Key> known_;
};

}  // namespace logonloom
