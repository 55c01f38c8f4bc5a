// Opens a case for reading, if it is one that this version can read.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>

namespace logonloom {

// Read-only. Throws CaseError (case_writer.h) if the file is missing, no case, or of another
// schema.
SQLite::Database OpenCase(const std::filesystem::path& path);

}  // namespace logonloom
