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

struct CarvedRegions;

struct PlannedFile {
  std::filesystem::path path;
  std::uint64_t size_bytes = 0;
  std::string sha256;
  std::string failure;         // why it cannot be read, a sentence's end; empty if it can
  std::string damage;          // why it has no SHA-256 though it can be read, a sentence's end
  std::string container_path;  // of a member: its place inside the archive; else empty
  std::string container_sha256;
  EvidenceForm form = EvidenceForm::kEvtx;
  std::string note;  // what an examiner should know of how it was opened, a sentence
  Collection collection = {};
  std::shared_ptr<const CarvedRegions> regions = nullptr;  // of what is carved, once they are known
};

struct ReadingPlan {
  std::shared_ptr<EvidenceStore> store;   // opens the files
  std::vector<PlannedFile> files;         // by SHA-256, then path
  std::vector<EvidenceProblem> problems;  // by path
  std::uint64_t size_bytes = 0;
};

enum class Search : bool { kLogs, kBytes };  // kBytes: the inputs are to be carved

// All logs in `inputs`, problems by path. Throws IngestError of kind kUsage if a path is missing or
// there is no log at all.
FoundEvidence FindReadable(const std::vector<std::filesystem::path>& inputs, EvidenceStore& store,
                           Search search = Search::kLogs);

struct HashingProgress {
  std::uint64_t bytes_done = 0, bytes_total = 0;
  std::size_t files_done = 0, files_total = 0;
};

// Finds and hashes, on up to `threads` threads. `on_hashed` is called on this one; may be empty.
// Throws IngestError of kind kUsage if a path is missing or there is no log at all.
ReadingPlan MakeReadingPlan(const std::vector<std::filesystem::path>& inputs, Search search,
                            std::shared_ptr<EvidenceStore> store, unsigned threads,
                            const std::function<void(const HashingProgress&)>& on_hashed);

}  // namespace logonloom
