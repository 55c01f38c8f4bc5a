// Finds event logs in files and folders, by content, not by name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "evidence/event_log_signs.h"
#include "evidence/member_cache.h"
#include "evidence/triage_signs.h"

namespace logonloom {

struct FoundFile {
  std::filesystem::path path;  // of a member: that of its archive or image, «/», its path inside
  std::uint64_t size_bytes = 0;
  EvidenceForm form = EvidenceForm::kEvtx;
  std::string sha256;               // of members only; of files it is not known yet
  std::filesystem::path container;  // the archive or image; empty if it is none's member
  std::string container_sha256;
  std::string note;  // what an examiner should know of how it was opened, a sentence
  Collection collection = {};
};

// Something that was named, or that looks like a log by its name, and cannot be read as one.
struct EvidenceProblem {
  std::filesystem::path path;
  std::string reason;  // one sentence: what is wrong and what to do
  bool named = false;  // given by the user, not found in a folder
  bool missing = false;
};

struct FoundEvidence {
  std::vector<FoundFile> files;  // by path, each once
  std::vector<EvidenceProblem> problems;
  std::uint64_t ignored = 0;  // files in folders that are no event logs
  TriageSigns signs;          // what collectors left beside them
};

class ImageShelf;

// Folders are searched recursively, and archives and disk images in them; links to folders are not
// followed. Logs in archives that fit are kept in `cache`, images stay open on `shelf`.
FoundEvidence FindEvidence(const std::vector<std::filesystem::path>& inputs,
                           const std::vector<std::string>& passwords, MemberCache& cache,
                           ImageShelf& shelf);

}  // namespace logonloom
