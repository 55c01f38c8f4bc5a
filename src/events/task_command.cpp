#include "events/task_command.h"

#include <pugixml.hpp>

#include "base/text.h"

namespace logonloom {

std::string TaskCommand(std::string_view definition) {
  pugi::xml_document task;
  // The text is UTF-8, whatever it declares.
  const bool whole = task.load_buffer(definition.data(), definition.size(), pugi::parse_default,
                                      pugi::encoding_utf8);
  const bool cut = !whole && definition.find("</Exec>") == std::string_view::npos;
  if (cut) return {};  // perhaps within the command
  const pugi::xml_node program = task.find_node(
      [](const pugi::xml_node& node) { return std::string_view(node.name()) == "Exec"; });
  std::string command(Trim(program.child_value("Command")));
  const std::string_view arguments = Trim(program.child_value("Arguments"));
  return arguments.empty() ? command : command.append(" ").append(arguments);
}

}  // namespace logonloom
