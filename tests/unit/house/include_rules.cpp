#include "include_rules.h"

#include <optional>

#include "code_text.h"

namespace logonloom::house {
namespace {

std::string FirstFolder(const std::string& path) { return path.substr(0, path.find('/')); }

bool IsStandard(const std::string& header) {
  return header.find_first_of("./") == std::string::npos;
}

class IncludeCheck {
 public:
  explicit IncludeCheck(const LayerTable& table) : table_(table) {}

  // What is wrong with this include of a file of `stage`; nullopt if nothing is.
  std::optional<std::string> InStage(const std::string& stage, const Include& include) const {
    if (!include.quoted) return InStageForeign(stage, include.header);
    const auto contract = table_.contracts.find(include.header);
    const std::string owner =
        contract != table_.contracts.end() ? contract->second : FirstFolder(include.header);
    if (!table_.stages.contains(owner)) return "is neither a stage's header nor in the contract";
    if (owner == stage || table_.stages.at(stage).contains(owner)) return std::nullopt;
    return stage + " may not include " + owner;
  }

  std::optional<std::string> InContract(const std::string& header, const Include& include) const {
    if (!include.quoted)
      return IsStandard(include.header) ? std::nullopt
                                        : std::optional("is not of the standard library");
    const auto contract = table_.contracts.find(include.header);
    if (contract == table_.contracts.end()) return "is not in the contract";
    return InStage(table_.contracts.at(header), include);
  }

 private:
  std::optional<std::string> InStageForeign(const std::string& stage,
                                            const std::string& header) const {
    if (IsStandard(header)) return std::nullopt;
    const LayerTable::Stages* home = table_.HomeOf(header);
    if (!home) return "is unknown to the table";
    if (home->contains("*") || home->contains(stage)) return std::nullopt;
    return stage + " is not its home";
  }

  const LayerTable& table_;
};

}  // namespace

std::vector<std::string> CheckIncludes(const LayerTable& table, const SourceTree& tree) {
  std::vector<std::string> violations;
  const IncludeCheck check(table);
  for (const auto& [path, code] : tree) {
    if (!IsCpp(path)) continue;
    const std::string top = FirstFolder(path), inner = path.substr(top.size() + 1);
    const std::string stage = FirstFolder(inner);
    const bool known =
        top == "include" ? table.contracts.contains(inner) : table.stages.contains(stage);
    if (!known) {
      violations.push_back(path + ": the table does not know this " +
                           (top == "include" ? "header" : "stage"));
      continue;
    }
    for (const Include& include : Includes(code)) {
      const auto wrong =
          top == "include" ? check.InContract(inner, include) : check.InStage(stage, include);
      if (wrong)
        violations.push_back(path + ":" + std::to_string(include.line) + ": " + include.header +
                             ": " + *wrong);
    }
  }
  return violations;
}

}  // namespace logonloom::house
