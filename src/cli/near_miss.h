// The word that somebody who mistyped probably meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace logonloom {

// « Did you mean X?», or nothing if none of `words` is near.
std::string DidYouMean(std::string_view word, const std::vector<std::string>& words);

}  // namespace logonloom
