// Named queries: SQL files that begin with comments which say what they find.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logonloom {

struct QueryParameter {
  std::string name, fallback, meaning;
};

// The first comment line is the title; further ones the description. «-- param NAME=VALUE: text»
// declares a parameter with the value that it has if none is given; the SQL names it «:NAME».
struct NamedQuery {
  std::string name, title, description, sql;  // `sql` is the whole file
  std::vector<QueryParameter> parameters;
};

NamedQuery ParseQuery(std::string name, std::string_view text);

// Those that are part of the program and then, by name in their place or behind them, the .sql
// files of `folder`, which may be empty. Throws CaseError if the folder cannot be read.
std::vector<NamedQuery> QueryLibrary(const std::filesystem::path& folder);

}  // namespace logonloom
