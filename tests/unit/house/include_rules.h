// Every #include against the layer table.
#pragma once

#include <string>
#include <vector>

#include "layer_table.h"
#include "source_tree.h"

namespace logonloom::house {

// Violations, each one sentence that begins with file and line. Looks at src/ and include/.
std::vector<std::string> CheckIncludes(const LayerTable& table, const SourceTree& tree);

}  // namespace logonloom::house
