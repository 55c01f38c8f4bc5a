#include "activity/planned_commands.h"

#include <cctype>
#include <string>
#include <vector>

#include "activity/processes.h"
#include "base/text.h"

namespace logonloom {
namespace {

bool IsVariableName(std::string_view name) {
  for (const char c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_' && c != '(' && c != ')')
      return false;
  return !name.empty();
}

// The texts around the variables: «%SystemRoot%\a.exe» → «», «\a.exe».
std::vector<std::string_view> FixedParts(std::string_view planned) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0, from = 0;
  while (true) {
    const std::size_t open = planned.find('%', from);
    const std::size_t close =
        open == std::string_view::npos ? open : planned.find('%', open + 1);
    if (close == std::string_view::npos) break;
    if (!IsVariableName(planned.substr(open + 1, close - open - 1))) {
      from = open + 1;
      continue;
    }
    parts.push_back(planned.substr(begin, open - begin));
    begin = from = close + 1;
  }
  parts.push_back(planned.substr(begin));
  return parts;
}

bool Fits(std::string_view planned, std::string_view command) {
  const auto parts = FixedParts(planned);
  if (parts.size() == 1) return planned == command;
  if (!command.starts_with(parts.front())) return false;
  command.remove_prefix(parts.front().size());
  bool told = !Trim(parts.front()).empty();
  for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
    const std::size_t place = command.find(parts[i]);
    if (place == std::string_view::npos) return false;
    command.remove_prefix(place + parts[i].size());
    told = told || !Trim(parts[i]).empty();
  }
  return command.ends_with(parts.back()) && (told || !Trim(parts.back()).empty());
}

struct Command {
  std::string_view program, arguments;
};

Command SplitCommand(std::string_view command) {
  const bool quoted = command.starts_with('"');
  if (quoted) command.remove_prefix(1);
  const std::size_t end = command.find_first_of(quoted ? "\"" : " \t");
  if (end == std::string_view::npos) return {command, {}};
  return {command.substr(0, end), command.substr(end + (quoted ? 1 : 0))};
}

// «"C:\a\b.exe" -x» → «b.exe -x».
std::string Bare(std::string_view command) {
  const auto [program, arguments] = SplitCommand(command);
  return std::string(FileOf(program)).append(arguments);
}

}  // namespace

bool IsCommandOf(std::string_view planned, std::string_view command) {
  const std::string a = ToLower(Trim(planned)), b = ToLower(Trim(command));
  if (a.empty() || b.empty()) return false;
  return Fits(a, b) || Fits(Bare(a), Bare(b));
}

bool IsProgramOf(std::string_view planned, std::string_view image) {
  // Without quotation marks a folder's name may have spaces, and the program's ends at «.exe».
  const std::string command = ToLower(Trim(planned));
  std::string_view program = SplitCommand(command).program;
  const std::size_t end = command.find(".exe");
  if (!command.starts_with('"') && !program.ends_with('%') && end != std::string::npos)
    program = std::string_view(command).substr(0, end + 4);
  const std::string_view file = FileOf(program);
  return EqualsIgnoreCase(file == "%comspec%" ? "cmd.exe" : file, FileOf(image));
}

bool IsSharedHost(std::string_view image) {
  return EqualsIgnoreCase(FileOf(image), "svchost.exe");
}

}  // namespace logonloom
