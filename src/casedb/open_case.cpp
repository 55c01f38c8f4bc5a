#include "casedb/open_case.h"

#include "casedb/case_writer.h"
#include "casedb/schema.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;

void RequireFile(const fs::path& path) {
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  if (status.type() == fs::file_type::not_found)
    throw CaseError("There is no case " + path.string() + ". Make one with «logonloom ingest».");
  if (fs::is_directory(status))
    throw CaseError(path.string() + " is a folder. Name the case file in it.");
}

}  // namespace

SQLite::Database OpenCase(const fs::path& path) {
  RequireFile(path);
  try {
    SQLite::Database db(path.string(), SQLite::OPEN_READONLY);
    const int id = db.execAndGet("PRAGMA application_id").getInt();
    const int version = db.execAndGet("PRAGMA user_version").getInt();
    if (id != kApplicationId)
      throw CaseError(path.string() +
                      " is a database, but no logonloom case. Name one that ingest made.");
    if (version != kSchemaVersion)
      throw CaseError(path.string() + " has schema " + std::to_string(version) +
                      ", this version reads schema " + std::to_string(kSchemaVersion) +
                      ". Ingest the evidence again or use the version that made it.");
    return db;
  } catch (const SQLite::Exception& failure) {
    throw CaseError(path.string() + " cannot be read as a case: " + failure.what() +
                    ". Check that it is one and that it was copied whole.");
  }
}

}  // namespace logonloom
