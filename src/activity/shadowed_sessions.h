// Sessions that somebody else watched or steered (shadowing): RemoteConnectionManager names them by
// the number of the desktop and the user.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "activity/scene.h"

namespace logonloom {

class ShadowedSessions {
 public:
  explicit ShadowedSessions(const MachineScene& scene);
  // The access session that a record of shadowing names, the only one of that desktop and user that
  // was open then; kNone.
  Index SessionOf(Index event) const;

 private:
  const MachineScene& scene_;
  std::map<std::pair<Index, std::uint32_t>, std::vector<Index>> of_desktop_;  // boot and number
};

}  // namespace logonloom
