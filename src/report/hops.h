// Where people went on to: sessions that one machine opened on another.
#pragma once

#include <cstdint>
#include <vector>

#include "casedb/case_reader.h"

namespace logonloom {

struct Hop {
  std::int64_t from_session = 0, to_session = 0;
  double confidence = 0;
  // Recorded: a link of the case says so. Otherwise it is told from address, name and time.
  bool recorded = false;
  bool same_user = false;  // the user is one whom the first session had
};

// All hops of a case, by the begin of the session that they lead to. `session`: only from and to
// that one; 0 for all.
std::vector<Hop> FindHops(const CaseReader& reader, std::int64_t session);

}  // namespace logonloom
