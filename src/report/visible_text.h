// Text of evidence made safe for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace logonloom {

// Control characters as ^X, bidirectional and other invisible formatting characters as <U+XXXX>,
// bytes that are no UTF-8 as <XX>: nothing in it moves the cursor or reorders the line.
std::string VisibleText(std::string_view text);

// Columns that the text takes on a terminal, one per code point, two for East Asian wide ones.
std::size_t DisplayWidth(std::string_view text);

// At most `width` columns, the cut marked by «…».
std::string Shorten(std::string_view text, std::size_t width);

}  // namespace logonloom
