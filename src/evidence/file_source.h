// A file of evidence, opened read-only and never changed.
#pragma once

#include <filesystem>
#include <string>

#include "logonloom/record.h"

namespace logonloom {

class FileSource : public EvidenceSource {
 public:
  // Throws std::system_error if the file cannot be opened.
  explicit FileSource(const std::filesystem::path& path);
  ~FileSource() override;
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  std::uint64_t size() const override { return size_; }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> buffer) override;
  std::string local_path() const override { return path_.string(); }

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace logonloom
