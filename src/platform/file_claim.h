// A file that one process at a time may write.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>

namespace logonloom {

// Another process has claimed the file.
class ClaimedByOther : public std::runtime_error {
 public:
  ClaimedByOther() : std::runtime_error("another process has claimed the file") {}
};

// The file, made if there is none, claimed until the object dies or the process ends, however that
// is. Others of this process may open it by its name. Not copied, not moved.
class FileClaim {
 public:
  // Throws ClaimedByOther, or std::system_error if the file cannot be had.
  explicit FileClaim(const std::filesystem::path& path);
  ~FileClaim();
  FileClaim(const FileClaim&) = delete;
  FileClaim& operator=(const FileClaim&) = delete;

  // Leaves nothing in it. Throws std::system_error.
  void Clear();
  // Tells the system to begin putting on the disk what is written so far, without waiting for it, so
  // that less is left for MoveTo. Nothing happens where there is no such thing.
  void BeginSync();
  // Gives the file another name, in the place of what has it, once all of it is on the disk. The
  // claim stays with the file. Throws std::system_error.
  void MoveTo(const std::filesystem::path& target);

 private:
  bool Take();
  void Sync();
  std::filesystem::path path_;
  std::intptr_t handle_ = -1;
};

// False if it is known that no file can be made in the folder.
bool MayMakeFilesIn(const std::filesystem::path& folder);

}  // namespace logonloom
