// The event logs of one NTFS volume, found by walking its MFT: no directory index is read, and
// deleted files are found in the same way as those that are there.
#pragma once

#include <tsk/libtsk.h>

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "evidence/image_contents.h"

namespace logonloom {

class NtfsLogs {
 public:
  // `still_there` is called often during the walk.
  NtfsLogs(TSK_FS_INFO* volume, const std::function<void()>& still_there);

  // All logs by name, and whatever lies in a folder winevt/Logs; places are those in the volume.
  // `problem` is set to a sentence if not all of the MFT could be walked.
  std::vector<ImageLog> Find(std::string& problem);

 private:
  struct Folder {
    std::string name;
    std::uint64_t parent = 0;
    std::uint32_t parent_sequence = 0, sequence = 0;
    bool deleted = false;
  };
  struct Candidate {
    std::uint64_t entry = 0, parent = 0;
    std::uint32_t parent_sequence = 0, sequence = 0;
    bool deleted = false, by_name = false;
  };

  static TSK_WALK_RET_ENUM OnEntry(TSK_FS_FILE* file, void* self);
  void Look(const TSK_FS_FILE& file);
  bool IsLogFolder(std::uint64_t entry) const;
  std::string FolderPath(const Candidate& candidate) const;
  bool Describe(const Candidate& candidate, ImageLog& log);

  TSK_FS_INFO* volume_;
  const std::function<void()>& still_there_;
  std::unordered_map<std::uint64_t, Folder> folders_;  // by entry
  std::vector<Candidate> candidates_;
  std::uint64_t walked_ = 0;
  bool too_many_ = false;
};

}  // namespace logonloom
