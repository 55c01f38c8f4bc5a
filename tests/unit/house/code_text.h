// Just enough reading of C++ for house rules.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace logonloom::house {

// `code` with comments and the contents of text and character literals blanked.
std::string WithoutCommentsAndTexts(std::string_view code);

// All identifiers in it; qualified ones as written: «std::cout».
std::set<std::string> Identifiers(std::string_view code);

struct Include {
  int line = 0;
  bool quoted = false;  // "…", not <…>
  std::string header;
};
std::vector<Include> Includes(const std::string& code);

}  // namespace logonloom::house
