#include "evidence/ntfs_logs.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "base/text.h"

namespace logonloom {
namespace {

// Of one volume. Disks of today have some millions of entries and a few hundred logs.
constexpr std::uint64_t kMostEntries = std::uint64_t{1} << 26;
constexpr std::size_t kMostFolders = 4'000'000, kMostCandidates = 1'000'000, kMostLogs = 20'000;
constexpr std::uint64_t kLargestLog = std::uint64_t{16} << 30;
constexpr std::int64_t kSmallestLog = 4096 + 65536;  // with one chunk
constexpr int kMostDepth = 64;
constexpr std::uint64_t kStep = 4096;  // entries between two signs of life

struct FileCloser {
  void operator()(TSK_FS_FILE* file) const { tsk_fs_file_close(file); }
};
using OpenFile = std::unique_ptr<TSK_FS_FILE, FileCloser>;

bool IsNamedLog(std::string_view name) { return ToLower(name).find(".evtx") != std::string::npos; }

// A file has a short name of DOS beside its own, and may have more than one folder.
const TSK_FS_META_NAME_LIST* BestName(const TSK_FS_META& meta) {
  const TSK_FS_META_NAME_LIST* best = nullptr;
  const auto rank = [](const TSK_FS_META_NAME_LIST& name) {
    const std::string_view text = name.name;
    return std::pair(IsNamedLog(text), text.size());
  };
  int names = 0;
  for (const TSK_FS_META_NAME_LIST* name = meta.name2; name != nullptr && names < 64;
       name = name->next, ++names)
    if (best == nullptr || rank(*best) < rank(*name)) best = name;
  return best;
}

// A name that is one step of a path and nothing else.
std::string Harmless(std::string name) {
  std::replace(name.begin(), name.end(), '/', '_');
  std::replace(name.begin(), name.end(), '\\', '_');
  return name.empty() || name == "." || name == ".." ? "_" + name : name;
}

}  // namespace

NtfsLogs::NtfsLogs(TSK_FS_INFO* volume, const std::function<void()>& still_there)
    : volume_(volume), still_there_(still_there) {}

TSK_WALK_RET_ENUM NtfsLogs::OnEntry(TSK_FS_FILE* file, void* self) {
  auto& logs = *static_cast<NtfsLogs*>(self);
  if (logs.walked_++ % kStep == 0) logs.still_there_();
  if (file != nullptr && file->meta != nullptr) logs.Look(*file);
  return logs.too_many_ ? TSK_WALK_STOP : TSK_WALK_CONT;
}

void NtfsLogs::Look(const TSK_FS_FILE& file) {
  const TSK_FS_META& meta = *file.meta;
  const bool deleted = (meta.flags & TSK_FS_META_FLAG_UNALLOC) != 0;
  const TSK_FS_META_NAME_LIST* name = BestName(meta);
  if (name == nullptr) return;
  if (meta.type == TSK_FS_META_TYPE_DIR) {
    folders_[meta.addr] = {name->name, name->par_inode, name->par_seq, meta.seq, deleted};
  } else if (meta.type == TSK_FS_META_TYPE_REG) {
    const bool by_name = IsNamedLog(name->name);
    if (by_name || (!deleted && meta.size >= kSmallestLog))
      candidates_.push_back(
          {meta.addr, name->par_inode, name->par_seq, meta.seq, deleted, by_name});
  }
  too_many_ = folders_.size() > kMostFolders || candidates_.size() > kMostCandidates;
}

bool NtfsLogs::IsLogFolder(std::uint64_t entry) const {
  const auto folder = folders_.find(entry);
  if (folder == folders_.end() || !EqualsIgnoreCase(folder->second.name, "logs")) return false;
  const auto parent = folders_.find(folder->second.parent);
  return parent != folders_.end() && EqualsIgnoreCase(parent->second.name, "winevt");
}

// An entry that was used again since is another folder: its sequence tells. The entry of a deleted
// folder has been counted on once.
std::string NtfsLogs::FolderPath(const Candidate& candidate) const {
  std::string path;
  std::uint64_t entry = candidate.parent;
  std::uint32_t sequence = candidate.parent_sequence;
  for (int depth = 0; entry != volume_->root_inum; ++depth) {
    const auto found = folders_.find(entry);
    if (depth == kMostDepth || found == folders_.end()) return "(folder lost)/" + path;
    const Folder& folder = found->second;
    if (folder.sequence != sequence + (folder.deleted && folder.sequence != sequence ? 1 : 0))
      return "(folder lost)/" + path;
    path = Harmless(folder.name) + "/" + path;
    entry = folder.parent;
    sequence = folder.parent_sequence;
  }
  return path;
}

bool NtfsLogs::Describe(const Candidate& candidate, ImageLog& log) {
  const OpenFile file(tsk_fs_file_open_meta(volume_, nullptr, candidate.entry));
  if (!file || file->meta == nullptr) return false;
  const TSK_FS_META_NAME_LIST* name = BestName(*file->meta);
  const TSK_FS_ATTR* content = tsk_fs_file_attr_get(file.get());
  if (name == nullptr || content == nullptr || content->size < 0) return false;
  log.place = FolderPath(candidate) + Harmless(name->name);
  log.size_bytes = static_cast<std::uint64_t>(content->size);
  log.entry = candidate.entry;
  log.sequence = candidate.sequence;
  log.deleted = candidate.deleted;
  if (log.deleted)
    log.place += " (deleted, MFT entry " + std::to_string(log.entry) + "-" +
                 std::to_string(log.sequence) + ")";
  return true;
}

std::vector<ImageLog> NtfsLogs::Find(std::string& problem) {
  const std::uint64_t last = std::min<std::uint64_t>(volume_->last_inum, kMostEntries);
  const auto flags = static_cast<TSK_FS_META_FLAG_ENUM>(
      TSK_FS_META_FLAG_ALLOC | TSK_FS_META_FLAG_UNALLOC | TSK_FS_META_FLAG_USED);
  if (tsk_fs_meta_walk(volume_, volume_->first_inum, last, flags, OnEntry, this) != 0) {
    const char* reason = tsk_error_get();
    problem = "The file table could not be read to its end (" +
              std::string(reason == nullptr ? "unknown reason" : reason) +
              "). Logs may be missing.";
  }
  if (too_many_ || last < volume_->last_inum)
    problem = "The file table has more entries than are searched. Logs may be missing.";
  std::vector<ImageLog> logs;
  std::set<std::string> places;
  std::uint64_t claimed = 0;
  const auto volume_size = static_cast<std::uint64_t>(volume_->block_count) * volume_->block_size;
  for (const Candidate& candidate : candidates_) {
    if (!candidate.by_name && !IsLogFolder(candidate.parent)) continue;
    still_there_();
    ImageLog log;
    if (!Describe(candidate, log)) {
      if (!candidate.deleted) problem = "A log's entry in the file table is damaged.";
      continue;
    }
    claimed += log.size_bytes;
    // What is compressed may be larger than its place, but not all of it by far.
    if (log.size_bytes > kLargestLog || claimed / 4 > volume_size || logs.size() >= kMostLogs) {
      problem = "Logs claim to be larger than their volume can hold, " + log.place +
                " among them. They are left.";
      claimed -= log.size_bytes;
      continue;
    }
    for (int times = 2; !places.insert(log.place).second; ++times)
      log.place = log.place.substr(0, log.place.rfind('#')) + "#" + std::to_string(times);
    logs.push_back(std::move(log));
  }
  return logs;
}

}  // namespace logonloom
