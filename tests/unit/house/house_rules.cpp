#include "house_rules.h"

#include <array>
#include <regex>

#include "code_text.h"

namespace logonloom::house {
namespace {

constexpr std::array kConsole = {
    "std::cout", "std::cerr",    "std::clog",    "printf",        "std::printf",  "fprintf",
    "vprintf",   "std::fprintf", "std::vprintf", "puts",          "std::puts",    "fputs",
    "putchar",   "std::fputs",   "std::putchar", "fmt::print",    "perror",       "std::perror",
    "stdout",    "stderr",       "fmt::println", "STDOUT_FILENO", "STDERR_FILENO"};

// Folders whose paths pages name.
constexpr std::array kNamed = {"src/", "include/", "cmake/", "tests/", "docs/", "testdata/"};

bool IsPathChar(char c) {
  return std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./")
             .find(c) != std::string_view::npos;
}

// The path at `start`, without what a sentence puts behind it. «docs/<page>» gives «docs».
std::string PathAt(const std::string& text, std::size_t start) {
  std::size_t end = start;
  while (end < text.size() && IsPathChar(text[end])) ++end;
  const bool pattern = end < text.size() && (text[end] == '<' || text[end] == '*');
  std::string path = text.substr(start, end - start);
  if (pattern) path = FolderOf(path);
  while (path.ends_with('.') || path.ends_with('/')) path.pop_back();
  return path;
}

}  // namespace

std::vector<std::string> CheckConsole(const SourceTree& tree) {
  std::vector<std::string> violations;
  for (const auto& [path, code] : tree) {
    // The platform layer is where the console itself is made.
    if (!IsCpp(path) || path.starts_with("src/cli/") || path.starts_with("src/platform/")) continue;
    const auto identifiers = Identifiers(WithoutCommentsAndTexts(code));
    for (const char* name : kConsole)
      if (identifiers.contains(name)) violations.push_back(path + " uses " + name);
    for (const Include& include : Includes(code))
      if (include.header == "iostream") violations.push_back(path + " includes iostream");
  }
  return violations;
}

std::vector<std::string> CheckTestsAreBuilt(const SourceTree& tests) {
  std::vector<std::string> violations;
  for (const auto& [path, code] : tests) {
    if (!path.ends_with(".cpp")) continue;
    bool built = false;
    for (std::string folder = FolderOf(path); !folder.empty() && !built;
         folder = FolderOf(folder)) {
      const auto list = tests.find(folder + "/CMakeLists.txt");
      if (list == tests.end()) continue;
      const std::string name = path.substr(folder.size() + 1);
      for (std::size_t at = list->second.find(name); at != std::string::npos && !built;
           at = list->second.find(name, at + 1))
        built = at == 0 || !IsPathChar(list->second[at - 1]);
    }
    if (!built) violations.push_back(path + " is in no CMakeLists.txt");
  }
  return violations;
}

std::vector<std::string> CheckTopLevel(const std::set<std::string>& names) {
  static const std::set<std::string> kAllowed = {"CMakeLists.txt", "CMakePresets.json",
                                                 "cmake",          "src",
                                                 "include",        "tests",
                                                 "testdata",       "docs",
                                                 "README.md",      "LICENSE",
                                                 "CHANGELOG.md",   "build"};
  std::vector<std::string> violations;
  for (const std::string& name : names)
    if (!name.starts_with('.') && !kAllowed.contains(name))
      violations.push_back(name + " does not belong at the top");
  return violations;
}

std::vector<std::string> CheckPathsInPage(const std::string& page, const std::string& text,
                                          const std::set<std::string>& exists) {
  std::vector<std::string> violations;
  for (const char* folder : kNamed) {
    for (std::size_t at = text.find(folder); at != std::string::npos;
         at = text.find(folder, at + 1)) {
      if (at > 0 && IsPathChar(text[at - 1])) continue;
      const std::string path = PathAt(text, at);
      if (!exists.contains(path)) violations.push_back(page + " names " + path);
    }
  }
  return violations;
}

std::vector<std::string> CheckNumbersInPage(const std::string& header, const std::string& page) {
  static const std::regex number(R"((k\w+) = (Seconds\(([\d.]+)\))?)");
  std::vector<std::string> problems;
  for (auto found = std::sregex_iterator(header.begin(), header.end(), number);
       found != std::sregex_iterator(); ++found) {
    if (found->str().ends_with("Channel = ") || found->str().ends_with("Direction = ")) continue;
    std::string row = "| `" + found->str(1) + "` | ";
    if ((*found)[3].matched) row += found->str(3) + " s |";
    if (page.find(row) == std::string::npos) problems.push_back("the page lacks " + row);
  }
  return problems;
}

}  // namespace logonloom::house
