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

// A snapshot's machine: both branches begin with the same records of both channels.
std::vector<Event> Branches(LogScript& log) {
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  log.Add("System", EventKind::kVersionTold, 6009, 1);
  const std::vector<Event> common = log.events;
  log.Logon(100, 0x6000, "bob", 3).address = log.Text("10.0.0.5");
  log.Logoff(110, 0x6000, "bob");
  log.file = 2;
  for (Event e : common) {
    e.source.file_index = 2;
    log.events.push_back(e);
  }
  log.SetNextId("Security", common[1].record_id);
  log.Logon(5000, 0x6000, "carol", 3).address = log.Text("10.0.0.6");
  log.Logoff(5010, 0x6000, "carol");
  log.Goodbye(5100, 0x5000, "alice");
  return log.events;
}

TEST(Machines, BranchesOfAMachineThatWasSetBackStayApart) {
  LogScript log;
  Branches(log);
  const Correlation c = log.Run();
  ASSERT_EQ(c.hosts.size(), 2u);
  EXPECT_EQ(c.hosts[0].name, "WS01");
  EXPECT_EQ(c.hosts[1].name, "WS01#2");
  EXPECT_TRUE(std::any_of(c.diagnostics.begin(), c.diagnostics.end(),
                          [](const Diagnostic& d) { return d.code == "ambiguous_host"; }));
  EXPECT_FALSE(std::any_of(c.diagnostics.begin(), c.diagnostics.end(),
                           [](const Diagnostic& d) { return d.code == "conflicting_records"; }));
  // What both begin with is there once.
  EXPECT_EQ(c.events.size(), 3u + 2u + 3u);
  EXPECT_EQ(c.duplicates.size(), 3u);
  std::vector<std::string> logons;
  for (const LogonSession& s : c.logon_sessions)
    logons.push_back(c.hosts[static_cast<std::size_t>(s.host)].name + " " + s.user.name);
  EXPECT_THAT(logons, testing::UnorderedElementsAre("WS01 alice", "WS01 bob", "WS01#2 carol",
                                                    "WS01#2 alice"));
}

TEST(Machines, TheIdsOfACommonBeginningTellOfTheFirstBranchAlone) {
  LogScript log;
  std::vector<ChannelExtent> extents;
  const std::vector<Event> events = Branches(log);
  for (const std::int32_t file : {0, 2}) {
    ChannelExtent e;
    e.computer = log.Text("WS01");
    e.channel = log.Text("Security");
    e.file_index = file;
    e.id_ranges = {{1, file == 0 ? 4u : 5u}};
    e.first_time = At(0);
    e.last_time = At(file == 0 ? 110 : 5100);
    e.records = file == 0 ? 4 : 5;
    extents.push_back(e);
  }
  const Correlation c = Correlate(events, extents);
  std::vector<std::string> told;
  for (const ChannelStatistics& s : c.channels)
    if (s.channel == "Security")
      told.push_back(c.hosts[static_cast<std::size_t>(s.host)].name + " " +
                     std::to_string(s.first_record_id) + "-" + std::to_string(s.last_record_id));
  EXPECT_THAT(told, testing::UnorderedElementsAre("WS01 1-4", "WS01#2 3-5"));
}

TEST(Machines, ACopyWithAlteredRecordsIsNoBranch) {
  LogScript log;
  log.Boot(0);
  for (int i = 1; i < 4; ++i) log.Use(i, 0x5000, "alice");
  const std::vector<Event> original = log.events;
  for (Event e : original) {
    e.source.file_index = 1;
    if (e.record_id == original.back().record_id) ++e.payload_hash;  // of the same time
    log.events.push_back(e);
  }
  EXPECT_EQ(log.Run().hosts.size(), 1u);
}

// Two machines of one name, a folder each. Their Security logs clash, the others do not.
std::vector<std::string> HostsByFile(const std::vector<int>& numbers, bool with_folders) {
  LogScript log;
  std::vector<ChannelExtent> extents;
  for (int folder = 0; folder < 2; ++folder) {
    for (int k = 0; k < 2; ++k) {
      log.file = numbers[static_cast<std::size_t>(folder * 2 + k)];
      const std::string channel = k == 0 ? "Security" : "System";
      log.SetNextId(channel, k == 0 ? 0 : static_cast<std::uint64_t>(folder) * 500);
      for (int i = 0; i < 3; ++i)
        log.Add(channel, EventKind::kActivity, 4000, folder * 1000 + k * 100 + i);
      ChannelExtent e;
      e.computer = log.Text("WS01");
      e.channel = log.Text(channel);
      e.file_index = log.file;
      e.folder = with_folders ? folder : -1;
      const std::uint64_t first = log.events[log.events.size() - 3].record_id;
      e.id_ranges = {{first, first + 2}};
      e.first_time = log.events[log.events.size() - 3].time;
      e.last_time = log.events.back().time;
      e.records = 3;
      extents.push_back(e);
    }
  }
  const Correlation c = Correlate(log.events, extents);
  std::vector<std::string> hosts;  // in the order in which the files were written
  for (const int file : numbers)
    for (std::size_t i = 0; i < c.events.size(); ++i)
      if (c.events[i].source.file_index == file) {
        hosts.push_back(c.hosts[static_cast<std::size_t>(c.places[i].host)].name);
        break;
      }
  return hosts;
}

TEST(Machines, FilesOfOneFolderAreOfOneMachineWhateverTheirOrder) {
  const testing::Matcher<std::vector<std::string>> apart =
      testing::ElementsAre("WS01", "WS01", "WS01#2", "WS01#2");
  EXPECT_THAT(HostsByFile({0, 1, 2, 3}, true), apart);
  EXPECT_THAT(HostsByFile({3, 0, 1, 2}, true), apart);
  EXPECT_THAT(HostsByFile({2, 3, 0, 1}, true), apart);
}

TEST(Machines, WhereNothingTellsWhatIsTogetherTheOrderOfFilesChangesNothing) {
  EXPECT_EQ(HostsByFile({0, 1, 2, 3}, false), HostsByFile({3, 2, 1, 0}, false));
}

TEST(Machines, RecordsWithoutIdsAreNoClashOfIds) {
  LogScript log;
  for (const std::int32_t file : {0, 1}) {
    log.file = file;
    for (int i = 0; i < 3; ++i) {
      Event& e = log.Use(file * 400000 + i, 0x5000, "alice");
      e.record_id = 0;
    }
  }
  const Correlation c = log.Run();
  EXPECT_EQ(c.hosts.size(), 1u);
  EXPECT_EQ(c.events.size(), 6u);
  EXPECT_TRUE(c.diagnostics.empty());
  EXPECT_EQ(c.boots.size(), 1u);  // no ids began again, though days lie between
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
