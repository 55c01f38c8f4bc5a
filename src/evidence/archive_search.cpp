#include "evidence/archive_search.h"

#include <algorithm>
#include <system_error>

#include "evidence/archive_walk.h"
#include "evidence/event_log_signs.h"
#include "evidence/image_signs.h"
#include "evidence/sha256.h"
#include "evidence/usual_passwords.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 4;                                // archives in archives
constexpr std::size_t kMostMember = std::size_t{2} << 30;  // held in memory
constexpr std::size_t kHead = 8192;                        // tells what a member is
constexpr std::size_t kStep = std::size_t{1} << 20;

// Appends up to `most` bytes of the member, in all.
void ReadOn(ArchiveWalk& walk, std::vector<std::byte>& bytes, std::size_t most) {
  while (bytes.size() < most) {
    const std::size_t before = bytes.size(), wanted = std::min(kStep, most - before);
    bytes.resize(before + wanted);
    const std::size_t count = walk.Read(std::span(bytes).subspan(before));
    bytes.resize(before + count);
    if (count < wanted) return;
  }
}

std::vector<std::byte> ReadWhole(ArchiveWalk& walk, std::vector<std::byte> bytes) {
  ReadOn(walk, bytes, kMostMember);
  if (bytes.size() == kMostMember)
    throw ArchiveError("The member " + walk.name() + " is larger than " +
                       std::to_string(kMostMember >> 30) +
                       " GiB. Unpack the archive and name the folder.");
  return bytes;
}

SharedBytes Shared(std::vector<std::byte> bytes) {
  return std::make_shared<const std::vector<std::byte>>(std::move(bytes));
}

class Searcher {
 public:
  Searcher(EvidenceSource& archive, const fs::path& path, const std::vector<std::string>& passwords,
           MemberCache& cache, FoundEvidence& result)
      : path_(path), passwords_(passwords), cache_(cache), result_(result) {
    budget_.packed_bytes = archive.size();
  }

  void Search(EvidenceSource& archive, const fs::path& place, int depth, bool named) {
    try {
      ArchiveWalk walk(archive, place.string(), passwords_, budget_);
      while (walk.Next()) Look(walk, place, depth);
    } catch (const ArchiveError& error) {
      result_.problems.push_back({place, error.what(), named, false});
    }
  }

 private:
  void Look(ArchiveWalk& walk, const fs::path& archive, int depth) {
    const fs::path place = archive / walk.name();
    try {
      std::vector<std::byte> head;
      ReadOn(walk, head, kHead);
      if (IsLogByName(place)) ReadOn(walk, head, kSearchedForSigns);
      MemberSource beginning(Shared(head));
      const EvidenceForm form = FormOf(beginning);
      if (form != EvidenceForm::kNeither)
        AddLog(walk, place, form, ReadWhole(walk, std::move(head)));
      else if (IsArchive(beginning))
        LookInside(ReadWhole(walk, std::move(head)), place, depth + 1);
      else if (IsLogByName(place))
        result_.problems.push_back({place, WhyNoLog(beginning), false, false});
      else
        PassBy(place, beginning);
    } catch (const ArchiveError& error) {
      if (budget_.IsSpent()) throw;
      if (IsLogByName(place) || !told_)  // of the others one tells enough
        result_.problems.push_back({place, error.what(), false, false});
      told_ = true;
    }
  }

  void PassBy(const fs::path& place, EvidenceSource& beginning) {
    result_.signs.Note(place.string(), beginning);
    if (ImageKindOf(beginning) != ImageKind::kNoImage)
      result_.problems.push_back({place,
                                  "The member is a disk image, which cannot be read inside an "
                                  "archive. Unpack it and name it.",
                                  false, false});
    else
      ++result_.ignored;
  }

  void LookInside(std::vector<std::byte> bytes, const fs::path& place, int depth) {
    if (depth >= kDeepest) {
      result_.problems.push_back({place,
                                  "The archive lies in more than " + std::to_string(kDeepest) +
                                      " others. Unpack it and name the folder.",
                                  false, false});
      return;
    }
    MemberSource inner(Shared(std::move(bytes)));
    Search(inner, place, depth, false);
  }

  void AddLog(const ArchiveWalk& walk, const fs::path& place, EvidenceForm form,
              std::vector<std::byte> bytes) {
    const SharedBytes shared = Shared(std::move(bytes));
    MemberSource source(shared);
    FoundFile file;
    file.path = place;
    file.size_bytes = source.size();
    file.form = form;
    file.sha256 = Sha256(source);
    file.container = path_;
    file.note = NoteOn(walk.password());
    result_.files.push_back(std::move(file));
    cache_.Keep(place.string(), shared);
  }

  // A password that was given is nothing that a case should tell.
  static std::string NoteOn(const std::string& password) {
    if (password.empty()) return {};
    if (!IsUsualPassword(password)) return "Opened with a password of the call.";
    return "Opened with the password «" + password + "».";
  }

  const fs::path& path_;
  const std::vector<std::string>& passwords_;
  MemberCache& cache_;
  FoundEvidence& result_;
  UnpackingBudget budget_;
  bool told_ = false;  // of a member that cannot be unpacked
};

SharedBytes Load(EvidenceSource& archive, const fs::path& at, const std::string& wanted,
                 const std::vector<std::string>& passwords, UnpackingBudget& budget) {
  ArchiveWalk walk(archive, at.string(), passwords, budget);
  while (walk.Next()) {
    const std::string place = (at / walk.name()).string();
    const bool inside =
        wanted.size() > place.size() && wanted.starts_with(place) && wanted[place.size()] == '/';
    if (place != wanted && !inside) continue;
    SharedBytes bytes = Shared(ReadWhole(walk, {}));
    if (!inside) return bytes;
    MemberSource inner(bytes);
    if (IsArchive(inner)) return Load(inner, place, wanted, passwords, budget);
  }
  throw ArchiveError("The member is not in the archive any more: " + wanted);
}

}  // namespace

void SearchArchive(EvidenceSource& archive, const fs::path& path, bool named,
                   const std::vector<std::string>& passwords, MemberCache& cache,
                   FoundEvidence& result) {
  const std::size_t before = result.files.size();
  Searcher(archive, path, passwords, cache, result).Search(archive, path, 0, named);
  if (result.files.size() == before) return;
  const std::string sha256 = Sha256(archive);
  for (std::size_t i = before; i < result.files.size(); ++i)
    result.files[i].container_sha256 = sha256;
}

SharedBytes LoadMember(EvidenceSource& archive, const fs::path& path, const fs::path& place,
                       const std::vector<std::string>& passwords) {
  UnpackingBudget budget;
  budget.packed_bytes = archive.size();
  return Load(archive, path, place.string(), passwords, budget);
}

}  // namespace logonloom
