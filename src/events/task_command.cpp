#include "events/task_command.h"

#include <algorithm>
#include <utility>

#include "base/replace_all.h"
#include "base/text.h"

namespace logonloom {
namespace {

// The text of the first element of that name, nothing decoded; empty if there is none.
std::string_view Inside(std::string_view xml, std::string_view name) {
  const std::string open = "<" + std::string(name) + ">", close = "</" + std::string(name) + ">";
  const std::size_t begin = xml.find(open);
  if (begin == std::string_view::npos) return {};
  xml.remove_prefix(begin + open.size());
  const std::size_t end = xml.find(close);
  return end == std::string_view::npos ? std::string_view() : Trim(xml.substr(0, end));
}

std::string Decoded(std::string_view text) {
  std::string decoded(text);
  for (const auto& [entity, character] : {std::pair("&lt;", "<"), std::pair("&gt;", ">"),
                                          std::pair("&quot;", "\""), std::pair("&apos;", "'"),
                                          std::pair("&amp;", "&")})
    decoded = ReplaceAll(std::move(decoded), entity, character);
  return decoded;
}

}  // namespace

std::string TaskCommand(std::string_view definition) {
  // Not <ExecutionTimeLimit>; <Exec> may have an attribute.
  const std::size_t begin = std::min(definition.find("<Exec>"), definition.find("<Exec "));
  if (begin == std::string_view::npos) return {};
  definition.remove_prefix(begin);
  definition = definition.substr(0, definition.find("</Exec>"));
  std::string command = Decoded(Inside(definition, "Command"));
  const std::string arguments = Decoded(Inside(definition, "Arguments"));
  return arguments.empty() ? command : command.append(" ").append(arguments);
}

}  // namespace logonloom
