// Claims about reduced logs that the whole logs show to be false. With fewer records less may be
// known, but nothing else. No contradiction is
// - one visit that stands for several of its desktop, whose comings and goings are not told;
// - a network logon that authenticated ahead of a remote desktop, without the connection's records;
// - a failure or an authentication of its own that the whole logs fold into the session behind it;
// - one boot that was several, or one machine under several names;
// - a window in which a use of a session id ended ahead of the next one, however it did;
// - what such logs cannot show in principle (unknowable.cpp);
// - a session of a kind that the whole logs do not know either (purpose `unknown`).
#pragma once

#include <string>
#include <vector>

#include "logonloom/sessions.h"

namespace logonloom {

struct Contradiction {
  std::string kind;  // «access_end_time»
  std::string text;  // both claims
  Index logon = kNone;        // of the reduced logs
  std::vector<Index> access = {};  // of the reduced logs
};
using Contradictions = std::vector<Contradiction>;

Contradictions FindContradictions(const Correlation& whole, const Correlation& reduced);

}  // namespace logonloom
