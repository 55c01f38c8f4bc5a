#include "evidence/image_volumes.h"

#include <tsk/libtsk.h>

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "evidence/image_layout.h"
#include "evidence/ntfs_logs.h"
#include "evidence/shadow_chains.h"
#include "evidence/shadow_copies.h"
#include "evidence/shadow_image.h"

namespace logonloom {
namespace {

struct TableCloser {
  void operator()(TSK_VS_INFO* table) const { tsk_vs_close(table); }
};
struct VolumeCloser {
  void operator()(TSK_FS_INFO* volume) const { tsk_fs_close(volume); }
};
struct FileCloser {
  void operator()(TSK_FS_FILE* file) const { tsk_fs_file_close(file); }
};
using OpenVolume = std::unique_ptr<TSK_FS_INFO, VolumeCloser>;

constexpr std::size_t kMostPartitions = 256;

std::string LastError() {
  const char* text = tsk_error_get();
  return text == nullptr ? "unknown reason" : text;
}

TSK_IMG_TYPE_ENUM TypeOf(ImageKind kind) {
  switch (kind) {
    case ImageKind::kEwf:
      return TSK_IMG_TYPE_EWF_EWF;
    case ImageKind::kVmdk:
      return TSK_IMG_TYPE_VMDK_VMDK;
    case ImageKind::kVhd:
      return TSK_IMG_TYPE_VHD_VHD;
    default:
      return TSK_IMG_TYPE_RAW;
  }
}

struct Partition {
  std::string name;  // «p1»; empty for a disk that is one volume
  TSK_OFF_T offset = 0;
  std::uint64_t size_bytes = 0;
};

// The shadow copies of a volume, and what stands between them and libtsk.
struct ShadowedVolume {
  explicit ShadowedVolume(const VolumeBytes& volume) : bytes(volume), copies(bytes) {}

  VolumeBytes bytes;
  ShadowCopies copies;
  std::vector<OpenImage> images;
};

std::string Joined(const std::string& step, const std::string& rest) {
  return step.empty() ? rest : step + "/" + rest;
}

struct OpenLog {
  TSK_FS_INFO* volume = nullptr;
  std::uint64_t entry = 0;
};

}  // namespace

struct ImageVolumes::Impl {
  Impl(const std::string& path, ImageKind kind)
      : image(tsk_img_open_utf8_sing(path.c_str(), TypeOf(kind), 0)) {
    if (!image) throw ImageError("The image cannot be opened: " + LastError());
  }

  std::vector<std::byte> Sectors(TSK_OFF_T offset) {
    std::vector<std::byte> bytes(kSector);
    const ssize_t count =
        tsk_img_read(image.get(), offset, reinterpret_cast<char*>(bytes.data()), bytes.size());
    bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return bytes;
  }

  static bool IsVolume(Bytes start) {
    return StandsAt(start, kVolumeMagic, kNtfsMagic) || StandsAt(start, kVolumeMagic, kFveMagic);
  }

  std::vector<Partition> Partitions() {
    if (IsVolume(Sectors(0))) return {{{}, 0, static_cast<std::uint64_t>(image->size)}};
    std::unique_ptr<TSK_VS_INFO, TableCloser> table;
    for (const TSK_VS_TYPE_ENUM type : {TSK_VS_TYPE_GPT, TSK_VS_TYPE_DOS})
      if (!table) table.reset(tsk_vs_open(image.get(), 0, type));
    std::vector<Partition> partitions;
    if (!table) return partitions;
    std::size_t number = 0;
    for (const TSK_VS_PART_INFO* part = table->part_list; part != nullptr; part = part->next) {
      if ((part->flags & TSK_VS_PART_FLAG_ALLOC) == 0 || (part->flags & TSK_VS_PART_FLAG_META) != 0)
        continue;
      if (++number > kMostPartitions) break;
      const auto first = static_cast<std::uint64_t>(part->start);
      if (first > static_cast<std::uint64_t>(image->size) / table->block_size) continue;
      partitions.push_back({"p" + std::to_string(number),
                            static_cast<TSK_OFF_T>(table->offset + first * table->block_size),
                            static_cast<std::uint64_t>(part->len) * table->block_size});
    }
    return partitions;
  }

  void SearchPartition(const Partition& partition, const Found& found) {
    const std::vector<std::byte> start = Sectors(partition.offset);
    if (StandsAt(start, kVolumeMagic, kFveMagic))
      return found.problem({partition.name,
                            "The volume is encrypted by BitLocker and was left. Unlock it, and "
                            "make an image of the unlocked volume."});
    if (StandsAt(start, 0, kLuksMagic))
      return found.problem({partition.name,
                            "The volume is encrypted by LUKS and was left. Unlock it, and make an "
                            "image of the unlocked volume."});
    if (!StandsAt(start, kVolumeMagic, kNtfsMagic)) return;
    ++ntfs_volumes;
    if (HasShadowCopies(partition)) found.shadow_copies();
    SearchVolume(image.get(), partition.offset, {partition.name, {}}, found);
  }

  bool HasShadowCopies(const Partition& partition) {
    VolumeBytes bytes(image.get(), partition.offset, partition.size_bytes);
    try {
      return HasShadowCatalogue(bytes);
    } catch (const std::system_error&) {
      return false;  // the file system, which lies around it, is told
    }
  }

  // The latest copies first, since the others are built upon them.
  void SearchShadowCopies(const Partition& partition, const Found& found) {
    if (!StandsAt(Sectors(partition.offset), kVolumeMagic, kNtfsMagic)) return;
    if (!HasShadowCopies(partition)) return;
    try {
      shadowed.push_back(std::make_unique<ShadowedVolume>(
          VolumeBytes(image.get(), partition.offset, partition.size_bytes)));
    } catch (const ImageError& failure) {
      return found.problem({partition.name, failure.what()});
    }
    ShadowCopies& copies = shadowed.back()->copies;
    for (std::size_t copy = copies.count(); copy-- > 0;) {
      const std::string step = copies.StepOf(copy);
      try {
        shadowed.back()->images.push_back(OpenShadowCopy(copies, copy));
        SearchVolume(shadowed.back()->images.back().get(), 0,
                     {Joined(partition.name, step), step}, found);
      } catch (const ImageError& failure) {
        found.problem({Joined(partition.name, step),
                       failure.what() + std::string(" It is left. Carve the image for what it "
                                                    "kept.")});
      }
      found.still_there();
    }
  }

  struct Place {
    std::string volume, shadow_copy;
  };

  void SearchVolume(TSK_IMG_INFO* from, TSK_OFF_T offset, const Place& place, const Found& found) {
    OpenVolume volume(tsk_fs_open_img(from, offset, TSK_FS_TYPE_NTFS));
    if (!volume)
      return found.problem({place.volume, "The NTFS volume cannot be opened (" + LastError() +
                                              "). Make the image again, or carve it."});
    std::string problem;
    for (ImageLog& log : NtfsLogs(volume.get(), found.still_there).Find(problem)) {
      log.place = Joined(place.volume, log.place);
      log.shadow_copy = place.shadow_copy;
      logs.push_back({volume.get(), log.entry});
      found.log(std::move(log));
    }
    if (!problem.empty()) found.problem({place.volume, problem});
    volumes.push_back(std::move(volume));
  }

  std::size_t ReadDisk(std::uint64_t offset, std::span<char> buffer) {
    const auto size = static_cast<std::uint64_t>(image->size);
    if (offset >= size) return 0;
    const std::size_t wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), size - offset));
    const ssize_t count =
        tsk_img_read(image.get(), static_cast<TSK_OFF_T>(offset), buffer.data(), wanted);
    if (count < 0) throw ImageError(LastError());
    return std::min(wanted, static_cast<std::size_t>(count));
  }

  std::size_t ReadLog(const OpenLog& log, std::uint64_t offset, std::span<char> buffer) {
    if (!file || open_volume != log.volume || open_entry != log.entry) {
      file.reset(tsk_fs_file_open_meta(log.volume, nullptr, log.entry));
      open_volume = log.volume;
      open_entry = log.entry;
      if (!file) throw ImageError(LastError());
    }
    const TSK_FS_ATTR* content = tsk_fs_file_attr_get(file.get());
    if (content == nullptr) throw ImageError(LastError());
    if (content->size < 0 || offset >= static_cast<std::uint64_t>(content->size)) return 0;
    const ssize_t count =
        tsk_fs_file_read(file.get(), static_cast<TSK_OFF_T>(offset), buffer.data(), buffer.size(),
                         TSK_FS_FILE_READ_FLAG_NONE);
    if (count < 0) throw ImageError(LastError());
    return std::min(buffer.size(), static_cast<std::size_t>(count));
  }

  OpenImage image;
  std::vector<std::unique_ptr<ShadowedVolume>> shadowed;
  std::vector<OpenVolume> volumes;
  std::vector<OpenLog> logs;
  std::unique_ptr<TSK_FS_FILE, FileCloser> file;  // the one that was read last
  TSK_FS_INFO* open_volume = nullptr;
  std::uint64_t open_entry = 0;
  std::size_t ntfs_volumes = 0;
};

ImageVolumes::ImageVolumes(const std::string& path, ImageKind kind)
    : impl_(std::make_unique<Impl>(path, kind)) {}

ImageVolumes::~ImageVolumes() = default;

std::uint64_t ImageVolumes::media_size() const {
  return static_cast<std::uint64_t>(impl_->image->size);
}

void ImageVolumes::Search(ImageLayer layer, const Found& found) {
  if (layer == ImageLayer::kShadowCopies) {
    for (const Partition& partition : impl_->Partitions())
      impl_->SearchShadowCopies(partition, found);
    return;
  }
  bool problems = false;
  Found watched = found;
  watched.problem = [&](ImageProblem problem) {
    problems = true;
    found.problem(std::move(problem));
  };
  for (const Partition& partition : impl_->Partitions())
    impl_->SearchPartition(partition, watched);
  if (impl_->ntfs_volumes == 0 && !problems)
    found.problem({{},
                   "No NTFS volume was found in the image. Check whether it is whole, or carve it."});
}

std::size_t ImageVolumes::Read(std::uint32_t log, std::uint64_t offset, std::span<char> buffer) {
  if (log == kWholeDisk) return impl_->ReadDisk(offset, buffer);
  if (log >= impl_->logs.size()) return 0;
  return impl_->ReadLog(impl_->logs[log], offset, buffer);
}

}  // namespace logonloom
