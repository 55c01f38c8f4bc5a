// Event logs in disk images.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <utility>

#include "evidence/disk_image.h"
#include "evidence/evidence_finder.h"
#include "logonloom/record.h"

namespace logonloom {

// The images of a run, each layer of them searched once. Not thread-safe.
class ImageShelf {
 public:
  // Null if the file is none, or must not be opened.
  std::shared_ptr<DiskImage> Open(EvidenceSource& file, const std::filesystem::path& path,
                                  ImageLayer layer);

 private:
  std::map<std::pair<std::filesystem::path, ImageLayer>, std::shared_ptr<DiskImage>> images_;
};

// Adds the logs in the image at `path`, hashed, and what is wrong with it. Nothing is written to
// disk. False if the file is no image.
bool SearchImage(EvidenceSource& file, const std::filesystem::path& path, bool named,
                 ImageShelf& shelf, FoundEvidence& result);

// Where all bytes of the disk stand among the places of its image.
inline constexpr const char* kDiskPlace = "disk";

// The log at `place` of the image at `path`. Throws std::system_error if it is not there.
std::unique_ptr<EvidenceSource> OpenImageLog(EvidenceSource& file,
                                             const std::filesystem::path& path,
                                             const std::filesystem::path& place, ImageShelf& shelf);

}  // namespace logonloom
