#include "support/demo_case.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

namespace logonloom::support {
namespace {

namespace fs = std::filesystem;

// Relative path → content of all files below.
std::map<std::string, std::string> Files(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    files[fs::relative(entry.path(), folder).string()] = {std::istreambuf_iterator<char>(file), {}};
  }
  return files;
}

TEST(DemoCase, CommittedFilesAreWhatTheMakerWrites) {
  const fs::path folder =
      fs::path(testing::TempDir()) / ("logonloom-demo-" + std::to_string(::getpid()));
  fs::remove_all(folder);
  Scenario story;
  TellDemoCase(story);
  story.Write(folder);
  const auto written = Files(folder);
  const auto committed = Files(fs::path(LOGONLOOM_SOURCE_DIR) / "testdata" / "demo");
  fs::remove_all(folder);
  ASSERT_EQ(written.size(), committed.size());
  for (const auto& [name, content] : written) {
    ASSERT_TRUE(committed.contains(name)) << name;
    EXPECT_TRUE(committed.at(name) == content)
        << name << " differs; testdata/README.md says how to make it anew";
  }
}

TEST(DemoCase, StaysSmall) {
  std::size_t size = 0;
  for (const auto& [name, content] : Files(fs::path(LOGONLOOM_SOURCE_DIR) / "testdata" / "demo"))
    size += content.size();
  EXPECT_LT(size, 1U << 20);
}

}  // namespace
}  // namespace logonloom::support
