// Starts of a machine of which records are missing, and what follows for what was open then.
#include <gmock/gmock.h>

#include "log_script.h"

namespace logonloom {
namespace {

constexpr const char* kLsm = "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational";
constexpr const char* kConnection = "{F4203A2C-9D8E-4D51-B1A4-6F4E1C3B0000}";

Event& System(LogScript& log, EventKind kind, std::uint32_t id, double seconds) {
  return log.Add("System", kind, id, seconds);
}

TEST(UnseenBoots, ALogThatEndsWithinTheRowOfAStartShowsThatBoot) {
  LogScript log;
  System(log, EventKind::kEventLogStarted, 6005, 0);
  System(log, EventKind::kWinlogonLogon, 7001, 10).ts_session_id = 1;
  System(log, EventKind::kUnexpectedShutdown, 6008, 5000).new_time = At(60);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[0].end_time, At(60));
  EXPECT_EQ(c.boots[1].start_time, At(5000));
  EXPECT_EQ(c.local_sessions[0].end.reason, EndReason::kInferredBoundary);
}

TEST(UnseenBoots, A6008BehindThe6005OfItsStartIsNoOther) {
  LogScript log;
  System(log, EventKind::kEventLogStarted, 6005, 0);
  System(log, EventKind::kUnexpectedShutdown, 6008, 1).new_time = At(-900);
  System(log, EventKind::kWinlogonLogon, 7001, 10).ts_session_id = 1;
  EXPECT_EQ(log.Run().boots.size(), 1u);
}

TEST(UnseenBoots, StartsFarApartAreTwoWhereTheRestOfBothMayBeMissing) {
  for (const bool missing : {false, true}) {
    LogScript log;
    System(log, EventKind::kEventLogStarted, 6005, 0);
    if (missing) log.Skip("System", 5);
    System(log, EventKind::kKernelStarted, 12, 30000).new_time = At(29990);
    EXPECT_EQ(log.Run().boots.size(), missing ? 2u : 1u);
  }
}

TEST(UnseenBoots, AServiceThatStartsWhereSystemBeginsShowsABoot) {
  for (const bool begins_there : {true, false}) {
    LogScript log;
    if (!begins_there) System(log, EventKind::kActivity, 7036, -3000);
    System(log, EventKind::kUncleanReboot, 41, 0);
    System(log, EventKind::kActivity, 7036, 900);
    log.activity = kConnection;
    log.Ts(-5000, EventKind::kTsLogon, 2, "alice", "10.0.0.5");
    log.activity = {};
    log.Add(kLsm, EventKind::kTsServiceStarted, 32, 4);
    const Correlation c = log.Run();
    EXPECT_EQ(c.boots.size(), begins_there ? 2u : 1u);
  }
}

TEST(UnseenBoots, AStartThatIsNotToldLiesWhereRecordsAreMissing) {
  LogScript log;
  const auto key = [&log](const char* id) { log.activity = id; };
  log.Boot(0);
  key("{5D9E3CA8-D3AB-0000-B042-9E5DABD3D601}");
  log.Logon(90000, 0x5000, "alice", 2);
  key("");
  log.Goodbye(90010, 0x5000, "alice");
  log.Skip("Security", 5);  // the stop, and the next start, by a clock that was a day behind
  key("{5D9E3CA8-D3AC-0000-B042-9E5DACD3D601}");
  log.Logon(95000, 0x6000, "bob", 2);
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x5000).end.time, At(90010));
  EXPECT_NE(LogonOf(c, 0x5000).boot, LogonOf(c, 0x6000).boot);
  EXPECT_EQ(c.logon_sessions.size(), 2u);
}

TEST(UnseenBoots, WhatAClockShowedUntilItWasSetBackIsAheadOfTheShutdown) {
  LogScript log;
  log.Boot(0);
  log.Use(8990, 0x3e7, "WS01$");
  log.SetClock(9000, 5000);
  log.Stop(6000);
  log.Ts(8500, EventKind::kTsLogon, 2, "alice", "10.0.0.5");
  EXPECT_EQ(log.Run().boots.size(), 1u);
}

TEST(UnseenBoots, ADesktopIsOpenToTheEndOfALogOnlyIfAStartOfTheMachineWouldBeTold) {
  enum class Tells { kNothing, kLog, kOtherLog };
  for (const Tells tells : {Tells::kNothing, Tells::kLog, Tells::kOtherLog}) {
    LogScript log;
    if (tells == Tells::kLog) log.activity = kConnection;  // Windows 8 and later
    log.Ts(0, EventKind::kTsLogon, 2, "alice", "10.0.0.5");
    log.activity = {};
    log.Ts(9000, EventKind::kTsLogon, 3, "bob", "10.0.0.6");
    if (tells == Tells::kOtherLog) {
      log.Use(-10, 0x3e7, "WS01$");
      log.Use(9001, 0x3e7, "WS01$");
    }
    const SessionEnd end = log.Run().local_sessions[0].end;
    const bool known = tells != Tells::kNothing;
    EXPECT_EQ(end.reason, known ? EndReason::kStillOpenAtEndOfLog : EndReason::kUnknown);
    EXPECT_EQ(end.lower, At(known ? 9000 : 0));
  }
}

// Security misses the stop and the start that System tells.
void DropOfLogonIds(LogScript& log, double last, double first) {
  log.Boot(0);
  log.Logon(last, 0x60000, "alice", 2);
  log.Skip("Security", 5);
  log.Logon(first, 0x20000, "bob", 2);
}

TEST(UnseenBoots, ADropOfLogonIdsIsTheStartOverWhichTheClockWentBack) {
  LogScript log;
  DropOfLogonIds(log, 4990, 9000);
  System(log, EventKind::kEventLogStarted, 6005, 0);
  System(log, EventKind::kEventLogStopped, 6006, 5000);
  System(log, EventKind::kEventLogStarted, 6005, 500);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[1].start_time, At(500));
}

TEST(UnseenBoots, ADropOfLogonIdsMayLieAtAnyTimeThatTheClockShowedThere) {
  for (const double before : {9000.0, 300.0}) {  // it ran ahead, or the boot began with a slow one
    LogScript log;
    log.Boot(0);
    log.Logon(1000, 0x60000, "alice", 2);
    log.Skip("Security", 5);
    log.SetClock(before, 2000);
    log.Logon(2100, 0x20000, "bob", 2);
    System(log, EventKind::kEventLogStarted, 6005, 0);
    System(log, EventKind::kEventLogStarted, 6005, before - 60);
    const Correlation c = log.Run();
    ASSERT_EQ(c.boots.size(), 2u);
    EXPECT_EQ(c.boots[1].start_time, At(before - 60));
  }
}

TEST(UnseenBoots, AServiceTellsWhenTheBootOfADropOfLogonIdsBegan) {
  LogScript log;
  DropOfLogonIds(log, 1000, 9000);
  log.Add(kLsm, EventKind::kTsServiceStarted, 32, 5000);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[1].start_time, At(5000));
  EXPECT_EQ(c.boots[1].start_basis, BootBasis::kServiceStart);
}

TEST(UnseenBoots, WhatStandsRightAheadOfAStartIsOfTheBootBeforeIt) {
  for (const bool missing : {false, true}) {
    LogScript log;
    log.SetNextId("Security", 50);
    log.Use(6000, 0x5000, "alice");
    if (missing) log.Skip("Security", 1);
    log.Boot(2000);  // by a clock that was set back
    System(log, EventKind::kEventLogStarted, 6005, 1000);
    System(log, EventKind::kEventLogStarted, 6005, 2000);
    const Correlation c = log.Run();
    ASSERT_EQ(c.boots.size(), missing ? 3u : 2u);
    EXPECT_EQ(c.boots[static_cast<std::size_t>(LogonOf(c, 0x5000).boot)].start_time,
              missing ? std::nullopt : std::optional(At(1000)));
  }
}

TEST(UnseenBoots, AWordOnTheLastStopMayBeOfABootInBetweenUnlessItTellsTheTime) {
  for (const bool timed : {false, true}) {
    LogScript log;
    System(log, EventKind::kEventLogStarted, 6005, 0);
    log.Skip("System", 9);
    if (timed) System(log, EventKind::kUnexpectedShutdown, 6008, 5000).new_time = At(3000);
    System(log, EventKind::kKernelStarted, 12, 5000).new_time = At(4990);
    System(log, EventKind::kUncleanReboot, 41, 5001);
    const Correlation c = log.Run();
    ASSERT_EQ(c.boots.size(), 2u);
    EXPECT_EQ(c.boots[0].clean, timed ? std::optional(false) : std::nullopt);
  }
}

TEST(UnseenBoots, ALogThatHasToldAnotherStartDoesNotEndWithTheShutdownAheadOfIt) {
  LogScript log;
  log.Boot(0);
  log.Stop(5000);
  System(log, EventKind::kEventLogStarted, 6005, 0);
  System(log, EventKind::kEventLogStopped, 6006, 5000);
  System(log, EventKind::kEventLogStarted, 6005, 1000);  // by a clock that was set back
  System(log, EventKind::kKernelStopping, 13, 5000).new_time = At(5000);  // written late
  log.Ts(9000, EventKind::kTsLogon, 2, "alice", "10.0.0.5");
  EXPECT_EQ(log.Run().boots.size(), 2u);
}

TEST(UnseenBoots, WhatComesBehindTheLastShutdownIsOfTheBootThatAServiceTells) {
  LogScript log;
  log.Boot(0);
  log.Stop(5000);
  log.Add(kLsm, EventKind::kTsServiceStarted, 32, 9000);
  log.activity = kConnection;
  log.Rdp(8000, EventKind::kRdpAccepted, "10.0.0.5:50123");  // the clock had been set back
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].boot, 1);
}

TEST(UnseenBoots, AStepOfTheClockIsOfTheBootThatHadBegunByWhatItShowedBefore) {
  LogScript log;
  log.Use(1000, 0x5000, "alice");
  log.Skip("Security", 5);  // the stop
  log.Boot(6000);
  Event& step = System(log, EventKind::kKernelClockChanged, 1, 5000);
  step.previous_time = At(6500);
  step.new_time = At(5000);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  ASSERT_EQ(c.gaps.size(), 2u);
  const Gap& told = c.gaps[0].kind == GapKind::kClockChange ? c.gaps[0] : c.gaps[1];
  EXPECT_EQ(c.places[static_cast<std::size_t>(told.event)].boot, 1);
}

TEST(UnseenBoots, LsassLivesAsLongAsTheBoot) {
  for (const std::vector<std::uint32_t>& writers :
       {std::vector<std::uint32_t>{620, 620}, {620, 684}, {620, 4}, {620, 0}, {620, 684, 620}}) {
    LogScript log;
    double seconds = 0;
    for (const std::uint32_t writer : writers) {
      seconds += 1000;
      log.Logon(seconds, 0x50000, "alice", 3).writer_pid = writer;
      log.Skip("Security", 9);
    }
    const Correlation c = log.Run();
    const bool changed = writers == std::vector<std::uint32_t>{620, 684};
    ASSERT_EQ(c.boots.size(), changed ? 2u : 1u) << writers.size() << " " << writers[1];
    EXPECT_EQ(c.boots.back().start_time, std::nullopt);
  }
}

TEST(UnseenBoots, ABootKeyTellsThatAnotherProcessIdIsOfTheSameBoot) {
  LogScript log;
  log.activity = "{7EF39800-0E68-0001-0000-0000680ED701}";
  log.Logon(1000, 0x50000, "alice", 3).writer_pid = 620;
  log.Logon(2000, 0x51000, "alice", 3).writer_pid = 684;
  EXPECT_EQ(log.Run().boots.size(), 1u);
}

}  // namespace
}  // namespace logonloom
