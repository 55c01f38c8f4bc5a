#include "casedb/decoded_values.h"

#include "base/text.h"

namespace logonloom {
namespace {

constexpr std::size_t kGuidText = 38;  // with its braces

void AddBits(std::string_view table, std::uint32_t& mask, std::string& names) {
  for (const DecodedValue& v : AccessValues()) {
    if (v.name != table) continue;
    const auto bit = static_cast<std::uint32_t>(ParseUnsigned(v.value).value_or(0));
    if ((mask & bit) == 0) continue;
    mask &= ~bit;
    names += (names.empty() ? "" : " ") + std::string(v.meaning);
  }
}

std::string_view TableOf(std::string_view kind, std::string_view type) {
  if (kind == "directory") return "directory_access";
  if (kind != "object" || EqualsIgnoreCase(type, "File")) return "file_access";
  if (EqualsIgnoreCase(type, "Key")) return "key_access";
  if (EqualsIgnoreCase(type, "Process")) return "process_access";
  return {};
}

}  // namespace

std::string AccessNames(std::string_view kind, std::string_view type, std::uint32_t mask) {
  std::string names;
  AddBits(TableOf(kind, type), mask, names);
  AddBits("standard_access", mask, names);
  if (mask != 0) names += (names.empty() ? "" : " ") + HexText(mask);
  return names;
}

std::vector<std::string_view> DirectoryRights(std::string_view properties) {
  std::vector<std::string_view> names;
  for (std::size_t open = properties.find('{'); open != std::string_view::npos;
       open = properties.find('{', open + 1)) {
    const std::string_view guid = properties.substr(open, kGuidText);
    for (const DecodedValue& v : AccessValues())
      if (v.name == "directory_right" && EqualsIgnoreCase(v.value, guid)) names.push_back(v.meaning);
  }
  return names;
}

std::string_view PipeMeaning(std::string_view pipe) {
  // Windows puts numbers behind some: «Winsock2\CatalogChangeListener-320-0», «PSEXESVC-WS01-…».
  const std::string_view name = pipe.substr(0, pipe.find_first_of("\\-"));
  for (const DecodedValue& v : AccountValues())
    if (v.name == "named_pipe" &&
        (EqualsIgnoreCase(v.value, pipe) || EqualsIgnoreCase(v.value, name)))
      return v.meaning;
  return {};
}

}  // namespace logonloom
