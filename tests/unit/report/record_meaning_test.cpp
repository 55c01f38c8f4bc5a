#include "report/record_meaning.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace logonloom {
namespace {

// The rules stand as literals beside the role that they give a record.
std::set<std::string> RulesIn(const std::filesystem::path& folder) {
  std::set<std::string> rules;
  const std::regex literal(R"re(EvidenceRole::k\w+,\s*"([a-z_]+)")re");
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    const std::string code = text.str();
    for (std::sregex_iterator match(code.begin(), code.end(), literal), end; match != end; ++match)
      rules.insert((*match)[1]);
  }
  return rules;
}

TEST(RecordMeaning, EveryRuleOfCorrelationIsSaidInWords) {
  const auto rules = RulesIn(std::filesystem::path(LOGONLOOM_SOURCE_DIR) / "src/correlate");
  EXPECT_GT(rules.size(), 10u);
  for (const std::string& rule : rules) EXPECT_NE(RuleMeaning(rule), rule);
}

TEST(RecordMeaning, ChannelsAreShortenedToTheirLastWord) {
  EXPECT_EQ(ShortChannel("Microsoft-Windows-TerminalServices-LocalSessionManager/Operational"),
            "LocalSessionManager");
  EXPECT_EQ(ShortChannel("Security"), "Security");
}

TEST(RecordMeaning, TheCoreOfAzureVirtualDesktopSaysWhatWindowsOwnSays) {
  EXPECT_EQ(RecordMeaning("Microsoft-Windows-RemoteDesktopServices-RdpCoreCDV/Operational", 131),
            RecordMeaning("Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational", 131));
  EXPECT_FALSE(
      RecordMeaning("Microsoft-Windows-RemoteDesktopServices-RdpCoreCDV/Operational", 131).empty());
}

}  // namespace
}  // namespace logonloom
