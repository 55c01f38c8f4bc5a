#include "code_text.h"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <utility>

namespace logonloom::house {
namespace {

bool IsIdentifierChar(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// Where the comment or literal that begins at `start` ends (one behind); `start` if none begins.
std::size_t SkipOpaque(std::string_view code, std::size_t start) {
  const auto end_of = [&](std::string_view closing, std::size_t from) {
    const std::size_t found = code.find(closing, from);
    return found == std::string_view::npos ? code.size() : found + closing.size();
  };
  const std::string_view rest = code.substr(start);
  if (rest.starts_with("//")) return end_of("\n", start) - 1;
  if (rest.starts_with("/*")) return end_of("*/", start + 2);
  if (rest.starts_with("R\"")) {
    const std::size_t open = code.find('(', start);
    if (open == std::string_view::npos) return code.size();
    return end_of(")" + std::string(code.substr(start + 2, open - start - 2)) + "\"", open);
  }
  const bool digit_separator =
      start > 0 && rest.front() == '\'' && IsIdentifierChar(code[start - 1]);
  if ((rest.front() != '"' && rest.front() != '\'') || digit_separator) return start;
  std::size_t at = start + 1;
  while (at < code.size() && code[at] != rest.front()) at += code[at] == '\\' ? 2 : 1;
  return std::min(at + 1, code.size());
}

}  // namespace

std::string WithoutCommentsAndTexts(std::string_view code) {
  std::string bare;
  for (std::size_t at = 0; at < code.size();) {
    const std::size_t end = SkipOpaque(code, at);
    if (end > at) {
      bare += ' ';
      at = end;
    } else {
      bare += code[at++];
    }
  }
  return bare;
}

std::set<std::string> Identifiers(std::string_view code) {
  std::set<std::string> identifiers;
  std::string current;
  for (std::size_t at = 0; at <= code.size(); ++at) {
    const bool scope = code.substr(at, 2) == "::" && !current.empty();
    if (scope) {
      current += "::";
      ++at;
    } else if (at < code.size() && IsIdentifierChar(code[at])) {
      current += code[at];
    } else if (!current.empty()) {
      identifiers.insert(std::exchange(current, ""));
    }
  }
  return identifiers;
}

std::vector<Include> Includes(const std::string& code) {
  std::vector<Include> includes;
  std::istringstream lines(code);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const std::size_t hash = line.find_first_not_of(" \t");
    if (hash == std::string::npos || line[hash] != '#') continue;
    const std::size_t word = line.find_first_not_of(" \t", hash + 1);
    if (word == std::string::npos || line.compare(word, 7, "include") != 0) continue;
    const std::size_t open = line.find_first_of("<\"", word);
    if (open == std::string::npos) continue;
    const std::size_t close = line.find_first_of(">\"", open + 1);
    includes.push_back({number, line[open] == '"', line.substr(open + 1, close - open - 1)});
  }
  return includes;
}

}  // namespace logonloom::house
