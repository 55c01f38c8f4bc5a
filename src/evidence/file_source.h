// A file of evidence, opened read-only and never changed.
#pragma once

#include <filesystem>
#include <string>

#include "logonloom/record.h"
#include "platform/read_only_file.h"

namespace logonloom {

class FileSource : public EvidenceSource {
 public:
  // Throws std::system_error if the file cannot be opened.
  explicit FileSource(const std::filesystem::path& path) : path_(path), file_(path) {}

  std::uint64_t size() const override { return file_.size(); }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> buffer) override {
    return file_.ReadAt(offset, buffer);
  }
  std::string local_path() const override { return path_.string(); }

 private:
  std::filesystem::path path_;
  ReadOnlyFile file_;
};

}  // namespace logonloom
