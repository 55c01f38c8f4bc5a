// cmake/layers.txt, parsed.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace logonloom::house {

struct LayerTable {
  using Stages = std::set<std::string>;
  std::map<std::string, Stages> stages;           // stage → stages it may include
  std::map<std::string, std::string> contracts;   // contract header → its stage
  std::map<std::string, Stages> foreign_headers;  // library or system header → its home
  std::vector<std::string> errors;                // lines that say nothing known

  // The home of a library or system header; nullptr if the table does not know it.
  const Stages* HomeOf(std::string_view header) const;
};

LayerTable ParseLayers(const std::string& text);

}  // namespace logonloom::house
