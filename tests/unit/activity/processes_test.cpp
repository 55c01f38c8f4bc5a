// Processes out of Security and Sysmon.
#include <gmock/gmock.h>

#include "activity_script.h"

namespace logonloom {
namespace {

constexpr Luid kAlice = 0x50000, kAdmin = 0x60000;
constexpr const char* kSysmon = "Microsoft-Windows-Sysmon/Operational";

class Processes : public testing::Test {
 protected:
  void SetUp() override {
    log.Boot(0);
    log.Logon(10, kAlice, "alice", 2);
  }
  Luid IdOf(const Traced& t, Index session) const {
    return session == kNone
               ? 0
               : t.correlation.logon_sessions[static_cast<std::size_t>(session)].logon_id;
  }
  Event& Sysmon(EventKind kind, std::uint32_t id, double seconds, const std::string& guid,
                std::uint64_t process_id) {
    Event& e = log.Add(kSysmon, kind, id, seconds);
    e.process_guid = log.Text(guid);
    e.process_id = process_id;
    return e;
  }
  ActivityScript log;
};

TEST_F(Processes, RunFromTheirStartToTheirEnd) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\cmd.exe");
  log.End(30, kAlice, 500, "C:\\a\\cmd.exe").exit_status = 3;
  const Traced t = log.Trace();
  const Process& p = t.ProcessNumbered(500);
  EXPECT_EQ(p.start_time, At(20));
  EXPECT_EQ(p.end_time, At(30));
  EXPECT_EQ(p.exit_status, 3u);
  EXPECT_EQ(IdOf(t, p.logon_session), kAlice);
}

TEST_F(Processes, UseANumberOneAfterTheOther) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\one.exe");
  log.End(30, kAlice, 500, "C:\\a\\one.exe");
  log.Start(40, kAlice, "alice", 500, 400, "C:\\a\\two.exe");
  log.Start(45, kAlice, "alice", 504, 500, "C:\\a\\child.exe");
  const Traced t = log.Trace();
  ASSERT_EQ(t.activity.processes.size(), 4u);  // with the parent that no record starts
  const Process& child = t.ProcessNumbered(504);
  ASSERT_NE(child.parent, kNone);
  EXPECT_EQ(t.activity.processes[static_cast<std::size_t>(child.parent)].image, "C:\\a\\two.exe");
}

TEST_F(Processes, BelongToTheTargetOfTheirStartNotToItsCreator) {
  log.Logon(15, kAdmin, "admin", 2).subject_logon_id = kAlice;
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\cmd.exe", kAdmin);
  const Traced t = log.Trace();
  EXPECT_EQ(IdOf(t, t.ProcessNumbered(500).logon_session), kAdmin);
  EXPECT_EQ(IdOf(t, t.ProcessNumbered(500).creator_logon_session), kAlice);
  EXPECT_EQ(IdOf(t, t.DetailOf("Security", log.Last("Security")).caller), kAlice);
}

TEST_F(Processes, OfSecurityAndSysmonAreOne) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\cmd.exe");
  Event& start = Sysmon(EventKind::kProcessStart, 1, 20.2, "{a-1}", 500);
  start.process_name = log.Text("C:\\a\\cmd.exe");
  start.target_logon_id = kAlice;
  start.integrity = log.Text("High");
  Sysmon(EventKind::kProcessEnd, 5, 31, "{a-1}", 500);
  const Traced t = log.Trace();
  const Process& p = t.ProcessNumbered(500);
  EXPECT_EQ(t.activity.processes.size(), 2u);
  EXPECT_EQ(p.guid, "{a-1}");
  EXPECT_EQ(p.integrity, "high");
  EXPECT_EQ(p.end_time, At(31));
  EXPECT_EQ(t.OwnerOf(kSysmon, 2), kAlice);
  EXPECT_EQ(t.PlaceOf(kSysmon, 2).attribution, Attribution::kProcess);
}

TEST_F(Processes, EndOnlyTheProgramThatTheRecordNames) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\cmd.exe");
  log.End(30, kAlice, 500, "C:\\a\\other.exe");
  const Traced t = log.Trace();
  for (const Process& p : t.activity.processes) {
    if (p.image == "C:\\a\\cmd.exe") {
      EXPECT_FALSE(p.end_time.has_value());
    }
  }
}

TEST_F(Processes, KeepTheirKeysWhenMoreEvidenceComes) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\cmd.exe");
  const ShortName key = log.Trace().ProcessNumbered(500).key;
  log.Start(25, kAlice, "alice", 508, 500, "C:\\a\\net.exe");
  EXPECT_EQ(log.Trace().ProcessNumbered(500).key, key);
}

TEST_F(Processes, ThatNameEachOtherAsParentsMakeNoEndlessWalk) {
  Event& a = Sysmon(EventKind::kProcessStart, 1, 20, "{a}", 500);
  a.parent_process_guid = log.Text("{b}");
  a.parent_process_id = 504;
  Event& b = Sysmon(EventKind::kProcessStart, 1, 21, "{b}", 504);
  b.parent_process_guid = log.Text("{a}");
  b.parent_process_id = 500;
  log.Connection(22, true, "10.0.0.1", 50000, "10.0.0.2", 445, 500);
  EXPECT_EQ(log.Trace().activity.processes.size(), 2u);
}

// Windows 7 to Server 2012 R2: a 4688 names who started the program, and nobody else.
class OldProcesses : public Processes {
 protected:
  void SetUp() override {
    Processes::SetUp();
    log.AdminLogon(15, 0x80000, 0x80100, "carol", 2);
  }
  Event& StartBySystem(double seconds, std::uint64_t process_id, std::uint64_t parent_id,
                       const char* elevation, Luid id = 0x3e7) {
    Event& e = log.Start(seconds, id, "WS01$", process_id, parent_id, "C:\\a\\tool.exe");
    e.token_elevation = log.Text(elevation);
    return e;
  }
  Luid RanAs(std::uint64_t process_id) {
    const Traced t = log.Trace();
    return IdOf(t, t.ProcessNumbered(process_id).logon_session);
  }
};

TEST_F(OldProcesses, OfTheSystemAreTheSystemsIfNothingTellsOtherwise) {
  StartBySystem(20, 500, 400, "%%1936");
  EXPECT_EQ(RanAs(500), 0x3e7u);
}

TEST_F(OldProcesses, RunInTheHalfOfTheirParentsPairThatTheTokenTells) {
  log.Start(20, 0x80100, "carol", 500, 400, "C:\\a\\shell.exe");
  StartBySystem(21, 504, 500, "%%1937");
  StartBySystem(22, 508, 504, "%%1938");
  EXPECT_EQ(RanAs(504), 0x80000u);
  EXPECT_EQ(RanAs(508), 0x80100u);
  EXPECT_THAT(log.Trace().Links(),
              testing::Contains("elevation parent_process 0x80100 0x80000"));
}

TEST_F(OldProcesses, WithHalfATokenAreNeverTheSystems) {
  StartBySystem(20, 500, 400, "%%1937");
  EXPECT_EQ(RanAs(500), 0u);
}

TEST_F(OldProcesses, RanAsTheSubjectOfWhatTheyStarted) {
  StartBySystem(20, 500, 400, "%%1936", 0x3e4);
  log.Start(21, kAlice, "alice", 504, 500, "C:\\Windows\\System32\\conhost.exe");
  EXPECT_EQ(RanAs(500), kAlice);
}

TEST_F(OldProcesses, AreNotOfThoseWhoLoggedOnBehindTheirStart) {
  StartBySystem(20, 500, 400, "%%1936");
  log.Logon(30, 0x90000, "dave", 3);
  log.Start(31, 0x90000, "dave", 504, 500, "C:\\a\\page.exe");
  EXPECT_EQ(RanAs(500), 0x3e7u);
}

TEST_F(OldProcesses, ThatActForSeveralAreNobodys) {
  log.Logon(16, kAdmin, "admin", 2);
  StartBySystem(20, 500, 400, "%%1936");
  log.Start(21, kAlice, "alice", 504, 500, "C:\\a\\page.exe");
  log.Start(22, kAdmin, "admin", 508, 500, "C:\\a\\page.exe");
  EXPECT_EQ(RanAs(500), 0u);
}

TEST_F(OldProcesses, RanAsTheRecordOfTheirEndTells) {
  StartBySystem(20, 500, 400, "%%1936");
  log.End(30, kAlice, 500, "C:\\a\\tool.exe");
  EXPECT_EQ(RanAs(500), kAlice);
}

TEST_F(OldProcesses, OfAPersonsProgramByTheSecondaryLogonAreNotTheSystems) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\runas.exe");
  StartBySystem(21, 504, 500, "%%1936");
  EXPECT_EQ(RanAs(504), 0u);
}

TEST_F(OldProcesses, ThatRunAsTheSystemUnderAPersonsProgramAreATokenLink) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\potato.exe");
  StartBySystem(21, 504, 500, "%%1936");
  StartBySystem(22, 508, 504, "%%1936");
  EXPECT_EQ(RanAs(504), 0x3e7u);
  EXPECT_THAT(log.Trace().Links(), testing::ElementsAre("token parent_process 0x50000 0x3e7"));
}

TEST_F(OldProcesses, OfNewerWindowsTellTheirOwnerBySayingNothing) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\runas.exe");
  StartBySystem(21, 504, 500, "%%1936").version = 2;
  EXPECT_EQ(RanAs(504), 0x3e7u);
}

// A number is used again, and the record of its end may be missing.
class ReusedNumbers : public Processes {
 protected:
  const Process& ParentOf(const Traced& t, std::uint64_t process_id) const {
    return t.activity.processes.at(static_cast<std::size_t>(t.ProcessNumbered(process_id).parent));
  }
};

TEST_F(ReusedNumbers, AreNoParentsOverALongGap) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\cmd.exe");
  log.Skip("Security", 1000);
  log.Start(20 + 86400, kAlice, "alice", 504, 500, "C:\\a\\child.exe");
  const Traced t = log.Trace();
  EXPECT_EQ(ParentOf(t, 504).start_time, std::nullopt);
  EXPECT_EQ(IdOf(t, ParentOf(t, 504).logon_session), kAlice);
}

TEST_F(ReusedNumbers, AreParentsForLongWhereNoRecordIsMissing) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\cmd.exe");
  log.Start(20 + 86400, kAlice, "alice", 504, 500, "C:\\a\\child.exe");
  EXPECT_EQ(ParentOf(log.Trace(), 504).image, "C:\\a\\cmd.exe");
}

TEST_F(ReusedNumbers, AreNoParentsOfWhatSomebodyElseStarted) {
  log.Logon(11, kAdmin, "admin", 2);
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\cmd.exe");
  log.Skip("Security", 1000);
  log.Start(300, kAdmin, "admin", 504, 500, "C:\\a\\child.exe");
  const Traced t = log.Trace();
  EXPECT_EQ(ParentOf(t, 504).start_time, std::nullopt);
  EXPECT_EQ(IdOf(t, ParentOf(t, 504).logon_session), kAdmin);
}

TEST_F(ReusedNumbers, AreParentsOfWhatTheyStartInAnothersName) {
  log.Logon(11, kAdmin, "admin", 2);
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\cmd.exe");
  log.Start(300, kAdmin, "admin", 504, 500, "C:\\a\\child.exe");
  EXPECT_EQ(ParentOf(log.Trace(), 504).image, "C:\\a\\cmd.exe");
}

TEST_F(ReusedNumbers, GiveNobodyTheRecordsOfAnotherDay) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\tool.exe");
  log.Skip("Security", 1000);
  log.Connection(20 + 3 * 86400, true, "10.0.0.1", 50000, "10.0.0.2", 445, 500,
                 "C:\\a\\tool.exe");
  const Traced t = log.Trace();
  EXPECT_EQ(t.OwnerOf("Security", log.Last("Security")), 0u);
}

}  // namespace
}  // namespace logonloom
