#include "casedb/case_draft.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <system_error>

#include "casedb/case_writer.h"

namespace logonloom {

namespace fs = std::filesystem;

CaseDraft::CaseDraft(const fs::path& target) : target_(target), path_(PathOf(target)) {
  try {
    claim_.emplace(path_);
  } catch (const ClaimedByOther&) {
    throw CaseBusy("Another run is writing the case " + target_.string() +
                   ". Wait until it has finished, or name another case.");
  } catch (const std::system_error& failure) {
    Fail(failure.code().message());
  }
}

CaseDraft::~CaseDraft() {
  std::error_code ignored;
  if (!in_place_) fs::remove(path_, ignored);
}

fs::path CaseDraft::PathOf(const fs::path& target) {
  fs::path path = target;
  path += ".partial";
  return path;
}

WrittenActivity CaseDraft::Write(const CaseContents& contents) {
  WrittenActivity written;
  try {
    // What a killed run left is no database to go on with.
    claim_->Clear();
    {
      SQLite::Database db(path_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
      written = WriteRows(db, contents);
    }
    claim_->MoveTo(target_);
    in_place_ = true;
  } catch (const SQLite::Exception& failure) {
    Fail(failure.what());
  } catch (const std::system_error& failure) {
    Fail(failure.code().message());
  }
  return written;
}

void CaseDraft::Fail(const std::string& reason) const {
  throw CaseError("The case " + target_.string() + " cannot be written: " + reason +
                  ". Check free space and permissions of the folder; nothing was changed.");
}

}  // namespace logonloom
