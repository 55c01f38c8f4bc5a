// Writes a whole case into a new SQLite file.
#pragma once

#include <filesystem>
#include <functional>
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

// What makes writing quicker, and changes no row.
struct WritingAids {
  std::filesystem::path side_file;  // where a second thread puts its half of the rows; empty: none
  std::function<void()> between;    // called where much has been written
};

// All rows, indexes and views into an empty database. Throws what SQLite throws.
WrittenActivity WriteRows(SQLite::Database& db, const CaseContents& contents,
                          const WritingAids& aids = {});

}  // namespace logonloom
