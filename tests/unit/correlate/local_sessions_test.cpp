#include <gmock/gmock.h>

#include "log_script.h"

namespace logonloom {
namespace {

TEST(LocalSessions, AProvisionalIdIsNeverASession) {
  LogScript log;
  log.Ts(0, EventKind::kTsArbitrationBegin, 5, "alice");
  log.Ts(1, EventKind::kTsDisconnectReason, 5, "");
  log.Ts(1, EventKind::kTsArbitrationEnd, 5, "alice");
  EXPECT_TRUE(log.Run().local_sessions.empty());
}

TEST(LocalSessions, AnIdIsUsedAgainInOneBoot) {
  LogScript log;
  log.Ts(0, EventKind::kTsLogon, 2, "alice", "LOCAL");
  log.Ts(100, EventKind::kTsLogoff, 2, "alice");
  log.Ts(200, EventKind::kTsLogon, 2, "bob", "LOCAL");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 2u);
  EXPECT_EQ(c.local_sessions[0].use_number, 1);
  EXPECT_EQ(c.local_sessions[0].end.time, At(100));
  EXPECT_EQ(c.local_sessions[1].use_number, 2);
  EXPECT_EQ(c.local_sessions[1].user.name, "bob");
}

TEST(LocalSessions, ADisconnectRightBehindALogoffIsPartOfIt) {
  LogScript log;
  log.Ts(0, EventKind::kTsLogon, 2, "alice", "10.0.0.5");
  log.Ts(100, EventKind::kTsLogoff, 2, "alice");
  log.Ts(100.5, EventKind::kTsDisconnected, 2, "alice", "10.0.0.5");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 1u);
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].end.reason, EndReason::kLogoff);
  EXPECT_EQ(c.access_sessions[0].end.time, At(100));
}

TEST(LocalSessions, WinlogonAndLocalSessionManagerTellOfOneSession) {
  LogScript log;
  log.Ts(0, EventKind::kTsLogon, 1, "alice", "LOCAL");
  Event& winlogon = log.Add("System", EventKind::kWinlogonLogon, 7001, 2);
  winlogon.ts_session_id = 1;
  winlogon.target.sid = log.Text("S-1-5-21-1-2-3-1001");
  log.Ts(100, EventKind::kTsLogoff, 1, "alice");
  Event& off = log.Add("System", EventKind::kWinlogonLogoff, 7002, 104);
  off.ts_session_id = 1;
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 1u);
  EXPECT_EQ(c.local_sessions[0].user.name, "alice");
  EXPECT_EQ(c.local_sessions[0].user.sid, "S-1-5-21-1-2-3-1001");
  EXPECT_EQ(c.local_sessions[0].end.time, At(100));
}

TEST(LocalSessions, AreBoundToTheFilteredHalfOfTheLogonJustAhead) {
  LogScript log;
  log.AdminLogon(10, 0x5000, 0x5010, "alice", 2);
  log.Ts(11, EventKind::kTsLogon, 1, "alice", "LOCAL");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 1u);
  ASSERT_NE(c.local_sessions[0].logon_session, kNone);
  EXPECT_EQ(c.logon_sessions[static_cast<std::size_t>(c.local_sessions[0].logon_session)].logon_id,
            0x5010u);
  EXPECT_EQ(c.access_sessions.size(), 1u);
}

TEST(LocalSessions, AnotherUsersLogonJustAheadIsNotTheirs) {
  LogScript log;
  log.Logon(10, 0x5000, "bob", 2);
  log.Ts(11, EventKind::kTsLogon, 1, "alice", "LOCAL");
  const Correlation c = log.Run();
  EXPECT_EQ(c.local_sessions[0].logon_session, kNone);
  EXPECT_EQ(c.access_sessions.size(), 2u);
}

}  // namespace
}  // namespace logonloom
