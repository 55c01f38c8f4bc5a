// The records of a session, gathered into moments that a person would tell.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "casedb/case_reader.h"

namespace logonloom {

struct Moment {
  std::string time;  // as the views write it
  std::string role;
  std::string words;                 // for people; visible text
  std::vector<std::string> records;  // «Security 4624 #7552»
  int failures = 0;                  // attempts that are folded into it
};

// In order of time. Records of one role within a few seconds are one moment, and so are all failed
// attempts ahead of the session.
std::vector<Moment> SessionMoments(const CaseReader& reader, std::int64_t session);

}  // namespace logonloom
