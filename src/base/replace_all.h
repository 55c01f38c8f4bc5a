// Text with each occurrence of a part replaced.
#pragma once

#include <string>
#include <string_view>

namespace logonloom {

// From left to right, never inside of what was put in; an empty `from` changes nothing.
std::string ReplaceAll(std::string text, std::string_view from, std::string_view to);

}  // namespace logonloom
