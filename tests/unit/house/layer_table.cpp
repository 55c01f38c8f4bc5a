#include "layer_table.h"

#include <sstream>

namespace logonloom::house {
namespace {

LayerTable::Stages Words(std::istream& line) {
  LayerTable::Stages words;
  for (std::string word; line >> word;) words.insert(word);
  return words;
}

bool ParseLine(const std::string& text, LayerTable& table) {
  std::istringstream line(text);
  std::string statement, subject;
  if (!(line >> statement >> subject) || subject.size() < 2 || subject.back() != ':') return false;
  subject.pop_back();
  const LayerTable::Stages words = Words(line);
  if (statement == "stage") return table.stages.emplace(subject, words).second;
  if (words.empty()) return false;
  if (statement == "contract" && words.size() == 1)
    return table.contracts.emplace(subject, *words.begin()).second;
  if (statement == "library" || statement == "system")
    return table.foreign_headers.emplace(subject, words).second;
  return false;
}

// A stage that is named must be stated.
void CheckNames(LayerTable& table) {
  const auto check = [&table](const std::string& subject, const std::string& stage) {
    if (stage != "*" && !table.stages.contains(stage))
      table.errors.push_back(subject + " names " + stage + ", which is no stage");
  };
  for (const auto& [name, stages] : table.stages)
    for (const std::string& stage : stages) check(name, stage);
  for (const auto& [header, stage] : table.contracts) check(header, stage);
  for (const auto& [header, stages] : table.foreign_headers)
    for (const std::string& stage : stages) check(header, stage);
}

}  // namespace

const LayerTable::Stages* LayerTable::HomeOf(std::string_view header) const {
  for (const auto& [known, home] : foreign_headers)
    if (header == known || (known.ends_with('/') && header.starts_with(known))) return &home;
  return nullptr;
}

LayerTable ParseLayers(const std::string& text) {
  LayerTable table;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.find_first_not_of(' ') == std::string::npos || line.front() == '#') continue;
    if (!ParseLine(line, table)) table.errors.push_back("no statement: " + line);
  }
  CheckNames(table);
  return table;
}

}  // namespace logonloom::house
