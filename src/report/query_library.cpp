#include "report/query_library.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

#include "base/text.h"
#include "casedb/case_writer.h"

namespace logonloom {

// Made from the files of src/report/queries at build time.
const std::vector<std::pair<std::string_view, std::string_view>>& QueryTexts();

namespace {

constexpr std::string_view kParameter = "param ";

QueryParameter ParseParameter(std::string_view line) {
  const std::size_t colon = line.find(": ");
  const std::string_view meaning =
      colon == std::string_view::npos ? std::string_view() : line.substr(colon + 2);
  const std::string_view declared = line.substr(0, colon);
  const std::size_t equals = declared.find('=');
  QueryParameter parameter;
  parameter.name = Trim(declared.substr(0, equals));
  if (equals != std::string_view::npos) parameter.fallback = Trim(declared.substr(equals + 1));
  if (parameter.fallback.ends_with(':')) parameter.fallback.pop_back();
  parameter.meaning = Trim(meaning);
  return parameter;
}

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) throw CaseError("The query " + path.string() + " cannot be read.");
  return text.str();
}

}  // namespace

NamedQuery ParseQuery(std::string name, std::string_view text) {
  NamedQuery query;
  query.name = std::move(name);
  query.sql = text;
  while (text.starts_with("--")) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = Trim(text.substr(2, end - 2));
    if (line.starts_with(kParameter))
      query.parameters.push_back(ParseParameter(line.substr(kParameter.size())));
    else if (query.title.empty())
      query.title = line;
    else
      query.description += (query.description.empty() ? "" : " ") + std::string(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return query;
}

std::vector<NamedQuery> QueryLibrary(const std::filesystem::path& folder) {
  std::map<std::string, NamedQuery> queries;
  for (const auto& [name, text] : QueryTexts())
    queries[std::string(name)] = ParseQuery(std::string(name), text);
  if (!folder.empty()) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
      if (entry.path().extension() == ".sql")
        queries[entry.path().stem().string()] =
            ParseQuery(entry.path().stem().string(), ReadFile(entry.path()));
    if (error) throw CaseError("The folder " + folder.string() + " cannot be read.");
  }
  std::vector<NamedQuery> list;
  for (auto& [name, query] : queries) list.push_back(std::move(query));
  return list;
}

}  // namespace logonloom
