#include "evidence/carving_inputs.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <set>
#include <system_error>

#include "evidence/file_source.h"
#include "evidence/sha256.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;

bool BeginsLikeALog(EvidenceSource& source) {
  std::array<std::byte, 8> bytes{};
  return source.ReadAt(0, bytes) == bytes.size() && std::memcmp(bytes.data(), "ElfFile", 8) == 0;
}

class Finder {
 public:
  Finder(ImageShelf& shelf, FoundEvidence& result) : shelf_(shelf), result_(result) {}

  void Look(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found)
      return AddProblem(path, "There is no such file. Check the path.", true);
    if (!fs::is_regular_file(status))
      return AddProblem(path, "It is no file. Name the files to be carved, images of disks or "
                              "memory, page files.", false);
    if (!seen_.insert(fs::weakly_canonical(path, error)).second) return;
    try {
      LookInto(path);
    } catch (const std::system_error& failure) {
      AddProblem(path,
                 "The file cannot be read: " + failure.code().message() +
                     ". Check its permissions and the medium.",
                 false);
    }
  }

 private:
  void LookInto(const fs::path& path) {
    FileSource source(path);
    const ImageKind kind = ImageKindOf(source);
    if (BeginsLikeALog(source))
      return AddProblem(path, "It is an event log. Ingest it: that gives its slack too.", false);
    if (IsLaterPart(source))
      return AddProblem(path, "It is a later part of an image. Name the first part.", false);
    if (std::string reason = WhyNotToOpen(source, kind); !reason.empty())
      return AddProblem(path, std::move(reason), false);
    FoundFile file;
    file.path = path;
    file.size_bytes = source.size();
    file.form = EvidenceForm::kBytes;
    if (kind != ImageKind::kNoImage && kind != ImageKind::kRaw) {
      ImageSource disk(shelf_.Open(source, path, ImageLayer::kVolumes), kWholeDisk);
      if (disk.size() == 0) return AddProblem(path, "The image cannot be opened.", false);
      file.path /= kDiskPlace;
      file.size_bytes = disk.size();
      file.sha256 = Sha256(disk);
      file.container = path;
      file.container_sha256 = Sha256(source);
    }
    result_.files.push_back(std::move(file));
  }

  void AddProblem(const fs::path& path, std::string reason, bool missing) {
    result_.problems.push_back({path, std::move(reason), true, missing});
  }

  ImageShelf& shelf_;
  FoundEvidence& result_;
  std::set<fs::path> seen_;
};

}  // namespace

FoundEvidence FindForCarving(const std::vector<fs::path>& inputs, ImageShelf& shelf) {
  FoundEvidence result;
  Finder finder(shelf, result);
  for (const fs::path& input : inputs) finder.Look(input);
  std::sort(result.files.begin(), result.files.end(),
            [](const FoundFile& a, const FoundFile& b) { return a.path < b.path; });
  return result;
}

}  // namespace logonloom
