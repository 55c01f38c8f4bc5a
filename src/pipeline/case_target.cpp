#include "pipeline/case_target.h"

#include <array>
#include <fstream>
#include <string_view>
#include <system_error>

#include "casedb/schema.h"
#include "logonloom/ingest.h"
#include "platform/file_claim.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;

// SQLite's file header is 100 bytes; the application id stands in it big-endian.
// Source: SQLite's description of its file format, section 1.3.
constexpr std::string_view kSqliteMagic = "SQLite format 3";
constexpr std::size_t kApplicationIdOffset = 68;

[[noreturn]] void Refuse(const std::string& message) {
  throw IngestError(IngestError::Kind::kUsage, message);
}

bool IsCaseOrEmpty(const fs::path& path) {
  std::array<char, 100> header{};
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  file.read(header.data(), header.size());
  if (file.gcount() == 0) return true;
  if (std::string_view(header.data(), kSqliteMagic.size()) != kSqliteMagic) return false;
  std::uint32_t id = 0;
  for (std::size_t i = 0; i < sizeof id; ++i)
    id = id << 8 | static_cast<unsigned char>(header[kApplicationIdOffset + i]);
  return id == static_cast<std::uint32_t>(kApplicationId);
}

void CheckExisting(const fs::path& target, ExistingCase existing) {
  if (fs::is_directory(target)) Refuse(target.string() + " is a folder. Name a file for the case.");
  if (!fs::is_regular_file(target) || !IsCaseOrEmpty(target))
    Refuse(target.string() + " exists and is no case, so it is not replaced. Name another file.");
  if (existing == ExistingCase::kKeep)
    Refuse("The case " + target.string() + " exists. Name another, or use --force to replace it.");
}

}  // namespace

void CheckCaseTarget(const fs::path& target, ExistingCase existing) {
  if (target.empty()) Refuse("The case has no name. Name a file for it.");
  std::error_code error;
  const fs::file_status status = fs::status(target, error);
  if (status.type() == fs::file_type::none)
    Refuse("The case " + target.string() + " cannot be looked at: " + error.message() +
           ". Choose another place.");
  if (fs::exists(status)) CheckExisting(target, existing);
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, error))
    Refuse("The folder " + folder.string() + " for the case does not exist. Make it first.");
  if (!MayMakeFilesIn(folder))
    Refuse("The folder " + folder.string() +
           " for the case is not writable. Choose another or change its permissions.");
}

}  // namespace logonloom
