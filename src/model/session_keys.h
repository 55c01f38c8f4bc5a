// Short stable names of sessions, made from the machine and the earliest evidence record, so that
// a session quoted in a report keeps its name when more evidence is added.
#pragma once

#include <cstdint>
#include <optional>

#include "logonloom/sessions.h"

namespace logonloom {

class SessionKeys {
 public:
  // `kind`: «L» logon session, «S» access session, «P» process. `discriminator` tells sessions with
  // one first record apart.
  ShortName Of(char kind, const Event& first, std::uint64_t discriminator);

 private:
  // Those of the event before, mostly of this one too, and the hash of both.
  std::optional<Symbol> computer_, channel_;
  std::uint64_t begin_ = 0;
};

}  // namespace logonloom
