#include "casedb/case_draft.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <system_error>

#include "casedb/case_writer.h"

namespace logonloom {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kWorthAThread = 20'000;  // events; below it a second file only costs time

}  // namespace

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

fs::path CaseDraft::SideOf(const fs::path& target) {
  fs::path path = PathOf(target);
  path += "-rows";
  return path;
}

WrittenActivity CaseDraft::Write(const CaseContents& contents, unsigned threads) {
  WrittenActivity written;
  try {
    // What a killed run left is no database to go on with.
    claim_->Clear();
    fs::remove(SideOf(target_));
    {
      SQLite::Database db(path_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
      const bool worth = threads > 1 && contents.correlation.events.size() >= kWorthAThread;
      WritingAids aids;
      if (worth) aids.side_file = SideOf(target_);
      aids.between = [this] { claim_->BeginSync(); };
      written = WriteRows(db, contents, aids);
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
