// Writes the demo case into a folder.
#include <fmt/core.h>

#include <exception>

#include "support/demo_case.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: logonloom_demo_maker FOLDER\n");
    return 2;
  }
  try {
    logonloom::support::Scenario story;
    logonloom::support::TellDemoCase(story);
    story.Write(argv[1]);
  } catch (const std::exception& error) {
    fmt::print(stderr, "logonloom_demo_maker: {}\n", error.what());
    return 1;
  }
  return 0;
}
