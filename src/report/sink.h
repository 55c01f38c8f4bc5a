// Where a report's text goes; the command line connects it to stdout or a file.
#pragma once

#include <functional>
#include <string_view>

namespace logonloom {

using TextSink = std::function<void(std::string_view)>;

}  // namespace logonloom
