// What a run is going to read, in an order that depends on nothing but content.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "evidence/evidence_finder.h"

namespace logonloom {

struct PlannedFile {
  std::filesystem::path path;
  std::uint64_t size_bytes = 0;
  std::string sha256;
  std::string failure;  // why it cannot be read, a sentence's end; empty if it can
  std::string damage;   // why it has no SHA-256 though it can be read, a sentence's end
};

struct ReadingPlan {
  std::vector<PlannedFile> files;         // by SHA-256, then path
  std::vector<EvidenceProblem> problems;  // by path
  std::uint64_t size_bytes = 0;
};

// All logs in `inputs`, problems by path. Throws IngestError of kind kUsage if a path is missing or
// there is no log at all.
FoundEvidence FindReadable(const std::vector<std::filesystem::path>& inputs);

// Finds and hashes. `on_hashed` gets the bytes and files hashed so far, of all of them; may be
// empty. Throws IngestError of kind kUsage if a path is missing or there is no log at all.
ReadingPlan MakeReadingPlan(
    const std::vector<std::filesystem::path>& inputs,
    const std::function<void(const ReadingPlan& so_far, std::uint64_t bytes_total,
                             std::size_t files_total)>& on_hashed);

}  // namespace logonloom
