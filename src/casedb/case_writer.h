// Writes a whole case into a new SQLite file.
#pragma once

#include <filesystem>
#include <stdexcept>

#include "casedb/case_contents.h"

namespace SQLite {
class Database;
}

namespace logonloom {

// The database cannot be written or read; what() is one sentence: what, where, what to do.
class CaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Another run is at it; later it may be free.
class CaseBusy : public CaseError {
 public:
  using CaseError::CaseError;
};

// In one step what CaseDraft (case_draft.h) does in two. Throws CaseError.
void WriteCase(const std::filesystem::path& path, const CaseContents& contents);

// All rows, indexes and views into an empty database. `side_file`: where a second thread may put its
// half of the rows meanwhile; empty: no other thread helps. Throws what SQLite throws.
WrittenActivity WriteRows(SQLite::Database& db, const CaseContents& contents,
                          const std::filesystem::path& side_file = {});

}  // namespace logonloom
