#include <gmock/gmock.h>

#include "base/time.h"
#include "log_script.h"

namespace logonloom {
namespace {

TEST(Boots, AreNumberedFromTheFirstRecordedStart) {
  LogScript log;
  log.Boot(0);
  log.Stop(100);
  log.Boot(200);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[0].number, 1);
  EXPECT_EQ(c.boots[0].clean, true);
  EXPECT_EQ(c.boots[0].end_time, At(100));
  EXPECT_EQ(c.boots[1].start_time, At(200));
  EXPECT_EQ(c.boots[1].clean, std::nullopt);
}

TEST(Boots, RecordsAheadOfTheFirstStartBelongToBootZeroOfUnknownStart) {
  LogScript log;
  log.Use(0, 0x5000, "alice");
  log.Boot(100);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[0].number, 0);
  EXPECT_EQ(c.boots[0].start_time, std::nullopt);
}

TEST(Boots, WithoutStopAndWithoutMissingRecordsEndedUncleanly) {
  LogScript log;
  log.Boot(0);
  log.Use(50, 0x3e7, "WS01$");
  log.Boot(200);
  const Correlation c = log.Run();
  EXPECT_EQ(c.boots[0].clean, false);
  EXPECT_EQ(c.boots[0].end_time, At(50));
  EXPECT_EQ(c.boots[0].end_basis, BootEndBasis::kNextBoot);
}

TEST(Boots, WithMissingRecordsAheadOfTheNextStartAreNeitherCleanNorUnclean) {
  LogScript log;
  log.Boot(0);
  log.Use(50, 0x3e7, "WS01$");
  log.Skip("Security", 10);
  log.Boot(200);
  const Correlation c = log.Run();
  EXPECT_EQ(c.boots[0].clean, std::nullopt);
  EXPECT_EQ(c.boots[0].end_time, std::nullopt);
}

TEST(Boots, FollowOneAnotherWhereNoRecordIsMissingBetweenThem) {
  LogScript log;
  log.Boot(0);
  log.Stop(50);
  log.Boot(200);
  log.Stop(250);
  log.Skip("Security", 10);
  log.Boot(400);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 3u);
  EXPECT_EQ(c.boots[0].adjacent, std::nullopt);
  EXPECT_EQ(c.boots[1].adjacent, true);
  EXPECT_EQ(c.boots[2].adjacent, false);
}

TEST(Boots, ReachOverTheTimesOfTheirRecords) {
  LogScript log;
  log.Boot(1000);
  log.SetClock(1100, 100);
  log.Use(200, 0x3e7, "WS01$");
  log.Boot(5000);
  const Correlation c = log.Run();
  EXPECT_EQ(c.boots[0].first_time, At(100));
  EXPECT_EQ(c.boots[0].last_time, At(1000));
  EXPECT_EQ(c.boots[1].last_time, At(5000));
}

TEST(Boots, TheLastOneReachesToTheLastRecordThoughThatIsNoEvent) {
  LogScript log;
  log.Boot(0);
  log.Use(50, 0x3e7, "WS01$");
  ChannelExtent extent;
  extent.computer = log.Text("WS01");
  extent.channel = log.Text("Security");
  extent.file_index = 0;
  extent.id_ranges = {{1, 9}};
  extent.first_time = At(0);
  extent.last_time = At(700);
  extent.records = 9;
  EXPECT_EQ(Correlate(log.events, {extent}).boots[0].last_time, At(700));
}

TEST(Boots, AnEventLogStopInTheMiddleOfABootIsNoEnd) {
  LogScript log;
  log.Boot(0);
  log.Stop(100);
  log.Use(1000, 0x3e7, "WS01$");
  log.Boot(2000);
  EXPECT_EQ(log.Run().boots[0].clean, false);
}

TEST(Boots, RecordsBehindTheStopBelongToTheSameBoot) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  log.Stop(100);
  log.Goodbye(99, 0x5000, "alice");
  log.Boot(200);
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x5000).end.reason, EndReason::kLogoff);
  EXPECT_EQ(LogonOf(c, 0x5000).end.time, At(99));
  EXPECT_EQ(c.boots[0].clean, true);
}

TEST(Boots, SystemAndSecurityTellOfTheSameBoot) {
  LogScript log;
  log.Boot(5);
  Event& kernel = log.Add("System", EventKind::kKernelStarted, 12, 4);
  kernel.new_time = At(0);
  log.Add("System", EventKind::kEventLogStarted, 6005, 20);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 1u);
  EXPECT_EQ(c.boots[0].start_basis, BootBasis::kKernelStart);
  EXPECT_EQ(c.boots[0].start_time, At(0));
}

TEST(Boots, TheKernelsLateStopRecordBelongsToTheBootBefore) {
  LogScript log;
  log.Add("System", EventKind::kEventLogStarted, 6005, 0);
  log.Add("System", EventKind::kEventLogStarted, 6005, 1000);
  log.Add("System", EventKind::kKernelStopping, 13, 900);
  log.Add("System", EventKind::kKernelStarted, 12, 990).new_time = At(980);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[0].clean, true);
  EXPECT_EQ(c.boots[0].end_time, At(900));
  EXPECT_EQ(c.boots[0].end_basis, BootEndBasis::kKernelStop);
}

TEST(Boots, AnUnexpectedShutdownTellsWhenTheMachineWasLastAlive) {
  LogScript log;
  log.Add("System", EventKind::kEventLogStarted, 6005, 0);
  log.Add("System", EventKind::kUnexpectedShutdown, 6008, 1000).new_time = At(700);
  log.Add("System", EventKind::kEventLogStarted, 6005, 1000);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[0].clean, false);
  EXPECT_EQ(c.boots[0].end_time, At(700));
}

TEST(Boots, AChangedBootKeyMeansAnotherBoot) {
  LogScript log;
  log.activity = "{A67BE420-4636-0001-0000-00003646D701}";
  log.Add("Security", EventKind::kProcessStart, 4688, 90 * 86400.0).subject_logon_id = 0x9000;
  log.activity = "{B67BE420-4837-0001-0000-00003748D701}";
  log.Add("Security", EventKind::kProcessStart, 4688, 91 * 86400.0).subject_logon_id = 0x9000;
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.logon_sessions.size(), 2u);
  EXPECT_EQ(c.boots[1].start_basis, BootBasis::kBootKey);
}

TEST(Boots, RecordsWithoutKeyBelongToTheBootThatBeganBeforeThem) {
  LogScript log;
  log.activity = "{A67BE420-4636-0001-0000-00003646D701}";  // began on day 70
  log.Add("Security", EventKind::kProcessStart, 4688, 71 * 86400.0);
  log.activity.clear();
  log.Add("Security", EventKind::kTicketGrantingRequested, 4768, 72 * 86400.0);
  log.Add("Security", EventKind::kTicketGrantingRequested, 4768, 74 * 86400.0);
  log.activity = "{B67BE420-4837-0001-0000-00003748D701}";  // began on day 73
  log.Add("Security", EventKind::kProcessStart, 4688, 75 * 86400.0);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  const FileTime began = c.boots[1].start_time.value();
  EXPECT_GT(began, At(72 * 86400.0));
  EXPECT_LT(began, At(74 * 86400.0));
  std::vector<Index> boots;
  for (const EventPlace& place : c.places) boots.push_back(place.boot);
  EXPECT_THAT(boots, testing::ElementsAre(0, 0, 1, 1));
}

TEST(Boots, ALogonIdFarBelowTheHighestMeansAnotherBoot) {
  LogScript log;
  log.Logon(0, 0x900000, "alice", 3).address = log.Text("10.0.0.1");
  log.Logon(1000, 0x30000, "alice", 3).address = log.Text("10.0.0.1");
  EXPECT_EQ(log.Run().boots.size(), 2u);
}

TEST(Boots, ThePrivilegesAheadOfTheLogonThatShowsABootAreOfThatBoot) {
  LogScript log;
  log.Logon(0, 0x900000, "alice", 3).address = log.Text("10.0.0.1");
  log.Privileges(1000, 0x30000, "alice");
  log.Logon(1000, 0x30000, "alice", 3).address = log.Text("10.0.0.1");
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.logon_sessions.size(), 2u);
  EXPECT_EQ(LogonOf(c, 0x30000).elevated, true);
}

TEST(Boots, ADropOfLogonIdsWithinOneBootKeyIsNone) {
  LogScript log;
  const double day = 71 * 86400.0;
  log.activity = "{A67BE420-4636-0001-0000-00003646D701}";
  log.Logon(day, 0x900000, "alice", 3).address = log.Text("10.0.0.1");
  log.activity.clear();
  log.Logon(day + 100, 0x30000, "alice", 3).address = log.Text("10.0.0.1");
  log.activity = "{A67BE420-4636-0002-0000-00003646D701}";
  log.Logon(day + 200, 0x910000, "alice", 3).address = log.Text("10.0.0.1");
  log.Logon(day + 300, 0x40000, "alice", 3).address = log.Text("10.0.0.1");
  EXPECT_EQ(log.Run().boots.size(), 1u);
}

TEST(Boots, ADropOfLogonIdsIsTheBootThatAnotherChannelTellsOf) {
  LogScript log;
  const double day = 86400.0;
  log.Logon(60 * day, 0x900000, "alice", 3).address = log.Text("10.0.0.1");
  log.Skip("Security", 10);
  log.Use(72 * day, 0x20000, "alice");  // behind the boot of day 70
  log.Logon(74 * day, 0x30000, "alice", 3).address = log.Text("10.0.0.1");
  log.activity = "{A67BE420-4636-0001-0000-00003646D701}";
  log.Add("Microsoft-Windows-PowerShell/Operational", EventKind::kScript, 4104, 75 * day);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[1].start_basis, BootBasis::kBootKey);
  EXPECT_EQ(c.boots[0].clean, std::nullopt);
  EXPECT_EQ(LogonOf(c, 0x20000).boot, LogonOf(c, 0x30000).boot);
}

TEST(Boots, TheFirstKeyOfAChannelTellsOfABootWhereTheEvidenceBeginsDaysBefore) {
  LogScript log;
  const double day = 86400.0;
  log.Use(60 * day, 0x9000, "alice");
  log.Use(72 * day, 0x9000, "alice");
  log.activity = "{A67BE420-4636-0001-0000-00003646D701}";  // began on day 70
  log.Use(73 * day, 0x9000, "alice");
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.logon_sessions.size(), 2u);
  std::vector<Index> boots;
  for (const EventPlace& place : c.places) boots.push_back(place.boot);
  EXPECT_THAT(boots, testing::ElementsAre(0, 1, 1));
  EXPECT_TRUE(c.boots[0].boot_key.empty());
  EXPECT_FALSE(c.boots[1].boot_key.empty());
}

TEST(Boots, WereLastAliveAtTheirLastRecordThoughTheClockWasSetBack) {
  LogScript log;
  log.Boot(40000);
  log.Use(50, 0x3e7, "WS01$");
  log.Boot(200);
  const Correlation c = log.Run();
  EXPECT_EQ(c.boots[0].clean, false);
  EXPECT_EQ(c.boots[0].end_time, At(50));
}

TEST(Boots, A6005JoinsTheNearestKernelStartNotTheNextBoots) {
  LogScript log;
  log.SetNextId("System", 1);  // the first boot's Kernel-General 12 is missing
  log.Add("System", EventKind::kEventLogStarted, 6005, 0);
  log.Skip("System", 8);
  log.Add("System", EventKind::kEventLogStopped, 6006, 5000);
  log.Add("System", EventKind::kEventLogStarted, 6005, 9000);
  log.Add("System", EventKind::kKernelStarted, 12, 9000).new_time = At(8990);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[0].start_time, At(0));
  EXPECT_EQ(c.boots[0].end_time, At(5000));
  EXPECT_EQ(c.boots[1].start_time, At(8990));
}

TEST(Boots, AKernelStartWhose6005IsLostLeavesTheNextBootsToIts12) {
  LogScript log;
  log.SetNextId("System", 10);  // the log begins behind the first boot's 6005
  log.Add("System", EventKind::kKernelStarted, 12, 8).new_time = At(0);
  log.Skip("System", 5);
  log.Add("System", EventKind::kUnexpectedShutdown, 6008, 1000).new_time = At(700);
  log.Add("System", EventKind::kVersionTold, 6009, 1000);
  log.Add("System", EventKind::kEventLogStarted, 6005, 1000);
  log.Add("System", EventKind::kKernelStarted, 12, 1000).new_time = At(990);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[0].start_time, At(0));
  EXPECT_EQ(c.boots[0].end_time, At(700));
  EXPECT_EQ(c.boots[1].start_time, At(990));
}

TEST(Boots, KernelStartsAheadOf6005JoinTheirOwnThoughACrashLeftFewRecordsBetween) {
  LogScript log;
  for (const int start : {0, 1000}) {
    log.Add("System", EventKind::kKernelStarted, 12, start).new_time = At(start);
    log.Skip("System", 6);
    log.Add("System", EventKind::kEventLogStarted, 6005, start + 10);
  }
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[0].start_time, At(0));
  EXPECT_EQ(c.boots[1].start_time, At(1000));
}

TEST(Boots, WhatAChannelTellsBehindTheShutdownIsOfTheNextBoot) {
  LogScript log;
  log.Boot(0);
  log.Stop(1000);
  log.Boot(9000);
  log.Ts(5000, EventKind::kTsLogon, 1, "alice", "LOCAL");  // its boot's clock was an hour slow
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 1u);
  EXPECT_EQ(c.boots[static_cast<std::size_t>(c.local_sessions[0].boot)].number, 2);
}

TEST(Boots, ServicesThatStartWithTheMachineTellWhereNoLogOfBootsIs) {
  LogScript log;
  log.Ts(0, EventKind::kTsServiceStarted, 0, "");
  log.events.back().ts_session_id.reset();
  log.Ts(10, EventKind::kTsLogon, 1, "alice", "LOCAL");
  log.Ts(90000, EventKind::kTsServiceStarted, 0, "");
  log.events.back().ts_session_id.reset();
  log.Ts(90010, EventKind::kTsLogon, 1, "alice", "LOCAL");
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[1].start_basis, BootBasis::kServiceStart);
  EXPECT_EQ(c.access_sessions.size(), 2u);
}

TEST(Boots, AServiceThatSaysASecondTimeThatItStartedIsOfTheNextBoot) {
  LogScript log;
  for (const double start : {0.0, 200.0}) {
    log.Add("Application", EventKind::kProfileServiceStarted, 1531, start);
    log.Add("Application", EventKind::kProfileServiceStopped, 1532, start + 100);
  }
  EXPECT_EQ(log.Run().boots.size(), 2u);
}

TEST(Boots, ServicesTellOfBootsWhereTheLogsOfBootsLackRecords) {
  for (const bool missing : {false, true}) {
    LogScript log;
    log.Boot(0);
    log.Use(100, 0x3e7, "WS01$");
    if (missing) log.Skip("Security", 1000);
    log.Use(90000, 0x3e7, "WS01$");
    log.Add("Application", EventKind::kProfileServiceStarted, 1531, 40000);
    EXPECT_EQ(log.Run().boots.size(), missing ? 2u : 1u);
  }
}

TEST(Boots, SystemsLogonGuidChangesWithTheBoot) {
  LogScript log;
  double at = 100;
  for (const char* guid :
       {"{00000001-9f00-603c-e703-000000000000}", "{00000001-9f00-603d-e703-000000000000}"}) {
    Event& e =
        log.Add("Microsoft-Windows-Sysmon/Operational", EventKind::kProcessStart, 1, at += 70000);
    e.subject_logon_id = 0x3e7;
    e.logon_guid = log.Text(guid);
  }
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[1].start_basis, BootBasis::kSysmonLogon);
}

TEST(Boots, WhereClocksShowOneTimeTwiceTheUsersActInSecurityTellsWhich) {
  LogScript log;
  log.Boot(0);
  log.Use(9000, 0x3e7, "WS01$");
  log.Boot(4000);  // its clock is more than an hour behind
  log.Logon(5000, 0x5000, "alice", 2);
  log.Use(9500, 0x3e7, "WS01$");
  log.Ts(5001, EventKind::kTsLogon, 1, "alice", "LOCAL");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 1u);
  EXPECT_EQ(c.local_sessions[0].boot, LogonOf(c, 0x5000).boot);
  EXPECT_EQ(c.access_sessions.size(), 1u);
}

TEST(Boots, AFastStartupEndsDesktopsAndKeepsTheLogonIds) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  log.Use(20, 0x5000, "alice");
  log.Logon(30, 0x5800, "svc", 5);
  log.Add("System", EventKind::kBootTypeTold, 27, 40000).reason = 1;
  log.Logon(40010, 0x9000, "alice", 2);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 1u);
  const LogonSession& s = LogonOf(c, 0x5000);
  EXPECT_EQ(s.end.reason, EndReason::kShutdown);
  EXPECT_EQ(s.end.lower, At(30));  // its logoff would have been written
  EXPECT_EQ(s.end.upper, At(40000));
  EXPECT_FALSE(s.end.time);
  EXPECT_EQ(LogonOf(c, 0x5800).end.reason, EndReason::kStillOpenAtEndOfLog);
  EXPECT_EQ(LogonOf(c, 0x9000).end.reason, EndReason::kStillOpenAtEndOfLog);
}

TEST(Boots, AResumeFromHibernationEndsNothing) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  log.Add("System", EventKind::kBootTypeTold, 27, 40000).reason = 2;
  log.Goodbye(50000, 0x5000, "alice");
  EXPECT_EQ(LogonOf(log.Run(), 0x5000).end.time, At(50000));
}

TEST(Boots, AShutdownIsAnEndOnlyAsFarAsNoRecordIsMissing) {
  for (const bool missing : {false, true}) {
    LogScript log;
    log.Boot(0);
    log.Logon(10, 0x5000, "alice", 2);
    if (missing) log.Skip("Security", 5);
    log.Stop(1000);
    log.Boot(2000);
    const Correlation c = log.Run();
    const LogonSession& s = LogonOf(c, 0x5000);
    EXPECT_EQ(s.end.reason, EndReason::kShutdown);
    EXPECT_DOUBLE_EQ(s.end.confidence, missing ? 0.5 : 0.9);
    EXPECT_EQ(s.end.lower.has_value(), missing);
  }
}
// A boot as System shows it: 6009 and 6005, what the kernel kept of the shutdown before, and 12.
void SystemStart(LogScript& log, double seconds, double stopped_before = -1) {
  log.Add("System", EventKind::kVersionTold, 6009, seconds + 8);
  log.Add("System", EventKind::kEventLogStarted, 6005, seconds + 8);
  if (stopped_before >= 0) {
    log.Add("System", EventKind::kPowerTransition, 109, stopped_before - 1);
    log.Add("System", EventKind::kKernelStopping, 13, stopped_before);
  }
  log.Add("System", EventKind::kKernelStarted, 12, seconds).new_time = At(seconds);
}

TEST(Boots, ADropOfLogonIdsIsNotTheBootThatBeganBeforeIt) {
  LogScript log;
  SystemStart(log, 0);
  log.Add("System", EventKind::kEventLogStopped, 6006, 4000);
  SystemStart(log, 5000, 4001);
  log.Logon(60, 0x90000, "alice", 2);
  log.Privileges(60, 0x90000, "alice");
  log.Skip("Security", 9);
  log.Logon(5060, 0x20000, "bob", 2);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.logon_sessions.size(), 2u);
  EXPECT_EQ(c.boots[0].number, 1);
  EXPECT_EQ(LogonOf(c, 0x90000).boot, 0);
  EXPECT_EQ(LogonOf(c, 0x90000).end.reason, EndReason::kShutdown);
  EXPECT_EQ(LogonOf(c, 0x20000).boot, 1);
}

TEST(Boots, AChangedKeyIsTheBootThatBeganAtItsTime) {
  const FileTime began = *ParseTime("2021-05-11T07:24:16.6034464Z");
  const double key = static_cast<double>((began - At(0)).count) / 1e7;
  LogScript log;
  SystemStart(log, key - 4000);
  log.Add("System", EventKind::kEventLogStopped, 6006, key - 60);
  SystemStart(log, key, key - 59);
  log.activity = "{7C122420-456D-0001-0000-00006D45D701}";  // of a day before
  log.Use(key - 3800, 0x9000, "alice");
  log.Skip("Security", 9);
  log.activity = "{A67BE420-4636-0001-0000-00003646D701}";
  log.Use(key + 60, 0x9000, "alice");
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[1].start_time, At(key));
  EXPECT_EQ(c.logon_sessions.size(), 2u);
}

TEST(Boots, OfALogThatBeginsLaterAreTheBootsThatLieNearest) {
  LogScript log;
  for (const double start : {0.0, 400.0, 800.0, 1200.0}) {
    if (start > 0) log.Add("System", EventKind::kEventLogStopped, 6006, start - 30);
    SystemStart(log, start, start > 0 ? start - 29 : -1);
  }
  log.Boot(820);  // Security was cleared before
  log.Logon(850, 0x5000, "alice", 2);
  log.Stop(1170);
  log.Boot(1220);
  log.Logon(1250, 0x5000, "alice", 2);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 4u);
  ASSERT_EQ(c.logon_sessions.size(), 2u);
  EXPECT_EQ(c.logon_sessions[0].boot, 2);
  EXPECT_EQ(c.logon_sessions[1].boot, 3);
}

TEST(Boots, WhatTheKernelKeptOfAShutdownIsOfTheBootBeforeEvenWhereNo12Follows) {
  LogScript log;
  log.Add("System", EventKind::kEventLogStarted, 6005, 0);
  log.Add("System", EventKind::kEventLogStopped, 6006, 900);
  log.Add("System", EventKind::kEventLogStarted, 6005, 1000);
  log.Add("System", EventKind::kPowerTransition, 109, 901);
  log.Add("System", EventKind::kKernelStopping, 13, 902);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[0].end_time, At(902));
  EXPECT_EQ(c.boots[1].end_time, std::nullopt);
  EXPECT_EQ(c.boots[1].clean, std::nullopt);
}

TEST(Boots, A6008AheadOfAKernelStartIsOfThatBootThough6005IsMissing) {
  LogScript log;
  log.Add("System", EventKind::kKernelStarted, 12, 0).new_time = At(0);
  log.Skip("System", 100);
  log.Add("System", EventKind::kUnexpectedShutdown, 6008, 1000).new_time = At(700);
  log.Add("System", EventKind::kKernelStarted, 12, 990).new_time = At(990);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[0].clean, false);
  EXPECT_EQ(c.boots[0].end_time, At(700));
}

TEST(Boots, ALogWith6009AloneShowsItsBoots) {
  LogScript log;
  log.Add("System", EventKind::kVersionTold, 6009, 0);
  log.Skip("System", 100);
  log.Add("System", EventKind::kVersionTold, 6009, 90000);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[1].start_time, At(90000));
  EXPECT_EQ(c.boots[1].start_basis, BootBasis::kEventLogStart);
}

TEST(Boots, AuditsThatAreLostLongBehindTheStartSayNothingOfTheBootBefore) {
  for (const bool at_start : {false, true}) {
    LogScript log;
    log.Boot(0);
    log.Stop(100);
    if (at_start) log.Add("Security", EventKind::kAuditsLost, 1101, 199);
    log.Boot(200);
    for (int i = 0; i < 100; ++i) log.Use(300 + i, 0x3e7, "WS01$");
    if (!at_start) log.Add("Security", EventKind::kAuditsLost, 1101, 500);
    EXPECT_EQ(log.Run().boots[0].clean, !at_start);
  }
}

void StartsProcess(LogScript& log, double seconds, const std::string& name, std::uint64_t creator) {
  Event& e = log.Use(seconds, 0x3e7, "WS01$");
  e.process_name = log.Text(name);
  e.parent_process_id = creator;
}

TEST(Boots, BeginWithWhatTheKernelKeptForTheLogAlsoWithProgramsOfThatBootAlone) {
  LogScript log;
  log.Boot(0);
  StartsProcess(log, 900, "C:\\Windows\\System32\\winlogon.exe",
                0x200);  // a desktop's, then a crash
  StartsProcess(log, 1000, "Registry", 4);
  log.Add("Security", EventKind::kActivity, 4826, 1000);
  StartsProcess(log, 1001, "C:\\Windows\\System32\\smss.exe", 4);
  StartsProcess(log, 1002, "C:\\Windows\\System32\\poqexec.exe", 0x170);
  StartsProcess(log, 1030, "C:\\Windows\\System32\\LsaIso.exe", 0x218);
  log.Boot(1031);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[1].start_time, At(1000));
  EXPECT_EQ(c.boots[0].end_time, At(900));
}

TEST(Boots, LostAuditsFarBehindAStartWithMissingRecordsTellNothingOfTheBootBefore) {
  LogScript log;
  log.Boot(0);
  log.Stop(100);
  log.Boot(200);
  log.Skip("Security", 10);  // another start may be among them
  log.Add("Security", EventKind::kAuditsLost, 1101, 5000);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[0].clean, true);
}

}  // namespace
}  // namespace logonloom
