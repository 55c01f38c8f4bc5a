// The other rules of the house. Each function gives the violations, one sentence each.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "source_tree.h"

namespace logonloom::house {

// Only src/cli talks to the console.
std::vector<std::string> CheckConsole(const SourceTree& tree);

// Each .cpp below tests/ stands in the CMakeLists.txt of its folder or of one above.
std::vector<std::string> CheckTestsAreBuilt(const SourceTree& tests);

// `names`: what lies at the top. Dot files, and the build folder that git ignores, are free.
std::vector<std::string> CheckTopLevel(const std::set<std::string>& names);

// Paths that a page names («src/base/text.h») exist. `exists` has all files and folders.
std::vector<std::string> CheckPathsInPage(const std::string& page, const std::string& text,
                                          const std::set<std::string>& exists);

// One line for each number of a header that no row «| `kName` | value |» of the page tells, or tells
// otherwise where it is a plain number of seconds.
std::vector<std::string> CheckNumbersInPage(const std::string& header, const std::string& page);

}  // namespace logonloom::house
