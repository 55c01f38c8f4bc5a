#include "include_rules.h"

#include <gmock/gmock.h>

namespace logonloom::house {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

LayerTable Layers() {
  return ParseLayers(
      "stage base:\n"
      "stage model: base\n"
      "stage casedb: base model\n"
      "stage pipeline: base model casedb\n"
      "contract logonloom/types.h: model\n"
      "contract logonloom/ingest.h: pipeline\n"
      "library SQLiteCpp/: casedb\n"
      "library fmt/: *\n"
      "system fcntl.h: base\n");
}

std::vector<std::string> Check(const std::string& path, const std::string& code) {
  return CheckIncludes(Layers(), {{path, code}});
}

TEST(CheckIncludes, LetsAllowedOnesPass) {
  EXPECT_THAT(Check("src/casedb/writer.cpp",
                    "#include \"casedb/writer.h\"\n#include \"logonloom/types.h\"\n"
                    "#include \"base/text.h\"\n#include <SQLiteCpp/SQLiteCpp.h>\n"
                    "#include <fmt/core.h>\n#include <vector>\n"),
              IsEmpty());
  EXPECT_THAT(Check("include/logonloom/ingest.h", "#include \"logonloom/types.h\"\n#include <map>"),
              IsEmpty());
}

TEST(CheckIncludes, FindsAStageThatLooksUpOrAside) {
  EXPECT_THAT(Check("src/model/words.cpp", "\n#include \"casedb/writer.h\"\n"),
              ElementsAre("src/model/words.cpp:2: casedb/writer.h: model may not include casedb"));
  EXPECT_THAT(Check("src/casedb/a.h", "#include \"logonloom/ingest.h\"\n"),
              ElementsAre("src/casedb/a.h:1: logonloom/ingest.h: casedb may not include pipeline"));
}

TEST(CheckIncludes, FindsALibraryAwayFromHome) {
  EXPECT_THAT(Check("src/model/a.cpp", "#include <SQLiteCpp/Database.h>\n"),
              ElementsAre("src/model/a.cpp:1: SQLiteCpp/Database.h: model is not its home"));
  EXPECT_THAT(Check("src/model/a.cpp", "#include <fcntl.h>\n"),
              ElementsAre("src/model/a.cpp:1: fcntl.h: model is not its home"));
}

TEST(CheckIncludes, FindsWhatTheTableDoesNotKnow) {
  EXPECT_THAT(Check("src/base/a.cpp", "#include <boost/any.hpp>\n"),
              ElementsAre("src/base/a.cpp:1: boost/any.hpp: is unknown to the table"));
  EXPECT_THAT(
      Check("src/base/a.cpp", "#include \"a.h\"\n"),
      ElementsAre("src/base/a.cpp:1: a.h: is neither a stage's header nor in the contract"));
  EXPECT_THAT(Check("src/misc/a.cpp", ""),
              ElementsAre("src/misc/a.cpp: the table does not know this stage"));
  EXPECT_THAT(Check("include/logonloom/new.h", ""),
              ElementsAre("include/logonloom/new.h: the table does not know this header"));
}

TEST(CheckIncludes, FindsAContractThatNeedsMoreThanItself) {
  EXPECT_THAT(
      Check("include/logonloom/types.h", "#include \"base/text.h\"\n#include <fmt/core.h>\n"),
      ElementsAre("include/logonloom/types.h:1: base/text.h: is not in the contract",
                  "include/logonloom/types.h:2: fmt/core.h: is not of the standard library"));
  EXPECT_THAT(Check("include/logonloom/types.h", "#include \"logonloom/ingest.h\"\n"),
              ElementsAre("include/logonloom/types.h:1: logonloom/ingest.h: model may not include "
                          "pipeline"));
}

TEST(TheProject, KeepsItsLayers) {
  const std::filesystem::path root = LOGONLOOM_SOURCE_DIR;
  const LayerTable table = ParseLayers(ReadText(root / "cmake/layers.txt"));
  EXPECT_THAT(table.errors, IsEmpty());
  EXPECT_THAT(CheckIncludes(table, LoadFolder(root, "src")), IsEmpty());
  EXPECT_THAT(CheckIncludes(table, LoadFolder(root, "include")), IsEmpty());
}

TEST(TheProject, LetsNoTwoStagesIncludeEachOther) {
  const LayerTable table =
      ParseLayers(ReadText(std::filesystem::path(LOGONLOOM_SOURCE_DIR) / "cmake/layers.txt"));
  for (const auto& [stage, allowed] : table.stages)
    for (const std::string& other : allowed)
      EXPECT_FALSE(table.stages.at(other).contains(stage)) << stage << " and " << other;
}

}  // namespace
}  // namespace logonloom::house
