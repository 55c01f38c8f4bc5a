// What ran in a session, as a tree.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "casedb/case_reader.h"

namespace logonloom {

struct ProcessNode {
  std::string time;   // as the views write it
  std::string words;  // command line, or the program; visible text
  std::string user;
  int depth = 0;
  int times = 1;  // equal calls in a row under one parent, folded
};

// Depth first, each parent's children by time. Of the view processes, by their keys; without it of
// the process starts in activity, where only the parent's program is known.
std::vector<ProcessNode> ProcessTree(const CaseReader& reader, std::int64_t session);

}  // namespace logonloom
