#include "evtx/template_library.h"

#include <gtest/gtest.h>

namespace logonloom::evtx {
namespace {

// What it says is the same; its names stand in it, or elsewhere.
TemplateDefinition DefinitionOf(std::size_t size_bytes) {
  TemplateDefinition definition;
  definition.nodes.resize(1);
  definition.nodes[0].kind = Node::Kind::kText;
  definition.nodes[0].text = "said";
  definition.nodes[0].end = 1;
  definition.size_bytes = size_bytes;
  return definition;
}

TEST(TemplateLibrary, IsTheSameWhicheverOfEqualDefinitionsComesFirst) {
  TemplateLibrary one, other;
  one.Add(DefinitionOf(40));
  one.Add(DefinitionOf(90));
  other.Add(DefinitionOf(90));
  other.Add(DefinitionOf(40));
  EXPECT_EQ(one.size(), 1u);
  EXPECT_EQ(one.Pack(), other.Pack());
}

}  // namespace
}  // namespace logonloom::evtx
