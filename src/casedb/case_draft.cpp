#include "casedb/case_draft.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "casedb/case_writer.h"

namespace logonloom {

namespace fs = std::filesystem;

CaseDraft::CaseDraft(const fs::path& target) : target_(target), path_(PathOf(target)) {
  while (!Claim()) {
  }
}

CaseDraft::~CaseDraft() {
  std::error_code ignored;
  if (!in_place_) fs::remove(path_, ignored);
  close(descriptor_);
}

fs::path CaseDraft::PathOf(const fs::path& target) {
  fs::path path = target;
  path += ".partial";
  return path;
}

// False if the file that was claimed is not the one under its name any more: another run has put
// it in place, or thrown it away, between the two steps.
bool CaseDraft::Claim() {
  descriptor_ = open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (descriptor_ < 0) Fail(std::generic_category().message(errno));
  if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    close(descriptor_);
    if (error != EWOULDBLOCK) Fail(std::generic_category().message(error));
    throw CaseBusy("Another run is writing the case " + target_.string() +
                   ". Wait until it has finished, or name another case.");
  }
  struct stat claimed = {}, named = {};
  const bool same = fstat(descriptor_, &claimed) == 0 && stat(path_.c_str(), &named) == 0 &&
                    claimed.st_dev == named.st_dev && claimed.st_ino == named.st_ino;
  if (!same) close(descriptor_);
  return same;
}

WrittenActivity CaseDraft::Write(const CaseContents& contents) {
  WrittenActivity written;
  try {
    // What a killed run left is no database to go on with.
    if (ftruncate(descriptor_, 0) != 0) Fail(std::generic_category().message(errno));
    {
      SQLite::Database db(path_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
      written = WriteRows(db, contents);
    }
    PutInPlace();
  } catch (const SQLite::Exception& failure) {
    Fail(failure.what());
  } catch (const std::system_error& failure) {
    Fail(failure.code().message());
  }
  return written;
}

void CaseDraft::PutInPlace() {
  if (fsync(descriptor_) != 0) throw std::system_error(errno, std::generic_category());
  fs::rename(path_, target_);
  in_place_ = true;
  // The new name is on the disk with its folder only. Where that cannot be had, all but the moment
  // of it is as it should be.
  const fs::path folder = target_.has_parent_path() ? target_.parent_path() : fs::path(".");
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

void CaseDraft::Fail(const std::string& reason) const {
  throw CaseError("The case " + target_.string() + " cannot be written: " + reason +
                  ". Check free space and permissions of the folder; nothing was changed.");
}

}  // namespace logonloom
