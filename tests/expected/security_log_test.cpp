// The Security log of a Windows 7 machine over 40 boots (omerbenamram+evtx/security.evtx).
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "real_case.h"

namespace logonloom {
namespace {

constexpr const char* kLog = "omerbenamram+evtx/security.evtx__";
constexpr const char* kTwin = "omerbenamram+evtx/security_bad_string_cache.evtx__";
constexpr const char* kNotPermanent =
    "logon_id NOT IN ('0x3e3', '0x3e4', '0x3e5', '0x3e6', '0x3e7')";

std::vector<ViewRow> ReadTable(const std::string& path) {
  std::ifstream file(path);
  std::vector<ViewRow> rows;
  std::vector<std::string> names;
  for (std::string line; std::getline(file, line);) {
    std::istringstream cells(line + "\t");
    std::vector<std::string> values;
    for (std::string cell; std::getline(cells, cell, '\t');) values.push_back(cell);
    if (names.empty()) {
      names = values;
      continue;
    }
    ViewRow row;
    for (std::size_t i = 0; i < names.size() && i < values.size(); ++i) row[names[i]] = values[i];
    rows.push_back(std::move(row));
  }
  return rows;
}

// «2016-07-08 18:15:51.672» as the begin of a time in the views.
std::string AsViewTime(std::string time) {
  time[10] = 'T';
  return time;
}

class SecurityLog : public testing::Test {
 protected:
  void SetUp() override {
    if (!HasCorpus()) GTEST_SKIP() << CorpusMissing();
  }
};

TEST_F(SecurityLog, HasOneMachineInFortyBootsOfWhichThreeEndedUncleanly) {
  const RealCase real({kLog});
  const auto hosts = real.Rows("hosts");
  ASSERT_EQ(hosts.size(), 1u);
  EXPECT_EQ(hosts[0].at("name"), "WIN-03DLIIOFRRA");
  EXPECT_EQ(hosts[0].at("aliases"), "[\"37L4247F27-25\"]");
  const auto boots = real.Rows("boots");
  ASSERT_EQ(boots.size(), 40u);
  std::vector<std::string> unclean;
  for (const ViewRow& boot : boots)
    if (boot.at("clean") == "0") unclean.push_back(boot.at("boot_number"));
  EXPECT_THAT(unclean, testing::ElementsAre("2", "30", "38"));
  EXPECT_EQ(boots.back().at("clean"), "NULL");
}

TEST_F(SecurityLog, HasTheListedLogonSessionsWithTheirPairsAndEnds) {
  const RealCase real({kLog});
  const auto sessions = real.Rows("logon_sessions", kNotPermanent);
  EXPECT_EQ(sessions.size(), 127u);
  const auto boots = real.Rows("boots");
  std::map<std::pair<std::string, std::string>, ViewRow> by_id;
  for (const ViewRow& s : sessions)
    by_id[{boots[std::stoul(s.at("boot_id")) - 1].at("boot_number"), s.at("logon_id")}] = s;
  const auto listed = ReadTable(LOGONLOOM_SOURCE_DIR "/tests/expected/case3_logon_sessions.tsv");
  ASSERT_EQ(listed.size(), 88u);
  for (const ViewRow& expected : listed) {
    SCOPED_TRACE("boot " + expected.at("boot") + " " + expected.at("logon_id"));
    const auto found = by_id.find({expected.at("boot"), expected.at("logon_id")});
    ASSERT_NE(found, by_id.end());
    const ViewRow& s = found->second;
    EXPECT_EQ(s.at("user_name"), expected.at("user"));
    EXPECT_EQ(s.at("logon_type"), expected.at("type"));
    EXPECT_EQ(s.at("purpose"), expected.at("purpose"));
    EXPECT_THAT(s.at("start_time"), testing::StartsWith(AsViewTime(expected.at("start"))));
    EXPECT_EQ(s.at("end_reason"), expected.at("end_reason"));
    const bool open = expected.at("end_reason") == "inferred_boundary" ||
                      expected.at("end_reason") == "still_open_at_end_of_log";
    std::string end = expected.at("end");
    if (end.starts_with("> ")) end = end.substr(2);
    EXPECT_THAT(s.at(open ? "end_lower" : "end_time"), testing::StartsWith(AsViewTime(end)));
    if (open) {
      EXPECT_EQ(s.at("end_time"), "NULL");
    }
    if (!expected.at("end_basis").empty()) {
      EXPECT_EQ(s.at("end_basis"), expected.at("end_basis"));
    }
    if (expected.at("elevated").empty()) {
      EXPECT_EQ(s.at("linked_logon_session_id"), "NULL");
    } else {
      EXPECT_EQ(s.at("elevated"), expected.at("elevated"));
      EXPECT_EQ(s.at("linked_basis"), "inferred");
    }
  }
}

TEST_F(SecurityLog, HasFortyThreeInferredPairs) {
  const RealCase real({kLog});
  EXPECT_EQ(real.Rows("logon_sessions", "linked_basis = 'inferred'").size(), 86u);
  EXPECT_EQ(real.Rows("logon_sessions", "linked_basis = 'recorded'").size(), 0u);
}

TEST_F(SecurityLog, HasFortyAccessSessionsOfPeopleEachFromADesktopLogon) {
  const RealCase real({kLog});
  const auto sessions = real.Rows("sessions", "account_class = 'user'");
  ASSERT_EQ(sessions.size(), 40u);
  std::map<std::string, int> ends;
  for (const ViewRow& s : sessions) {
    EXPECT_EQ(s.at("kind"), "console");
    EXPECT_EQ(s.at("outcome"), "established");
    EXPECT_EQ(s.at("is_local"), "1");
    EXPECT_EQ(s.at("start_time"), s.at("attempt_time"));
    ++ends[s.at("end_reason")];
  }
  EXPECT_THAT(ends, testing::ElementsAre(testing::Pair("inferred_boundary", 2),
                                         testing::Pair("logoff", 36), testing::Pair("shutdown", 1),
                                         testing::Pair("still_open_at_end_of_log", 1)));
}

TEST_F(SecurityLog, ItsTwinFileBesideItChangesNoSession) {
  const RealCase alone({kLog});
  const RealCase both({kLog, kTwin});
  for (const std::string view : {"sessions", "logon_sessions", "boots", "hosts"})
    EXPECT_EQ(alone.Rows(view), both.Rows(view)) << view;
  EXPECT_EQ(both.summary().records_duplicate,
            alone.summary().records_stored + 2 * alone.summary().records_duplicate);
}

TEST_F(SecurityLog, EveryBoundaryLeadsBackToItsRecord) {
  const RealCase real({kLog});
  const auto goodbyes =
      real.Rows("session_events", "event_id = 4647 AND session_id IS NOT NULL AND role = 'logoff'");
  EXPECT_EQ(goodbyes.size(), 36u);
  for (const ViewRow& e : goodbyes) {
    EXPECT_THAT(e.at("file"), testing::HasSubstr("security.evtx"));
    EXPECT_GT(std::stoul(e.at("offset")), 4096u);
  }
}

}  // namespace
}  // namespace logonloom
