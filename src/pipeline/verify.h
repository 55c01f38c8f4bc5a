// Two independent readers over the same evidence, record by record and field by field.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "pipeline/record_comparison.h"

namespace logonloom {

struct VerifyFinding {
  std::filesystem::path file;
  std::uint64_t offset = 0;     // of the record in its file
  std::uint64_t record_id = 0;  // EventRecordID
  std::string what;             // what differs, in words
};

struct VerifyReport {
  std::uint64_t files = 0, files_unreadable = 0;
  std::uint64_t records_first = 0;   // listed records that our reader delivered
  std::uint64_t records_second = 0;  // records that libevtx delivered
  std::uint64_t records_equal = 0;   // every part of which both read the same
  std::uint64_t recovered = 0;       // found by our reader only, by design
  std::uint64_t rejected = 0;        // listed records that our reader could not read
  std::array<std::uint64_t, kDifferenceClasses> records_by_class{};
  std::vector<VerifyFinding> unexplained;  // the first thousand
  std::uint64_t unexplained_count = 0;
};

// Reads each file with both readers. Throws IngestError of kind kUsage for paths that are missing
// or hold no log. on_file is called ahead of each file; may be empty.
VerifyReport Verify(const std::vector<std::filesystem::path>& inputs,
                    const std::function<void(const std::filesystem::path&)>& on_file);

}  // namespace logonloom
