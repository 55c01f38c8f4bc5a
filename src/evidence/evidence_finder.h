// Finds event logs in files and folders, by content, not by name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace logonloom {

struct FoundFile {
  std::filesystem::path path;
  std::uint64_t size_bytes = 0;
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
};

// Folders are searched recursively; links to folders are not followed.
FoundEvidence FindEvidence(const std::vector<std::filesystem::path>& inputs);

}  // namespace logonloom
