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

}  // namespace
}  // namespace logonloom
