#include "cli/output_target.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "cli/console.h"

namespace logonloom {
namespace {

constexpr std::string_view kLogMagic = "ElfFile";
constexpr std::string_view kDatabaseMagic = "SQLite format 3";

bool IsEvidenceOrCase(const std::string& path) {
  std::array<char, 16> begin{};
  std::ifstream file(std::filesystem::path(path), std::ios::binary);
  file.read(begin.data(), begin.size());
  const std::string_view text(begin.data(), static_cast<std::size_t>(file.gcount()));
  return text.starts_with(kLogMagic) || text.starts_with(kDatabaseMagic);
}

}  // namespace

bool MayWrite(const std::string& path, bool force) {
  std::error_code error;
  if (path.empty() || !std::filesystem::exists(path, error)) return true;
  if (!force) {
    Say(fmt::format("The file {} exists. Name another, or use --force to replace it.", path));
    return false;
  }
  if (!IsEvidenceOrCase(path)) return true;
  Say(fmt::format("The file {} is an event log or a database, so it is not replaced. Name another.",
                  path));
  return false;
}

}  // namespace logonloom
