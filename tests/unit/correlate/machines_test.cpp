#include <gmock/gmock.h>

#include <algorithm>

#include "log_script.h"

namespace logonloom {
namespace {

TEST(Machines, ARenameShowsByNeighbouringIdsUnderTwoNames) {
  LogScript log;
  log.computer = "OLD-NAME";
  log.Boot(0);
  log.Use(10, 0x3e7, "OLD-NAME$");
  log.computer = "NEW-NAME";
  log.SetNextId("Security", 2);
  log.Use(20, 0x3e7, "NEW-NAME$");
  const Correlation c = log.Run();
  ASSERT_EQ(c.hosts.size(), 1u);
  EXPECT_EQ(c.hosts[0].name, "NEW-NAME");
  EXPECT_THAT(c.hosts[0].aliases, testing::ElementsAre("OLD-NAME"));
}

Event& AsSystem(LogScript& log, double seconds, const std::string& account) {
  Event& e = log.Use(seconds, 0x3e7, account);
  e.subject.sid = log.Text("S-1-5-18");
  return e;
}

TEST(Machines, AreCalledAsTheirSystemActs) {
  LogScript log;
  log.computer = "JOHN-PC";
  AsSystem(log, 0, "WIN-SETUP$");
  AsSystem(log, 1, "john-pc$");
  AsSystem(log, 2, "SYSTEM");
  log.Use(3, 0x5000, "OTHER$");
  const Correlation c = log.Run();
  ASSERT_EQ(c.hosts.size(), 1u);
  EXPECT_THAT(c.hosts[0].aliases, testing::ElementsAre("WIN-SETUP"));
}

TEST(Machines, TheNameOfAnImageStaysThatOfTheMachineWhoseRecordsBearIt) {
  LogScript log;
  for (const char* name : {"CLONE.corp.example", "IMAGE.corp.example"}) {
    log.computer = name;
    AsSystem(log, 0, "IMAGE$");
  }
  const Correlation c = log.Run();
  ASSERT_EQ(c.hosts.size(), 2u);
  EXPECT_THAT(c.hosts[0].aliases, testing::IsEmpty());
}

TEST(Machines, ForwardedLogsOfManyMachinesStayApart) {
  LogScript log;
  for (const char* name : {"A", "B", "C", "D", "E"}) {
    log.computer = name;
    log.SetNextId("Security", static_cast<std::uint64_t>(name[0] - 'A'));
    log.Use(name[0], 0x3e7, "x");
  }
  EXPECT_EQ(log.Run().hosts.size(), 5u);
}

TEST(Machines, AShortNameIsTheFullNameThatBeginsWithIt) {
  LogScript log;
  log.computer = "ws01.corp.example";
  log.Use(0, 0x3e7, "x");
  log.computer = "WS01";
  log.Add("Windows PowerShell", EventKind::kActivity, 400, 1);
  const Correlation c = log.Run();
  ASSERT_EQ(c.hosts.size(), 1u);
}

TEST(Machines, OneNameWithDifferentRecordsUnderEqualIdsIsTwoMachines) {
  LogScript log;
  for (int i = 0; i < 3; ++i) log.Use(i, 0x5000, "alice");
  log.file = 1;
  log.SetNextId("Security", 0);
  for (int i = 0; i < 3; ++i) log.Use(10 + i, 0x5000, "bob");
  const Correlation c = log.Run();
  ASSERT_EQ(c.hosts.size(), 2u);
  EXPECT_EQ(c.hosts[1].name, "WS01#2");
  ASSERT_FALSE(c.diagnostics.empty());
  EXPECT_EQ(c.diagnostics[0].code, "ambiguous_host");
}

TEST(Machines, TheSameRecordOfTwoFilesIsOneEventWithTwoSources) {
  LogScript log;
  log.Use(0, 0x5000, "alice");
  log.Use(1, 0x5000, "alice");
  const std::vector<Event> once = log.events;
  for (Event e : once) {
    e.source.file_index = 1;
    log.events.push_back(e);
  }
  const Correlation c = log.Run();
  EXPECT_EQ(c.events.size(), 2u);
  EXPECT_EQ(c.duplicates.size(), 2u);
  EXPECT_EQ(c.logon_sessions.size(), 1u);
}

TEST(Machines, RenumberedCopiesCountOnceAndAreTold) {
  LogScript log;
  for (int i = 0; i < 5; ++i) log.Use(i, 0x5000, "alice");
  const std::vector<Event> original = log.events;
  for (std::size_t i = 1; i < original.size(); ++i) {  // the first was taken out
    Event e = original[i];
    e.source.file_index = 1;
    e.record_id -= 1;
    log.events.push_back(e);
  }
  const Correlation c = log.Run();
  EXPECT_EQ(c.hosts.size(), 1u);
  EXPECT_EQ(c.events.size(), 5u);
  EXPECT_TRUE(std::any_of(c.diagnostics.begin(), c.diagnostics.end(),
                          [](const Diagnostic& d) { return d.code == "renumbered"; }));
}

TEST(Machines, OrderOfTheEventsChangesNothing) {
  LogScript log;
  log.Boot(0);
  log.AdminLogon(10, 0x5000, 0x5010, "alice", 2);
  log.Use(20, 0x5010, "alice");
  log.Goodbye(30, 0x5010, "alice");
  const Correlation straight = log.Run();
  std::reverse(log.events.begin(), log.events.end());
  const Correlation reversed = log.Run();
  ASSERT_EQ(straight.access_sessions.size(), reversed.access_sessions.size());
  EXPECT_EQ(straight.access_sessions[0].key, reversed.access_sessions[0].key);
  EXPECT_EQ(straight.logon_sessions[0].key, reversed.logon_sessions[0].key);
  EXPECT_EQ(straight.evidence.size(), reversed.evidence.size());
}

TEST(Machines, NamesInFilesOfOneRenamedImageAreToldApartFromOtherImages) {
  // Two clones of one image: both began as IMAGE, with records of their own under equal ids.
  LogScript log;
  for (int clone = 0; clone < 2; ++clone) {
    log.file = clone;
    log.computer = "IMAGE";
    log.SetNextId("Security", 0);
    for (int i = 0; i < 3; ++i) log.Use(clone * 1000 + i, 0x3e7, "IMAGE$");
    log.computer = clone == 0 ? "HOST-A" : "HOST-B";
    log.SetNextId("Security", 3);
    for (int i = 0; i < 3; ++i) log.Use(clone * 1000 + 100 + i, 0x3e7, "X$");
  }
  const Correlation c = log.Run();
  ASSERT_EQ(c.hosts.size(), 2u);
  std::vector<std::string> names{c.hosts[0].name, c.hosts[1].name};
  EXPECT_THAT(names, testing::UnorderedElementsAre("HOST-A", "HOST-B"));
  for (const Host& host : c.hosts) EXPECT_THAT(host.aliases, testing::ElementsAre("IMAGE"));
}

TEST(Machines, OneNameWithTwoMachineSidsIsTwoMachinesThoughNoIdsClash) {
  for (const char* sid : {"S-1-5-21-4-5-6-1001", "S-1-5-21-7-8-9-1001"}) {
    LogScript log;
    log.Use(0, 0x5000, "alice").subject = {log.Text("alice"), log.Text("WS01"),
                                           log.Text("S-1-5-21-4-5-6-1001")};
    log.file = 1;
    log.SetNextId("Security", 900);
    log.Use(100, 0x5000, "alice").subject = {log.Text("alice"), log.Text("WS01"), log.Text(sid)};
    EXPECT_EQ(log.Run().hosts.size(), sid[9] == '4' ? 1u : 2u);
  }
}

TEST(Machines, ManyRenamesInARowAreOneMachine) {
  LogScript log;
  std::uint64_t id = 0;
  for (const char* name : {"A", "B", "C", "D", "E"}) {
    log.computer = name;
    log.SetNextId("System", id);
    for (int i = 0; i < 3; ++i) log.Add("System", EventKind::kVersionTold, 6009, double(id++));
  }
  const Correlation c = log.Run();
  ASSERT_EQ(c.hosts.size(), 1u);
  EXPECT_EQ(c.hosts[0].name, "E");
  EXPECT_THAT(c.hosts[0].aliases, testing::ElementsAre("A", "B", "C", "D"));
}

TEST(Machines, ANameThatAnotherFileGivesUpIsNoClash) {
  // Both clones began as IMAGE; the name stands longer in the second, over ids of the first's own.
  LogScript log;
  for (int clone = 0; clone < 2; ++clone) {
    log.file = clone;
    log.computer = "IMAGE";
    log.SetNextId("Security", 0);
    const int last = clone == 0 ? 3 : 9;
    for (int i = 0; i < last; ++i) log.Use(clone * 1000 + i, 0x3e7, "IMAGE$");
    log.computer = clone == 0 ? "HOST-A" : "HOST-B";
    log.SetNextId("Security", static_cast<std::uint64_t>(last));
    for (int i = 0; i < 9; ++i) log.Use(clone * 1000 + 100 + i, 0x3e7, "X$");
  }
  const Correlation c = log.Run();
  ASSERT_EQ(c.hosts.size(), 2u);
  for (const Host& host : c.hosts) EXPECT_THAT(host.aliases, testing::ElementsAre("IMAGE"));
}

TEST(Machines, IdsOfACollectorsLogThatFollowByChanceShowNoRename) {
  for (const bool collected : {false, true}) {
    LogScript log;
    log.computer = "A";
    log.Use(0, 0x3e7, "x");
    log.Use(1, 0x3e7, "x");
    if (collected) {
      log.computer = "B";
      log.Use(2, 0x3e7, "x");
    }
    log.computer = "C";
    log.SetNextId("Security", 2);
    log.Use(3, 0x3e7, "x");
    EXPECT_EQ(log.Run().hosts.size(), collected ? 3u : 1u);
  }
}

}  // namespace
}  // namespace logonloom
