// On which side of a step of the clock other channels' records lie.
#include <gmock/gmock.h>

#include "log_script.h"

namespace logonloom {
namespace {

constexpr const char* kConnection = "{F4203A2C-9D8E-4D51-B1A4-6F4E1C3B0000}";

// From 4000 s on the clock shows times that it showed before.
void SetBack(LogScript& log) { log.SetClock(10000, 4000); }

TEST(ClockSteps, MessagesOfSshdLieInTheBootInWhichSecurityTellsOfItsProcess) {
  LogScript log;
  log.Boot(0);
  log.Use(9000, 0x3e7, "WS01$");
  log.Boot(3000);  // by a clock that was set back
  Event& logon = log.Logon(7001.5, 0x7000, "alice", 8);
  logon.process_id = 4711;
  logon.process_name = log.Text("C:\\Windows\\System32\\OpenSSH\\sshd.exe");
  Event& said = log.Add("OpenSSH/Operational", EventKind::kSshMessage, 4, 7000.2);
  said.writer_pid = 4711;
  said.message = log.Text("Accepted password for alice from 203.0.113.9 port 50022 ssh2");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].source_ip, "203.0.113.9");
  EXPECT_NE(c.access_sessions[0].logon_session, kNone);
}

TEST(ClockSteps, AConnectionsRecordsInAllChannelsLieOnOneSide) {
  LogScript log;
  log.Boot(0);
  SetBack(log);
  log.Use(4997.1, 0x3e7, "WS01$");
  log.activity = kConnection;
  log.Rdp(5000, EventKind::kRdpAccepted, "10.0.0.5:50123");
  log.Rcm(5000.5, EventKind::kRcmConnection);
  log.activity = {};
  log.Use(9000, 0x3e7, "WS01$");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].attempt_time, At(5000));
}

TEST(ClockSteps, RecordsOfOneMomentLieOnOneSide) {
  LogScript log;
  log.Boot(0);
  SetBack(log);
  log.Logon(5004.5, 0x7000, "alice", 10).address = log.Text("10.0.0.5");
  log.Rcm(5000, EventKind::kRcmConnection);
  log.Rcm(5002, EventKind::kRcmAuthenticated, {}, "10.0.0.5");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kEstablished);
  EXPECT_EQ(c.access_sessions[0].attempt_time, At(5000));
}

TEST(ClockSteps, ADesktopWasNotLeftAheadOfAnUnlock) {
  for (const bool unlocked : {true, false}) {
    LogScript log;
    log.Boot(0);
    log.Logon(100, 0x5000, "alice", 2);
    log.Ts(101, EventKind::kTsLogon, 1, "alice", "LOCAL");
    if (unlocked) {
      log.Logon(9000, 0x6000, "alice", 7);
      log.Logoff(9000.01, 0x6000, "alice");
    }
    SetBack(log);
    log.Ts(8000, EventKind::kTsDisconnected, 1, "alice", "LOCAL");
    const Correlation c = log.Run();
    ASSERT_EQ(c.access_sessions.size(), 1u);
    EXPECT_EQ(c.access_sessions[0].end.time, At(8000));
    EXPECT_EQ(c.access_sessions[0].lock_count, unlocked ? 1 : 0);
    EXPECT_EQ(c.access_sessions[0].duration, Seconds(unlocked ? 13900 : 7900));
  }
}

TEST(ClockSteps, ALogThatRunsBackShowsAStepThatNoRecordTells) {
  LogScript log;
  log.Boot(0);
  log.activity = kConnection;
  log.Ts(9000, EventKind::kTsLogon, 2, "alice", "10.0.0.5");
  log.Ts(8000, EventKind::kTsDisconnected, 2, "alice", "10.0.0.5");
  log.activity = {};
  log.Ts(8500, EventKind::kTsReconnected, 2, "alice", "10.0.0.6");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].start_time, At(9000));
  EXPECT_EQ(c.access_sessions[0].end.time, At(8000));
  EXPECT_EQ(c.access_sessions[0].duration, std::nullopt);  // not known: how far it was set
  EXPECT_EQ(c.access_sessions[1].start_time, At(8500));
  ASSERT_EQ(c.gaps.size(), 1u);
  EXPECT_EQ(c.gaps[0].kind, GapKind::kClockChange);
  EXPECT_EQ(c.gaps[0].from_time, At(9000));
  EXPECT_EQ(c.gaps[0].to_time, At(8000));
}

}  // namespace
}  // namespace logonloom
