#include <gmock/gmock.h>

#include <regex>
#include <set>
#include <string>

#include "logonloom/sessions.h"

namespace logonloom {
namespace {

std::vector<std::string> WordsOf(std::string_view name) {
  std::vector<std::string> words;
  for (const EnumWord& word : EnumWords())
    if (word.name == name) words.emplace_back(word.value);
  return words;
}

// The words are the contract of docs/case-db.md: existing ones never change.
TEST(EnumWords, HoldTheContract) {
  using testing::ElementsAre;
  EXPECT_THAT(
      WordsOf("end_reason"),
      ElementsAre("unknown", "logoff", "disconnect", "superseded", "shutdown", "inferred_boundary",
                  "still_open_at_end_of_log", "access_denied", "abandoned"));
  EXPECT_THAT(WordsOf("kind"),
              ElementsAre("interactive", "console", "rdp", "network", "ssh", "winrm", "gateway"));
  EXPECT_THAT(WordsOf("outcome"), ElementsAre("established", "failed", "authenticated_only",
                                              "taken_over", "abandoned"));
  EXPECT_THAT(WordsOf("account_class"),
              ElementsAre("user", "machine", "service", "virtual", "anonymous", "system"));
  EXPECT_THAT(WordsOf("start_basis"),
              ElementsAre("logon_event", "group_event", "sysmon", "implied"));
  EXPECT_THAT(WordsOf("linked_basis"), ElementsAre("recorded", "one_sided", "inferred"));
  EXPECT_THAT(WordsOf("gap_kind"), ElementsAre("cleared", "record_gap", "time_gap", "clock_change",
                                               "renumbered", "truncated"));
  EXPECT_THAT(WordsOf("boot_start_basis"),
              ElementsAre("unknown", "kernel_start", "security_start", "event_log_start",
                          "boot_key", "logon_id_drop", "service_start", "first_record",
                          "sysmon_logon"));
  EXPECT_THAT(WordsOf("boot_end_basis"),
              ElementsAre("unknown", "kernel_stop", "event_log_stop", "security_stop",
                          "unexpected_shutdown", "next_boot"));
  EXPECT_THAT(WordsOf("end_basis"),
              ElementsAre("none", "logoff_event", "logoff_initiated", "partner", "local_session",
                          "disconnect_event", "boot_end", "next_use", "end_of_log", "failure"));
  EXPECT_THAT(WordsOf("role"),
              ElementsAre("attempt", "failure", "network_auth", "logon", "privileges", "linked",
                          "begin", "reconnect", "lock", "unlock", "disconnect", "logoff",
                          "takeover", "end_bound", "by_product", "use"));
}

TEST(EnumWords, HoldEveryPurposeOfTheRules) {
  EXPECT_THAT(
      WordsOf("purpose"),
      testing::UnorderedElementsAre("desktop", "remote_desktop", "interactive", "network", "nla",
                                    "unlock", "reconnect", "runas", "logon_user", "elevation",
                                    "new_credentials", "batch", "service", "ssh", "ssh_lookup",
                                    "winrm", "window_manager", "system", "well_known", "unknown"));
}

TEST(EnumWords, AreSnakeCaseDistinctAndExplained) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  const std::regex snake_case("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  for (const EnumWord& word : EnumWords()) {
    EXPECT_TRUE(std::regex_match(std::string(word.value), snake_case)) << word.value;
    EXPECT_TRUE(seen.emplace(word.name, word.value).second) << word.name << " " << word.value;
    EXPECT_TRUE(word.meaning.ends_with('.')) << word.value;
  }
}

TEST(Word, IsThatOfTheEnumerator) {
  EXPECT_EQ(Word(EndReason::kInferredBoundary), "inferred_boundary");
  EXPECT_EQ(Word(Purpose::kWellKnown), "well_known");
  EXPECT_EQ(Word(EvidenceRole::kNetworkAuth), "network_auth");
  EXPECT_EQ(Word(EndBasis::kNoBasis), "none");
}

TEST(Word, OfAValueOutsideTheEnumIsEmpty) {
  EXPECT_EQ(Word(static_cast<Purpose>(255)), "");
  EXPECT_EQ(Word(static_cast<GapKind>(static_cast<int>(GapKind::kTruncated) + 1)), "");
}

TEST(Word, OfNoLinkIsEmptyAndNotListed) {
  EXPECT_EQ(Word(LinkedBasis::kNotLinked), "");
  EXPECT_THAT(WordsOf("linked_basis"), testing::Not(testing::Contains("")));
}

}  // namespace
}  // namespace logonloom
