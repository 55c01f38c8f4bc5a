// What a run is going to read, in an order that depends on nothing but content.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "evidence/evidence_finder.h"
#include "evidence/evidence_store.h"

namespace logonloom {

struct PlannedFile {
  std::filesystem::path path;
  std::uint64_t size_bytes = 0;
  std::string sha256;
  std::string failure;         // why it cannot be read, a sentence's end; empty if it can
  std::string damage;          // why it has no SHA-256 though it can be read, a sentence's end
  std::string container_path;  // of a member: its place inside the archive; else empty
  std::string container_sha256;
  std::string note;  // what an examiner should know of how it was opened, a sentence
};

struct ReadingPlan {
  std::shared_ptr<EvidenceStore> store;   // opens the files
  std::vector<PlannedFile> files;         // by SHA-256, then path
  std::vector<EvidenceProblem> problems;  // by path
  std::uint64_t size_bytes = 0;
};

// All logs in `inputs`, problems by path. Throws IngestError of kind kUsage if a path is missing or
// there is no log at all.
FoundEvidence FindReadable(const std::vector<std::filesystem::path>& inputs, EvidenceStore& store);

// Finds and hashes. `on_hashed` gets the bytes and files hashed so far, of all of them; may be
// empty. Throws IngestError of kind kUsage if a path is missing or there is no log at all.
ReadingPlan MakeReadingPlan(
    const std::vector<std::filesystem::path>& inputs, std::shared_ptr<EvidenceStore> store,
    const std::function<void(const ReadingPlan& so_far, std::uint64_t bytes_total,
                             std::size_t files_total)>& on_hashed);

}  // namespace logonloom
