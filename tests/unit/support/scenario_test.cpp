// The records of a scenario: their order, their numbers and their ties to each other.
#include "support/scenario.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "base/bytes.h"
#include "support/evtx_writer.h"

namespace logonloom::support {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const Client kClient{"10.0.0.5", 50101, "KALI"};
const Client kOtherClient{"10.0.0.9", 50202, "JUMP01"};

class ScenarioTest : public testing::Test {
 protected:
  Machine& Add(Os os = Os::kWindows10) {
    Machine& machine = story_.AddMachine({"WS01", "corp.example", "CORP", os});
    machine.Boot(At("2024-03-04T07:30:00Z"));
    return machine;
  }
  static FileTime Clock(const char* clock) { return At("2024-03-04T" + std::string(clock) + "Z"); }

  // Numeric value of a field; 0 if the event has it not.
  static std::uint64_t Number(const EventSpec& spec, const std::string& name) {
    for (const XmlElement& field : spec.payload.at(0).children)
      for (const auto& [key, value] : field.attributes)
        if (value == name) {
          std::string bytes = field.value->bytes;
          bytes.resize(8, '\0');
          return ReadInt<std::uint64_t>(std::as_bytes(std::span(bytes)), 0).value();
        }
    return 0;
  }
  static std::vector<EventSpec> OfId(const Machine& machine, Channel channel, int id) {
    std::vector<EventSpec> found;
    for (const EventSpec& spec : machine.log().records(channel))
      if (spec.event_id == id) found.push_back(spec);
    return found;
  }
  static std::vector<int> Ids(const Machine& machine, Channel channel, FileTime from) {
    std::vector<int> ids;
    for (const EventSpec& spec : machine.log().records(channel))
      if (spec.time >= from) ids.push_back(spec.event_id);
    return ids;
  }
  Luid IdOf(int logon) const {
    // Recorded truth keeps its order as long as nothing was cleared.
    return story_.ExpectedTruth().logons.at(static_cast<std::size_t>(logon)).logon_id;
  }

  Scenario story_;
  const Person& alice_ = story_.User("CORP", "alice", 1105, Role::kAdmin);
  const Person& bob_ = story_.User("CORP", "bob", 1106);
};

TEST_F(ScenarioTest, RecordIdsAreContiguousInEveryChannel) {
  Machine& ws = Add();
  const DesktopId desk = ws.RdpLogon(alice_, kClient, Clock("08:00:00"), {.failures = 2});
  ws.Logoff(desk, Clock("09:00:00"));
  ws.Reboot(Clock("10:00:00"));
  for (const Channel channel : kChannels) {
    const auto& records = ws.log().records(channel);
    ASSERT_THAT(records, Not(IsEmpty()));
    for (std::size_t i = 1; i < records.size(); ++i)
      EXPECT_EQ(records[i].record_id, records[i - 1].record_id + 1) << ChannelName(channel);
  }
}

TEST_F(ScenarioTest, LogonIdsRiseWithinABootAndStartLowInTheNext) {
  Machine& ws = Add();
  for (const char* clock : {"08:00:00", "08:10:00", "08:20:00"})
    ws.NetworkLogon(bob_, kClient, Clock(clock));
  const Luid last = story_.ExpectedTruth().logons.back().logon_id;
  ws.Reboot(Clock("10:00:00"));
  Luid highest = 0;
  bool next_boot = false;
  for (const TrueLogon& logon : story_.ExpectedTruth().logons) {
    if (logon.boot == 2 && !next_boot) {
      EXPECT_LT(logon.logon_id, last);
      highest = 0;
      next_boot = true;
    }
    EXPECT_GT(logon.logon_id, highest);
    highest = logon.logon_id;
  }
  EXPECT_TRUE(next_boot);
}

TEST_F(ScenarioTest, AdministratorsGetTwoLinkedLogonsTheElevatedFirst) {
  Machine& ws = Add();
  const LogonPair pair = ws.LogonsOf(ws.ConsoleLogon(alice_, Clock("08:00:00")));
  const auto logons = OfId(ws, Channel::kSecurity, 4624);
  const EventSpec& elevated = logons[logons.size() - 2];
  const EventSpec& filtered = logons.back();
  EXPECT_EQ(Number(elevated, "TargetLogonId"), IdOf(pair.elevated));
  EXPECT_EQ(Number(filtered, "TargetLogonId"), IdOf(pair.owner));
  EXPECT_LT(IdOf(pair.elevated), IdOf(pair.owner));
  EXPECT_EQ(Number(elevated, "TargetLinkedLogonId"), IdOf(pair.owner));
  EXPECT_EQ(Number(filtered, "TargetLinkedLogonId"), IdOf(pair.elevated));
  EXPECT_LT((filtered.time - elevated.time).count, Milliseconds(1).count);
  const EventSpec privileges = OfId(ws, Channel::kSecurity, 4672).back();
  EXPECT_EQ(Number(privileges, "SubjectLogonId"), IdOf(pair.elevated));
  EXPECT_EQ(privileges.record_id, filtered.record_id + 1);
}

TEST_F(ScenarioTest, OrdinaryUsersGetOneLogon) {
  Machine& ws = Add();
  const LogonPair pair = ws.LogonsOf(ws.ConsoleLogon(bob_, Clock("08:00:00")));
  EXPECT_EQ(pair.elevated, -1);
  EXPECT_EQ(Number(OfId(ws, Channel::kSecurity, 4624).back(), "TargetLinkedLogonId"), 0U);
}

TEST_F(ScenarioTest, PrivilegesPrecedeANetworkLogon) {
  Machine& ws = Add();
  ws.NetworkLogon(alice_, kClient, Clock("08:00:00"));
  EXPECT_THAT(Ids(ws, Channel::kSecurity, Clock("07:59:59")), ElementsAre(4672, 4624));
}

TEST_F(ScenarioTest, UnlockIsALogonThatEndsAtOnce) {
  Machine& ws = Add();
  const DesktopId desk = ws.ConsoleLogon(alice_, Clock("08:00:00"));
  ws.Lock(desk, Clock("09:00:00"));
  ws.Unlock(desk, Clock("09:10:00"));
  EXPECT_THAT(Ids(ws, Channel::kSecurity, Clock("09:00:00")),
              ElementsAre(4800, 4648, 4624, 4624, 4672, 4634, 4634, 4801));
  EXPECT_EQ(story_.ExpectedTruth().sessions.back().lock_count, 1);
}

TEST_F(ScenarioTest, RdpConnectionsShareOneActivityIdOverThreeChannels) {
  Machine& ws = Add();
  ws.RdpLogon(bob_, kClient, Clock("08:00:00"));
  const std::string id = story_.ExpectedTruth().sessions.back().connection_id;
  ASSERT_THAT(id, SizeIs(38));
  EXPECT_EQ(OfId(ws, Channel::kRdpCore, 131).back().activity_id, id);
  EXPECT_EQ(OfId(ws, Channel::kRemoteConnections, 1149).back().activity_id, id);
  EXPECT_EQ(OfId(ws, Channel::kLocalSessions, 21).back().activity_id, id);
  EXPECT_THAT(Ids(ws, Channel::kLocalSessions, Clock("08:00:00")), ElementsAre(41, 42, 21, 22));
}

TEST_F(ScenarioTest, LogoffDisconnectsAfterwards) {
  Machine& ws = Add();
  const DesktopId desk = ws.RdpLogon(bob_, kClient, Clock("08:00:00"));
  ws.Logoff(desk, Clock("09:00:00"));
  EXPECT_THAT(Ids(ws, Channel::kLocalSessions, Clock("09:00:00")), ElementsAre(23, 40, 24));
  const Truth truth = story_.ExpectedTruth();
  EXPECT_EQ(truth.sessions.back().end_reason, "logoff");
  EXPECT_EQ(truth.sessions.back().end, Clock("09:00:00"));
}

TEST_F(ScenarioTest, ReconnectNamesTheOldSessionAndItsLogon) {
  Machine& ws = Add();
  const DesktopId desk = ws.RdpLogon(alice_, kClient, Clock("08:00:00"));
  ws.RdpDisconnect(desk, Clock("08:30:00"));
  ws.RdpReconnect(desk, kOtherClient, Clock("09:00:00"));
  EXPECT_EQ(Number(OfId(ws, Channel::kSecurity, 4778).back(), "LogonID"),
            IdOf(ws.LogonsOf(desk).owner));
  EXPECT_THAT(Ids(ws, Channel::kLocalSessions, Clock("09:00:00")), ElementsAre(41, 40, 25, 42));
  const Truth truth = story_.ExpectedTruth();
  ASSERT_THAT(truth.sessions, SizeIs(2));
  EXPECT_EQ(truth.sessions[0].end_reason, "disconnect");
  EXPECT_EQ(truth.sessions[1].reconnect_of, 0);
  EXPECT_EQ(truth.sessions[1].logon, truth.sessions[0].logon);
  EXPECT_EQ(truth.sessions[1].ts_session_id, truth.sessions[0].ts_session_id);
}

TEST_F(ScenarioTest, TakeoverSupersedesTheOpenVisit) {
  Machine& ws = Add();
  const DesktopId desk = ws.RdpLogon(alice_, kClient, Clock("08:00:00"));
  ws.RdpReconnect(desk, kOtherClient, Clock("09:00:00"));
  EXPECT_THAT(Ids(ws, Channel::kLocalSessions, Clock("09:00:00")),
              ElementsAre(41, 40, 24, 40, 25, 42));
  const Truth truth = story_.ExpectedTruth();
  EXPECT_EQ(truth.sessions[0].end_reason, "superseded");
  EXPECT_EQ(truth.sessions[0].superseded_by, 1);
}

TEST_F(ScenarioTest, FailuresOfOneAccountFoldIntoTheSessionThatFollows) {
  Machine& ws = Add();
  ws.RdpFailure("guest", "", kClient, Clock("07:59:00"));
  ws.RdpLogon(bob_, kClient, Clock("08:00:00"), {.failures = 2});
  const Truth truth = story_.ExpectedTruth();
  ASSERT_THAT(truth.sessions, SizeIs(2));
  EXPECT_EQ(truth.sessions[0].user_name, "guest");
  EXPECT_EQ(truth.sessions[0].outcome, "failed");
  EXPECT_EQ(truth.sessions[1].failures, 2);
  EXPECT_EQ(truth.sessions[1].attempt, Clock("07:59:40"));
}

TEST_F(ScenarioTest, OldFailuresStayAlone) {
  Machine& ws = Add();
  ws.FailedConsoleLogon(bob_, Clock("08:00:00"));
  ws.FailedConsoleLogon(bob_, Clock("08:01:00"));
  ws.ConsoleLogon(bob_, Clock("08:10:00"));
  const Truth truth = story_.ExpectedTruth();
  ASSERT_THAT(truth.sessions, SizeIs(2));
  EXPECT_EQ(truth.sessions[0].failures, 2);
  EXPECT_EQ(truth.sessions[1].failures, 0);
}

TEST_F(ScenarioTest, RunasChildIsTiedToItsCaller) {
  Machine& ws = Add();
  const DesktopId desk = ws.ConsoleLogon(bob_, Clock("08:00:00"));
  const LogonPair child =
      ws.Runas(desk, alice_, "C:\\Windows\\System32\\cmd.exe", Clock("08:05:00"));
  EXPECT_THAT(Ids(ws, Channel::kSecurity, Clock("08:05:00")),
              ElementsAre(4688, 4648, 4624, 4624, 4672, 4688));
  const Luid caller = IdOf(ws.LogonsOf(desk).owner);
  EXPECT_EQ(Number(OfId(ws, Channel::kSecurity, 4624).back(), "SubjectLogonId"), caller);
  EXPECT_EQ(Number(OfId(ws, Channel::kSecurity, 4688).back(), "TargetLogonId"), IdOf(child.owner));
  EXPECT_THAT(story_.ExpectedTruth().sessions, SizeIs(1));
}

TEST_F(ScenarioTest, CrashIsToldByTheNextBoot) {
  Machine& ws = Add();
  ws.ConsoleLogon(bob_, Clock("08:00:00"));
  ws.Crash(Clock("09:00:00"));
  EXPECT_THAT(Ids(ws, Channel::kSystem, Clock("08:30:00")), IsEmpty());
  ws.Boot(Clock("09:05:00"));
  EXPECT_THAT(Ids(ws, Channel::kSystem, Clock("08:30:00")), ElementsAre(6008, 6009, 6005, 12, 41));
  const std::string binary =
      OfId(ws, Channel::kSystem, 6008).back().payload[0].children.back().value->bytes;
  EXPECT_EQ(binary.substr(16, 16), SystemTimeBytes(Clock("09:00:00")));
  const Truth truth = story_.ExpectedTruth();
  EXPECT_EQ(truth.boots[0].clean, false);
  EXPECT_EQ(truth.sessions[0].end, Clock("09:00:00"));
  EXPECT_EQ(truth.sessions[0].end_reason, "inferred_boundary");
}

TEST_F(ScenarioTest, ShutdownIsCompletedByTheNextBoot) {
  Machine& ws = Add();
  ws.NetworkLogon(bob_, kClient, Clock("08:00:00"));
  ws.Shutdown(Clock("09:00:00"));
  EXPECT_EQ(story_.ExpectedTruth().boots[0].end_basis, "security_stop");
  ws.Boot(Clock("09:30:00"));
  const Truth truth = story_.ExpectedTruth();
  EXPECT_EQ(truth.boots[0].end_basis, "kernel_stop");
  EXPECT_EQ(truth.sessions[0].end_reason, "shutdown");
  EXPECT_EQ(truth.sessions[0].end, truth.boots[0].end);
}

TEST_F(ScenarioTest, WindowsSevenHasNeitherLinkFieldNorActivityIds) {
  Machine& ws = Add(Os::kWindows7);
  const DesktopId desk = ws.RdpLogon(alice_, kClient, Clock("08:00:00"));
  ws.RdpDisconnect(desk, Clock("09:00:00"));
  EXPECT_THAT(ws.log().records(Channel::kRdpCore), IsEmpty());
  for (const EventSpec& spec : ws.log().records(Channel::kLocalSessions))
    EXPECT_EQ(spec.activity_id, "");
  const auto logons = OfId(ws, Channel::kSecurity, 4624);
  EXPECT_EQ(logons.back().version, 0);
  EXPECT_EQ(logons.back().time, logons[logons.size() - 2].time);
}

TEST_F(ScenarioTest, ClearedSecurityLogLeavesWhatOthersTell) {
  Machine& ws = Add();
  ws.NetworkLogon(bob_, kOtherClient, Clock("07:50:00"));
  const DesktopId desk = ws.RdpLogon(alice_, kClient, Clock("08:00:00"));
  ws.ClearLog(ws.LogonsOf(desk).elevated, Channel::kSecurity, Clock("08:30:00"));
  ws.Logoff(desk, Clock("09:00:00"));
  EXPECT_EQ(ws.log().records(Channel::kSecurity).front().event_id, 1102);
  const Truth truth = story_.ExpectedTruth();
  ASSERT_THAT(truth.sessions, SizeIs(1));
  EXPECT_EQ(truth.sessions[0].start, Clock("08:00:02"));  // LocalSessionManager 21
  const TrueLogon& owner = truth.logons.at(static_cast<std::size_t>(truth.sessions[0].logon));
  EXPECT_EQ(owner.start, std::nullopt);
  EXPECT_EQ(owner.start_basis, "implied");
}

TEST_F(ScenarioTest, SecurityLogWithFailuresIsNotCleared) {
  Machine& ws = Add();
  ws.NetworkFailure("root", "", kClient, Clock("07:50:00"));
  const DesktopId desk = ws.ConsoleLogon(bob_, Clock("08:00:00"));
  EXPECT_THROW(ws.ClearLog(ws.LogonsOf(desk).owner, Channel::kSecurity, Clock("08:30:00")),
               std::logic_error);
}

std::string ReadWhole(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_F(ScenarioTest, WritesOneFileForEachChannelThatHasRecords) {
  Add(Os::kWindows7).ConsoleLogon(bob_, Clock("08:00:00"));
  const auto folder = std::filesystem::path(testing::TempDir()) /
                      ("logonloom-scenario-" + std::to_string(::getpid()));
  std::filesystem::remove_all(folder);
  story_.Write(folder);
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "WS01"))
    names.push_back(entry.path().filename().string());
  EXPECT_THAT(names, testing::UnorderedElementsAre(
                         "Security.evtx", "System.evtx",
                         "Microsoft-Windows-TerminalServices-LocalSessionManager%4Operational.evtx",
                         "Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational"
                         ".evtx"));
  EXPECT_THAT(ReadWhole(folder / "truth.json"), testing::StartsWith("{\n  \"boots\": ["));
  std::filesystem::remove_all(folder);
}

TEST(ScenarioUsers, SidsAreOfTheirDomain) {
  Scenario story;
  const std::string a = story.User("CORP", "a", 1105).sid, b = story.User("CORP", "b", 1106).sid;
  const std::string other = story.User("WS01", "c", 1001).sid;
  EXPECT_EQ(a.substr(0, a.rfind('-')), b.substr(0, b.rfind('-')));
  EXPECT_NE(a.substr(0, a.rfind('-')), other.substr(0, other.rfind('-')));
  EXPECT_EQ(a.substr(a.rfind('-')), "-1105");
}

}  // namespace
}  // namespace logonloom::support
