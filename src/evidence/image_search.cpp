#include "evidence/image_search.h"

#include <system_error>
#include <utility>

#include "evidence/event_log_signs.h"
#include "evidence/sha256.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;

std::string DeletionNote(const ImageLog& log) {
  if (!log.deleted) return {};
  return "The file was deleted. Its MFT entry " + std::to_string(log.entry) +
         " still leads to the bytes, parts of which may have been overwritten since.";
}

// «image.E01» for «image.E02».
bool FirstPartIsThere(const fs::path& part) {
  std::string name = part.string();
  if (name.size() < 2) return false;
  name.replace(name.size() - 2, 2, "01");
  std::error_code error;
  return fs::exists(name, error);
}

class Searcher {
 public:
  Searcher(const fs::path& path, std::shared_ptr<DiskImage> image, FoundEvidence& result)
      : path_(path), image_(std::move(image)), result_(result) {}

  void Search(bool named) {
    for (const ImageProblem& problem : image_->contents().problems)
      result_.problems.push_back(
          {problem.place.empty() ? path_ : path_ / problem.place, problem.reason, named, false});
    const auto& logs = image_->contents().logs;
    for (std::size_t i = 0; i < logs.size(); ++i) {
      try {
        Look(logs[i], static_cast<std::uint32_t>(i));
      } catch (const std::system_error& failure) {
        AddProblem(logs[i],
                   std::string("The log cannot be read from the image: ") + failure.what() + ".");
      }
    }
  }

 private:
  void Look(const ImageLog& log, std::uint32_t number) {
    ImageSource source(image_, number);
    if (FormOf(source) != EvidenceForm::kEvtx) return TellOther(log);
    FoundFile file;
    file.path = path_ / log.place;
    file.size_bytes = log.size_bytes;
    file.sha256 = Sha256(source);
    file.container = path_;
    file.note = DeletionNote(log);
    file.collection.layout = "disk_image";
    result_.files.push_back(std::move(file));
  }

  void TellOther(const ImageLog& log) {
    if (log.deleted)
      AddProblem(log,
                 "The log was deleted, and other data stands in its place by now. Carve the image "
                 "for what is left of it.");
    else if (IsLogByName(log.place))
      AddProblem(log, log.size_bytes == 0
                          ? "The file is empty."
                          : "The file is no event log: neither its header nor a chunk is one. "
                            "Check whether it is encrypted or damaged.");
    else
      ++result_.ignored;
  }

  void AddProblem(const ImageLog& log, std::string reason) {
    result_.problems.push_back({path_ / log.place, std::move(reason), false, false});
  }

  const fs::path& path_;
  std::shared_ptr<DiskImage> image_;
  FoundEvidence& result_;
};

}  // namespace

std::shared_ptr<DiskImage> ImageShelf::Open(EvidenceSource& file, const fs::path& path) {
  const auto found = images_.find(path);
  if (found != images_.end()) return found->second;
  const ImageKind kind = ImageKindOf(file);
  if (kind == ImageKind::kNoImage || !WhyNotToOpen(file, kind).empty()) return nullptr;
  return images_[path] = std::make_shared<DiskImage>(path, kind);
}

bool SearchImage(EvidenceSource& file, const fs::path& path, bool named, ImageShelf& shelf,
                 FoundEvidence& result) {
  if (IsLaterPart(file)) {
    if (named && !FirstPartIsThere(path))
      result.problems.push_back({path,
                                 "It is a later part of an image. Name the first part; the others "
                                 "are found beside it.",
                                 true, false});
    return true;
  }
  const ImageKind kind = ImageKindOf(file);
  if (kind == ImageKind::kNoImage) return false;
  if (std::string reason = WhyNotToOpen(file, kind); !reason.empty()) {
    result.problems.push_back({path, std::move(reason), named, false});
    return true;
  }
  const std::size_t before = result.files.size();
  Searcher(path, shelf.Open(file, path), result).Search(named);
  if (result.files.size() == before) return true;
  const std::string sha256 = Sha256(file);
  for (std::size_t i = before; i < result.files.size(); ++i)
    result.files[i].container_sha256 = sha256;
  return true;
}

std::unique_ptr<EvidenceSource> OpenImageLog(EvidenceSource& file, const fs::path& path,
                                             const fs::path& place, ImageShelf& shelf) {
  if (const auto image = shelf.Open(file, path)) {
    const auto& logs = image->contents().logs;
    if (place == path / kDiskPlace) return std::make_unique<ImageSource>(image, kWholeDisk);
    for (std::size_t i = 0; i < logs.size(); ++i)
      if (path / logs[i].place == place)
        return std::make_unique<ImageSource>(image, static_cast<std::uint32_t>(i));
  }
  throw std::system_error(std::make_error_code(std::errc::no_such_file_or_directory),
                          place.string());
}

}  // namespace logonloom
