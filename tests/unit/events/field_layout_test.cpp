#include "events/field_layout.h"

#include <gtest/gtest.h>

namespace logonloom {
namespace {

constexpr FieldRule kOwn[] = {{"Twice", FieldType::kText, Slot::kIgnore},
                              {"Twice", FieldType::kText, Slot::kObject},
                              {"Name", FieldType::kText, Slot::kTargetName},
                              {"#1", FieldType::kText, Slot::kObjectPath}};
constexpr FieldRule kShared[] = {{"Name", FieldType::kText, Slot::kSubjectName},
                                 {"Other", FieldType::kText, Slot::kCommandLine}};

// The slots of fields of these names; kTsSessionId stands for «no rule».
std::vector<Slot> SlotsFor(FieldLayout& layout, const std::vector<std::string_view>& names,
                           std::uint64_t shape = 0) {
  layout.Begin(shape);
  std::vector<Slot> slots;
  for (const std::string_view name : names) {
    const auto match = layout.Next({Section::kEventData, name, name, {}});
    slots.push_back(match.rule != nullptr ? match.rule->slot : Slot::kTsSessionId);
  }
  return slots;
}

constexpr Slot kNoRule = Slot::kTsSessionId;

TEST(FieldLayout, PutsOwnRulesAheadOfSharedOnes) {
  FieldLayout layout(kOwn, kShared);
  EXPECT_EQ(SlotsFor(layout, {"Name", "Other", "Unknown"}),
            (std::vector{Slot::kTargetName, Slot::kCommandLine, kNoRule}));
}

TEST(FieldLayout, CountsRepeatedAndNamelessFields) {
  FieldLayout layout(kOwn, kShared);
  const std::vector<std::string_view> names = {"Twice", "", "Twice", "", "Twice", ""};
  const std::vector expected = {Slot::kIgnore,     kNoRule, Slot::kObject,
                                Slot::kObjectPath, kNoRule, kNoRule};
  EXPECT_EQ(SlotsFor(layout, names), expected);
  EXPECT_EQ(SlotsFor(layout, names), expected);  // from memory
}

TEST(FieldLayout, AnswersAlikeWhateverItRemembers) {
  const std::vector<std::vector<std::string_view>> shapes = {{"Twice", "Twice", "Name", "Other"},
                                                             {"Twice", "Name", "Twice"},
                                                             {"Other"},
                                                             {},
                                                             {"", "", "Twice"},
                                                             {"Name", "", "Name", ""},
                                                             {"Twice", "", "", "Twice"}};
  FieldLayout used(kOwn, kShared);
  for (const auto& before : shapes)
    for (const auto& names : shapes) {
      SlotsFor(used, before);
      FieldLayout fresh(kOwn, kShared);
      EXPECT_EQ(SlotsFor(used, names), SlotsFor(fresh, names));
    }
}

// Shapes spare comparing names; they must not be taken for known before all names were compared.
TEST(FieldLayout, AnswersAlikeForRecordsOfKnownShapes) {
  const std::vector<std::vector<std::string_view>> shapes = {
      {"Twice", "Twice", "Name", "Other"}, {"Twice", "Name", "Twice"}, {"Twice", "Twice"}, {"Other"}};
  FieldLayout used(kOwn, kShared);
  for (const std::size_t shape : {0u, 0u, 0u, 1u, 0u, 0u, 2u, 2u, 0u, 3u, 3u, 2u, 2u, 1u, 1u, 0u}) {
    FieldLayout fresh(kOwn, kShared);
    EXPECT_EQ(SlotsFor(used, shapes[shape], shape + 1), SlotsFor(fresh, shapes[shape]));
  }
}

TEST(FieldLayout, HashesNamesWithTheirSections) {
  FieldLayout layout(kOwn, kShared);
  layout.Begin();
  const auto data = layout.Next({Section::kEventData, "Name", "Name", {}}).name_hash;
  layout.Begin();
  EXPECT_EQ(layout.Next({Section::kEventData, "Name", "Name", {}}).name_hash, data);
  layout.Begin();
  EXPECT_NE(layout.Next({Section::kUserData, "Name", "Name", {}}).name_hash, data);
}

TEST(FieldLayout, RefusesMoreRulesThanItCanCount) {
  const std::vector<FieldRule> many(FieldLayout::kMostRules + 1, kShared[0]);
  EXPECT_THROW(FieldLayout(many, {}), std::logic_error);
}

}  // namespace
}  // namespace logonloom
