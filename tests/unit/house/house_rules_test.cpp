#include "house_rules.h"

#include <gmock/gmock.h>

namespace logonloom::house {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::filesystem::path kRoot = LOGONLOOM_SOURCE_DIR;

TEST(CheckConsole, FindsEveryWayOut) {
  EXPECT_THAT(CheckConsole({{"src/base/a.cpp", "void F() { std::cout << 1; }"},
                            {"src/base/b.cpp", "std::fprintf(stderr, \"x\");"},
                            {"src/base/c.h", "#include <iostream>\n"}}),
              ElementsAre("src/base/a.cpp uses std::cout", "src/base/b.cpp uses std::fprintf",
                          "src/base/b.cpp uses stderr", "src/base/c.h includes iostream"));
}

TEST(CheckConsole, LetsTheCommandLineAndMereWordsPass) {
  EXPECT_THAT(CheckConsole({{"src/cli/a.cpp", "std::cerr << 1;"},
                            {"src/base/b.cpp", "// stderr\nstd::snprintf(text, \"stdout\");"},
                            {"src/base/notes.txt", "stdout"}}),
              IsEmpty());
}

TEST(CheckTestsAreBuilt, FindsAFileOutsideTheBuild) {
  EXPECT_THAT(CheckTestsAreBuilt({{"tests/unit/base/CMakeLists.txt", "x(SOURCES old_a_test.cpp)"},
                                  {"tests/unit/base/a_test.cpp", ""},
                                  {"tests/unit/base/old_a_test.cpp", ""}}),
              ElementsAre("tests/unit/base/a_test.cpp is in no CMakeLists.txt"));
}

TEST(CheckTestsAreBuilt, KnowsListsOfFoldersAbove) {
  EXPECT_THAT(CheckTestsAreBuilt({{"tests/golden/CMakeLists.txt", "x(cli/a.cpp b.cpp)"},
                                  {"tests/golden/cli/a.cpp", ""},
                                  {"tests/golden/b.cpp", ""},
                                  {"tests/golden/b.h", ""}}),
              IsEmpty());
}

TEST(CheckTopLevel, FindsStrangers) {
  EXPECT_THAT(
      CheckTopLevel({"src", ".ci", "build", "notes.txt", "scripts"}),
      ElementsAre("notes.txt does not belong at the top", "scripts does not belong at the top"));
}

TEST(CheckPathsInPage, FindsVanishedPlaces) {
  EXPECT_THAT(CheckPathsInPage("docs/a.md", "See `src/base`, src/gone/x.h. and docs/<page>.",
                               {"src/base", "docs"}),
              ElementsAre("docs/a.md names src/gone/x.h"));
}

TEST(CheckPathsInPage, LooksOnlyAtPathsFromTheTop) {
  EXPECT_THAT(CheckPathsInPage("a.md", "../shared/docs/x and /usr/include/y", {}), IsEmpty());
}

TEST(CheckNumbersInPage, WantsARowForEachWithItsSeconds) {
  const std::string header = "constexpr Ticks kA = Seconds(3);  // x\nconstexpr int kB = 7, kC = 8;";
  EXPECT_THAT(CheckNumbersInPage(header, "| `kA` | 3 s | x |\n| `kB` | 7 |\n| `kC` | 8 |"), IsEmpty());
  EXPECT_THAT(CheckNumbersInPage(header, "| `kA` | 4 s | x |\n| `kC` | 8 |"),
              ElementsAre("the page lacks | `kA` | 3 s |", "the page lacks | `kB` | "));
}

TEST(TheProject, TalksToTheConsoleInTheCommandLineOnly) {
  EXPECT_THAT(CheckConsole(LoadFolder(kRoot, "src")), IsEmpty());
  EXPECT_THAT(CheckConsole(LoadFolder(kRoot, "include")), IsEmpty());
}

TEST(TheProject, BuildsEveryTest) {
  EXPECT_THAT(CheckTestsAreBuilt(LoadFolder(kRoot, "tests")), IsEmpty());
}

TEST(TheProject, HasNoStrangersAtTheTop) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kRoot))
    names.insert(entry.path().filename().string());
  EXPECT_THAT(CheckTopLevel(names), IsEmpty());
}

TEST(TheProject, NamesInItsPagesOnlyWhatExists) {
  std::set<std::string> exists;
  SourceTree pages = {{"README.md", ReadText(kRoot / "README.md")},
                      {"CHANGELOG.md", ReadText(kRoot / "CHANGELOG.md")}};
  for (const char* top : {"src", "include", "cmake", "tests", "docs", "testdata"}) {
    exists.insert(top);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kRoot / top))
      exists.insert(entry.path().lexically_relative(kRoot).generic_string());
  }
  pages.merge(LoadFolder(kRoot, "docs"));
  for (const auto& [page, text] : pages)
    EXPECT_THAT(CheckPathsInPage(page, text, exists), IsEmpty());
}

TEST(TheProject, TellsEveryNumberOfTheRules) {
  EXPECT_THAT(CheckNumbersInPage(ReadText(kRoot / "src/correlate/windows.h"),
                                 ReadText(kRoot / "docs/correlation.md")),
              IsEmpty());
}

}  // namespace
}  // namespace logonloom::house
