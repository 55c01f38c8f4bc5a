// Makes the archives that collections come in.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace logonloom::support {

struct ArchiveFile {
  std::string name;
  std::string bytes;
};

// `format`: of libarchive, «zip», «7zip», «paxr»; `filter`: «gzip», «xz», «zstd», «bzip2» or none.
// With a password a zip is encrypted. Throws std::runtime_error.
std::string WriteArchive(const std::string& format, const std::string& filter,
                         const std::vector<ArchiveFile>& files, const std::string& password = {});

}  // namespace logonloom::support
