// The catalogue's tables agree with themselves and with the page that lists them.
#include "events/catalogue.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/text.h"
#include "events/catalogue_index.h"

namespace logonloom {
namespace {

std::string Page() {
  std::ifstream file(LOGONLOOM_SOURCE_DIR "/docs/events.md");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Catalogue, NamesAProviderAndChannelOnce) {
  std::set<std::string> seen;
  for (const auto group : Catalogue())
    for (const LogFamily& family : group)
      EXPECT_TRUE(seen.insert(ToLower(family.provider) + "|" + ToLower(family.channel)).second)
          << family.provider;
}

TEST(Catalogue, HasNoTwoEntriesForOneVersionOfAnEvent) {
  for (const auto group : Catalogue())
    for (const LogFamily& family : group)
      for (const CatalogueEntry& a : family.entries)
        for (const CatalogueEntry& b : family.entries)
          EXPECT_FALSE(&a != &b && a.event_id == b.event_id &&
                       a.versions.first <= b.versions.last && b.versions.first <= a.versions.last)
              << family.provider << " " << a.event_id;
}

TEST(Catalogue, HasAtMostTwoRulesForAName) {
  for (const auto group : Catalogue())
    for (const LogFamily& family : group)
      for (const CatalogueEntry& entry : family.entries) {
        std::map<std::string_view, int> rules;
        for (const FieldRule& rule : entry.fields) EXPECT_LE(++rules[rule.name], 2) << rule.name;
      }
}

TEST(Catalogue, FindsEveryEntryByProviderInAnyCase) {
  CatalogueIndex index;
  for (const auto group : Catalogue())
    for (const LogFamily& family : group)
      for (const CatalogueEntry& entry : family.entries) {
        const std::string provider = ToUpper(family.provider);
        const std::string channel = ToUpper(family.channel);
        SystemProperties system;
        system.provider = provider;
        system.channel = channel;
        system.event_id = entry.event_id;
        system.version = entry.versions.first;
        const EventPlan* plan = index.Find(system);
        ASSERT_NE(plan, nullptr) << provider << " " << entry.event_id;
        EXPECT_EQ(plan->kind, entry.kind);
        EXPECT_FALSE(plan->needs_logon_id);
      }
}

TEST(Catalogue, IsListedInItsPageWithRoles) {
  const std::string page = Page();
  ASSERT_FALSE(page.empty());
  for (const auto group : Catalogue())
    for (const LogFamily& family : group) {
      EXPECT_NE(page.find("### " + std::string(family.provider)), std::string::npos)
          << family.provider;
      for (const CatalogueEntry& entry : family.entries) {
        EXPECT_NE(page.find("`" + std::string(entry.role) + "`"), std::string::npos) << entry.role;
        EXPECT_NE(page.find("| " + std::to_string(entry.event_id) + " | "), std::string::npos)
            << family.provider << " " << entry.event_id;
      }
    }
}

}  // namespace
}  // namespace logonloom
