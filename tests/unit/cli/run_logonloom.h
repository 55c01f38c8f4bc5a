// Calls the command line inside the test.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "cli/app.h"
#include "support/temp_folder.h"

namespace logonloom {

struct Output {
  int status = 0;
  std::string out, err;
};

inline Output RunLogonloom(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "logonloom");
  std::vector<const char*> argv;
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  Output output;
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  output.status = RunApp(static_cast<int>(argv.size()), argv.data());
  output.out = testing::internal::GetCapturedStdout();
  output.err = testing::internal::GetCapturedStderr();
  return output;
}

// The demo case, ingested once for all tests of a file.
class DemoCase : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new support::TempFolder;
    ASSERT_EQ(RunLogonloom({"ingest", LOGONLOOM_SOURCE_DIR "/testdata/demo", "-o", Case()}).status,
              kComplete);
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }
  static std::string Path(const std::string& name) { return (*folder_ / name).string(); }
  static std::string Case() { return Path("case.db"); }

 private:
  static inline support::TempFolder* folder_ = nullptr;
};

}  // namespace logonloom
