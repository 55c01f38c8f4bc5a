// Where evidence is: files, members of archives and files in disk images, opened by one name.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "evidence/evidence_finder.h"
#include "evidence/image_search.h"
#include "evidence/member_cache.h"
#include "logonloom/record.h"

namespace logonloom {

// A member's place is the path of its archive or image, «/» and its path inside, for archives in
// archives again. Any number of threads may use one store.
class EvidenceStore {
 public:
  // `passwords`: for encrypted archives, tried before those that are usual in the field.
  explicit EvidenceStore(std::vector<std::string> passwords = {});

  FoundEvidence Find(const std::vector<std::filesystem::path>& inputs);

  // The files themselves, and all bytes of the disks whose images they are, to be carved.
  FoundEvidence FindBytes(const std::vector<std::filesystem::path>& inputs);

  // Throws std::system_error if it is not there or cannot be opened.
  std::unique_ptr<EvidenceSource> Open(const std::filesystem::path& place);

 private:
  std::vector<std::string> passwords_;
  std::mutex mutex_;  // of what follows
  MemberCache cache_;
  ImageShelf shelf_;
};

}  // namespace logonloom
