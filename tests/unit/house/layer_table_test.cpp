#include "layer_table.h"

#include <gmock/gmock.h>

namespace logonloom::house {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(ParseLayers, ReadsEveryStatement) {
  const LayerTable table = ParseLayers(
      "# remark\n\n"
      "stage base:\n"
      "stage model: base\n"
      "contract logonloom/a.h: model\n"
      "library CLI/: model\n"
      "system fcntl.h: base model\n");
  EXPECT_THAT(table.errors, IsEmpty());
  EXPECT_THAT(table.stages.at("base"), IsEmpty());
  EXPECT_THAT(table.stages.at("model"), ElementsAre("base"));
  EXPECT_EQ(table.contracts.at("logonloom/a.h"), "model");
  ASSERT_TRUE(table.HomeOf("CLI/CLI.hpp"));
  EXPECT_THAT(*table.HomeOf("CLI/CLI.hpp"), ElementsAre("model"));
  EXPECT_THAT(*table.HomeOf("fcntl.h"), ElementsAre("base", "model"));
}

TEST(ParseLayers, FolderIsNoPrefixOfOtherNames) {
  const LayerTable table = ParseLayers("stage cli:\nlibrary CLI/: cli\nlibrary a.h: cli\n");
  EXPECT_EQ(table.HomeOf("CLI"), nullptr);
  EXPECT_EQ(table.HomeOf("a.hpp"), nullptr);
  EXPECT_EQ(table.HomeOf("unknown.h"), nullptr);
}

TEST(ParseLayers, ReportsWhatIsNoStatement) {
  EXPECT_THAT(ParseLayers("stagee base:\n").errors, ElementsAre(HasSubstr("stagee base:")));
  EXPECT_THAT(ParseLayers("stage base\n").errors, ElementsAre(HasSubstr("stage base")));
  EXPECT_THAT(ParseLayers("stage a:\nstage a:\n").errors, ElementsAre(HasSubstr("stage a:")));
  EXPECT_THAT(ParseLayers("library a.h:\n").errors, ElementsAre(HasSubstr("library a.h:")));
}

TEST(ParseLayers, ReportsStagesThatAreNotStated) {
  EXPECT_THAT(ParseLayers("stage base: modle\n").errors, ElementsAre(HasSubstr("modle")));
  EXPECT_THAT(ParseLayers("contract a.h: modle\n").errors, ElementsAre(HasSubstr("modle")));
  EXPECT_THAT(ParseLayers("library a.h: modle\n").errors, ElementsAre(HasSubstr("modle")));
}

}  // namespace
}  // namespace logonloom::house
