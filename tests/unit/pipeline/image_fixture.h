// What tests of disk images share.
#pragma once

#include <gmock/gmock.h>

#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "all_rows.h"
#include "casedb/case_reader.h"
#include "logonloom/ingest.h"
#include "support/demo_case.h"
#include "support/disk_image_maker.h"
#include "support/scenario.h"
#include "support/temp_folder.h"

#ifndef LOGONLOOM_NTFS_FILLER
#define LOGONLOOM_NTFS_FILLER ""
#endif

namespace logonloom {

inline constexpr const char* kFiller = LOGONLOOM_NTFS_FILLER;
inline constexpr std::uintmax_t kVolumeSize = 12u << 20;
inline const std::string kLogs = "Windows/System32/winevt/Logs/";

class ImageFixture : public testing::Test {
 protected:
  void SetUp() override {
    std::string missing = "libntfs-3g or libtsk when it was built";
    if (*kFiller == 0 || !support::HasTools({"mkntfs", "sfdisk"}, missing)) Skip(missing);
  }

  // For CI too, which installs all of them.
  static void Skip(const std::string& missing) {
    std::cerr << "SKIPPED, NOT TESTED: disk images, for want of " << missing << "\n";
    GTEST_SKIP() << missing;
  }

  std::filesystem::path Demo() {
    support::Scenario story;
    support::TellDemoCase(story);
    story.Write(folder_ / "logs");
    return folder_ / "logs";
  }

  IngestSummary IngestInto(const std::string& name, const std::filesystem::path& input) {
    IngestOptions options;
    options.inputs = {input};
    options.case_path = folder_ / name;
    options.overwrite = true;
    return Ingest(options);
  }

  std::vector<std::string> RowsOf(const std::string& name, const std::filesystem::path& input) {
    IngestInto(name, input);
    return AllRows(folder_ / name, Paths::kLeftOut);
  }

  // «column=value» of all files, a line each.
  std::vector<std::string> Files(const std::string& name) {
    const CaseReader reader(folder_ / name);
    const auto columns = reader.Columns("evidence_files");
    std::vector<std::string> rows;
    reader.ForEachRow("evidence_files", "", "", [&](const std::vector<Cell>& cells) {
      std::string row;
      for (std::size_t i = 0; i < columns.size(); ++i)
        if (const auto* text = std::get_if<std::string_view>(&cells[i]))
          row += columns[i] + "=" + std::string(*text) + "\n";
      rows.push_back(row);
    });
    return rows;
  }

  support::TempFolder folder_;
};

}  // namespace logonloom
