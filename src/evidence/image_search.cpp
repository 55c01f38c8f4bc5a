#include "evidence/image_search.h"

#include <set>
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

// Where the log stands in its volume, whichever state of it is looked at.
std::string PlaceOnVolume(const ImageLog& log) {
  if (log.shadow_copy.empty()) return log.place;
  std::string place = log.place;
  const std::size_t step = place.find(log.shadow_copy + "/");
  return step == std::string::npos ? place : place.erase(step, log.shadow_copy.size() + 1);
}

class Searcher {
 public:
  Searcher(const fs::path& path, FoundEvidence& result) : path_(path), result_(result) {}

  void Search(const std::shared_ptr<DiskImage>& image, bool named) {
    for (const ImageProblem& problem : image->contents().problems)
      result_.problems.push_back(
          {problem.place.empty() ? path_ : path_ / problem.place, problem.reason, named, false});
    const auto& logs = image->contents().logs;
    for (std::size_t i = 0; i < logs.size(); ++i) {
      try {
        Look(image, static_cast<std::uint32_t>(i));
      } catch (const std::system_error& failure) {
        AddProblem(logs[i],
                   std::string("The log cannot be read from the image: ") + failure.what() + ".");
      }
    }
  }

 private:
  void Look(const std::shared_ptr<DiskImage>& image, std::uint32_t number) {
    const ImageLog& log = image->contents().logs[number];
    ImageSource source(image, number);
    if (FormOf(source) != EvidenceForm::kEvtx) return TellOther(log);
    FoundFile file;
    file.path = path_ / log.place;
    file.size_bytes = log.size_bytes;
    file.sha256 = Sha256(source);
    file.container = path_;
    file.note = DeletionNote(log);
    file.collection.layout = "disk_image";
    file.collection.shadow_copy = log.shadow_copy;
    result_.files.push_back(std::move(file));
  }

  void TellOther(const ImageLog& log) {
    if (log.deleted)
      TellOnce(log,
               "The log was deleted, and other data stands in its place by now. Carve the image "
               "for what is left of it.");
    else if (IsLogByName(log.place))
      TellOnce(log, log.size_bytes == 0
                        ? "The file is empty."
                        : "The file is no event log: neither its header nor a chunk is one. "
                          "Check whether it is encrypted or damaged.");
    else
      ++result_.ignored;
  }

  // Not of each state of the volume again.
  void TellOnce(const ImageLog& log, const char* reason) {
    if (told_.insert(PlaceOnVolume(log) + "\n" + reason).second) AddProblem(log, reason);
  }

  void AddProblem(const ImageLog& log, std::string reason) {
    result_.problems.push_back({path_ / log.place, std::move(reason), false, false});
  }

  const fs::path& path_;
  FoundEvidence& result_;
  std::set<std::string> told_;
};

// Null if the layer has no log there.
std::unique_ptr<EvidenceSource> LogAt(const std::shared_ptr<DiskImage>& image, const fs::path& path,
                                      const fs::path& place) {
  if (!image) return nullptr;
  const auto& logs = image->contents().logs;
  for (std::size_t i = 0; i < logs.size(); ++i)
    if (path / logs[i].place == place)
      return std::make_unique<ImageSource>(image, static_cast<std::uint32_t>(i));
  return nullptr;
}

}  // namespace

std::shared_ptr<DiskImage> ImageShelf::Open(EvidenceSource& file, const fs::path& path,
                                            ImageLayer layer) {
  const auto found = images_.find({path, layer});
  if (found != images_.end()) return found->second;
  const ImageKind kind = ImageKindOf(file);
  if (kind == ImageKind::kNoImage || !WhyNotToOpen(file, kind).empty()) return nullptr;
  return images_[{path, layer}] = std::make_shared<DiskImage>(path, kind, layer);
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
  Searcher searcher(path, result);
  const auto volumes = shelf.Open(file, path, ImageLayer::kVolumes);
  searcher.Search(volumes, named);
  if (volumes->contents().has_shadow_copies)
    searcher.Search(shelf.Open(file, path, ImageLayer::kShadowCopies), named);
  if (result.files.size() == before) return true;
  const std::string sha256 = Sha256(file);
  for (std::size_t i = before; i < result.files.size(); ++i)
    result.files[i].container_sha256 = sha256;
  return true;
}

std::unique_ptr<EvidenceSource> OpenImageLog(EvidenceSource& file, const fs::path& path,
                                             const fs::path& place, ImageShelf& shelf) {
  const auto volumes = shelf.Open(file, path, ImageLayer::kVolumes);
  if (volumes && place == path / kDiskPlace)
    return std::make_unique<ImageSource>(volumes, kWholeDisk);
  if (auto log = LogAt(volumes, path, place)) return log;
  if (volumes && volumes->contents().has_shadow_copies)
    if (auto log = LogAt(shelf.Open(file, path, ImageLayer::kShadowCopies), path, place))
      return log;
  throw std::system_error(std::make_error_code(std::errc::no_such_file_or_directory),
                          place.string());
}

}  // namespace logonloom
