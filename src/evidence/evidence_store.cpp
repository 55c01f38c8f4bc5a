#include "evidence/evidence_store.h"

#include <system_error>

#include "evidence/archive_search.h"
#include "evidence/archive_walk.h"
#include "evidence/carving_inputs.h"
#include "evidence/file_source.h"
#include "evidence/usual_passwords.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;

// The archive or image that `place` lies in, if it is no file itself.
fs::path ArchiveOf(const fs::path& place) {
  std::error_code error;
  for (fs::path path = place.parent_path(); path != path.parent_path(); path = path.parent_path())
    if (fs::is_regular_file(path, error)) return path;
  return {};
}

}  // namespace

EvidenceStore::EvidenceStore(std::vector<std::string> passwords)
    : passwords_(std::move(passwords)) {
  passwords_.insert(passwords_.end(), std::begin(kUsualPasswords), std::end(kUsualPasswords));
}

FoundEvidence EvidenceStore::Find(const std::vector<fs::path>& inputs) {
  const std::lock_guard lock(mutex_);
  return FindEvidence(inputs, passwords_, cache_, shelf_);
}

FoundEvidence EvidenceStore::FindBytes(const std::vector<fs::path>& inputs) {
  const std::lock_guard lock(mutex_);
  return FindForCarving(inputs, shelf_);
}

std::unique_ptr<EvidenceSource> EvidenceStore::Open(const fs::path& place) {
  std::error_code error;
  if (fs::exists(place, error)) return std::make_unique<FileSource>(place);
  const fs::path archive = ArchiveOf(place);
  if (archive.empty()) return std::make_unique<FileSource>(place);  // says what is wrong
  const std::lock_guard lock(mutex_);
  SharedBytes bytes = cache_.Find(place.string());
  if (!bytes) {
    try {
      FileSource source(archive);
      if (ImageKindOf(source) != ImageKind::kNoImage)
        return OpenImageLog(source, archive, place, shelf_);
      bytes = LoadMember(source, archive, place, passwords_);
    } catch (const ArchiveError& failure) {
      throw std::system_error(std::make_error_code(std::errc::bad_message), failure.what());
    }
    cache_.Keep(place.string(), bytes);
  }
  return std::make_unique<MemberSource>(std::move(bytes));
}

}  // namespace logonloom
