// What is claimed where a log was filtered, has wrapped, or was not collected.
#include <gmock/gmock.h>

#include "log_script.h"

namespace logonloom {
namespace {

constexpr EventKind kBound = EventKind::kRdpSessionBound;

Event& SystemLogon(LogScript& log, double seconds) {
  Event& e = log.Logon(seconds, 0x3e7, "SYSTEM", 0);
  e.subject_logon_id = 0;
  return e;
}

TEST(MissingRecords, ABootBeginsWithSystemsLogonInAnExportOfLogons) {
  LogScript log;
  SystemLogon(log, 0);
  log.Logon(20, 0x20000, "alice", 2);
  log.Skip("Security", 9);
  SystemLogon(log, 5000);
  log.Logon(5020, 0x30000, "alice", 2);
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[1].start_basis, BootBasis::kSecurityStart);
  EXPECT_EQ(c.boots[1].start_time, At(5000));
  EXPECT_EQ(LogonOf(c, 0x20000).end.upper, At(5000));
}

TEST(MissingRecords, SystemsLogonBehind4608IsOfTheSameBoot) {
  LogScript log;
  log.Boot(0);
  SystemLogon(log, 1);
  EXPECT_EQ(log.Run().boots.size(), 1u);
}

TEST(MissingRecords, AStopThatMayBeMissingNearTheLastRecordLeavesOpenHowTheBootEnded) {
  for (const bool missing : {false, true}) {
    LogScript log;
    log.Boot(0);
    log.Use(50, 0x3e7, "WS01$");
    if (missing) log.Skip("Security", 1);  // 1100, ahead of the 4647 of the same shutdown
    log.Goodbye(51, 0x5000, "alice");
    log.Boot(200);
    const Correlation c = log.Run();
    EXPECT_EQ(c.boots[0].clean, missing ? std::nullopt : std::optional(false));
  }
}

TEST(MissingRecords, ALogoffCanStandBehindTheStop) {
  for (const bool missing : {false, true}) {
    LogScript log;
    log.Boot(0);
    log.Logon(10, 0x5000, "alice", 2);
    log.Stop(1000);
    if (missing) log.Skip("Security", 1);
    log.Boot(2000);
    const SessionEnd end = LogonOf(log.Run(), 0x5000).end;
    EXPECT_EQ(end.reason, EndReason::kShutdown);
    EXPECT_EQ(end.time, missing ? std::nullopt : std::optional(At(1000)));
    EXPECT_EQ(end.upper, missing ? std::optional(At(1000)) : std::nullopt);
  }
}

TEST(MissingRecords, InAnExportWithoutIdsAnyRecordMayBeMissing) {
  for (const bool ids : {true, false}) {
    LogScript log;
    log.Boot(0);
    log.Logon(10, 0x5000, "alice", 2);
    log.Stop(1000);
    log.Boot(2000);
    for (Event& e : log.events)
      if (!ids) e.record_id = 0;
    const Correlation c = log.Run();
    const SessionEnd end = LogonOf(c, 0x5000).end;
    EXPECT_EQ(end.reason, EndReason::kShutdown);
    EXPECT_EQ(end.time, ids ? std::optional(At(1000)) : std::nullopt);
    EXPECT_EQ(end.upper, ids ? std::nullopt : std::optional(At(1000)));
    EXPECT_TRUE(c.diagnostics.empty());
  }
}

TEST(MissingRecords, HalvesOfOldLogonsArePairedInAnExportWithoutTheirPrivileges) {
  for (const bool exported : {false, true}) {
    LogScript log;
    log.Logon(10, 0x5000, "alice", 2).version = 1;
    log.Logon(10, 0x5010, "alice", 2).version = 1;
    if (exported) log.Skip("Security", 1);
    log.Logon(20, 0x6000, "bob", 3).address = log.Text("10.0.0.9");
    const Correlation c = log.Run();
    EXPECT_EQ(LogonOf(c, 0x5000).linked_basis,
              exported ? LinkedBasis::kInferred : LinkedBasis::kNotLinked);
    EXPECT_EQ(LogonOf(c, 0x5000).elevated, std::nullopt);
    EXPECT_EQ(c.access_sessions.size(), exported ? 2u : 3u);
  }
}

TEST(MissingRecords, AHalfWhose4624IsMissingBesideTheOtherIsItsTwin) {
  for (const bool missing : {false, true}) {
    LogScript log;
    log.Logon(10, 0x5000, "alice", 2).version = 1;
    if (missing) log.Skip("Security", 1);
    log.Privileges(10, 0x5000, "alice");
    log.Goodbye(90, 0x5010, "alice");
    const Correlation c = log.Run();
    EXPECT_EQ(LogonOf(c, 0x5010).linked_basis,
              missing ? LinkedBasis::kInferred : LinkedBasis::kNotLinked);
    EXPECT_EQ(c.access_sessions.size(), missing ? 1u : 2u);
  }
}

TEST(MissingRecords, NetworkLogonsAreNoHalvesOfADesktop) {
  LogScript log;
  log.Privileges(10, 0x5000, "alice");
  log.Use(11, 0x5010, "alice");
  Event& e = log.Logoff(12, 0x5010, "alice");
  e.logon_type = 3;
  e.has_logon_type = true;
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x5000).linked_basis, LinkedBasis::kNotLinked);
  EXPECT_TRUE(c.access_sessions.empty());
}

TEST(MissingRecords, AReturnMayBeToADesktopOlderThanTheLogs) {
  for (const bool from_start : {false, true}) {
    LogScript log;
    if (from_start) log.Boot(0);
    log.Use(5, 0x3e7, "WS01$");
    log.Logon(10, 0x9000, "alice", 2);
    log.Logoff(11, 0x9000, "alice");
    const Correlation c = log.Run();
    EXPECT_EQ(LogonOf(c, 0x9000).purpose, from_start ? Purpose::kDesktop : Purpose::kReconnect);
    EXPECT_EQ(c.access_sessions.size(), from_start ? 1u : 0u);
  }
}

TEST(MissingRecords, AShareOpenedFromTheMachineItselfDoesNotSayWhereASessionCameFrom) {
  for (const char* address : {"::1", "127.0.0.1", "10.0.0.9"}) {
    LogScript log;
    Event& e = log.Add("Security", EventKind::kShareAccess, 5140, 10);
    e.subject = {log.Text("alice"), log.Text("CORP"), log.Text("S-1-5-21-1-2-3-1001")};
    e.subject_logon_id = 0x5000;
    e.address = log.Text(address);
    EXPECT_EQ(log.Run().access_sessions.size(), address == std::string("10.0.0.9") ? 1u : 0u);
  }
}

TEST(MissingRecords, AnAccountOfTheSystemIsKnownByItsDomainWhereItsSidIsMissing) {
  LogScript log;
  Event& e = log.Use(10, 0x3e7, "WS01$");
  e.target = {log.Text("DWM-2"), log.Text("Window Manager"), Symbol()};
  e.target_logon_id = 0x5000;
  EXPECT_EQ(LogonOf(log.Run(), 0x5000).account_class, AccountClass::kVirtual);
}

TEST(MissingRecords, BothHalvesOfAnUnlockAreOneWithoutTheirLogons) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  for (const Luid half : {0x6000, 0x6010}) {
    Event& e = log.Logoff(100, half, "alice");
    e.logon_type = 7;
    e.has_logon_type = true;
  }
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].lock_count, 1);
}

// One 4624 is missing, so that a later record implies that half.
TEST(MissingRecords, HalvesOfOneUnlockAreOneThoughAnotherLiesBetweenTheirRecords) {
  LogScript log;
  log.Boot(0);
  log.AdminLogon(10, 0x5000, 0x5010, "alice", 2);
  Event& half = log.Logon(100, 0x6000, "alice", 7);
  half.linked_logon_id = 0x6010;
  half.elevated = true;
  log.Skip("Security", 1);
  log.Logoff(100.1, 0x6000, "alice");
  log.AdminLogon(200, 0x7000, 0x7010, "alice", 7);
  log.Logoff(200.1, 0x7000, "alice");
  log.Logoff(200.1, 0x7010, "alice");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].lock_count, 2);
}

TEST(MissingRecords, AnUnlockIsCountedForNoDesktopWhereAnotherOfItsUserMayHaveBeenOpen) {
  for (const bool ended : {false, true}) {
    LogScript log;
    log.Boot(0);
    log.Logon(10, 0x5000, "alice", 10).address = log.Text("10.0.0.5");
    if (ended) log.Goodbye(50, 0x5000, "alice");
    log.Skip("Security", 1);
    log.Logon(100, 0x6000, "alice", 10).address = log.Text("10.0.0.6");
    log.Logon(200, 0x7000, "alice", 7);
    log.Logoff(200.1, 0x7000, "alice");
    log.Skip("Security", 1);
    log.Use(300, 0x3e7, "WS01$");
    const Correlation c = log.Run();
    ASSERT_EQ(c.access_sessions.size(), 2u);
    EXPECT_EQ(c.access_sessions[1].lock_count, ended ? 1 : 0);
  }
}

TEST(MissingRecords, ADesktopThatWasLeftMayHaveBeenReturnedToInAMissingRecord) {
  for (const bool missing : {false, true}) {
    LogScript log;
    log.Boot(0);
    log.Logon(10, 0x5000, "alice", 10).address = log.Text("10.0.0.5");
    log.Ts(11, EventKind::kTsLogon, 2, "alice", "10.0.0.5");
    log.Ts(50, EventKind::kTsDisconnected, 2, "alice", "10.0.0.5");
    if (missing) log.Skip("Microsoft-Windows-TerminalServices-LocalSessionManager/Operational", 1);
    log.Logon(100, 0x6000, "alice", 10).address = log.Text("10.0.0.6");
    log.Ts(101, EventKind::kTsLogon, 3, "alice", "10.0.0.6");
    log.Logon(200, 0x7000, "alice", 7);
    log.Logoff(200.1, 0x7000, "alice");
    log.Ts(300, EventKind::kTsDisconnected, 3, "alice", "10.0.0.6");
    const Correlation c = log.Run();
    ASSERT_EQ(c.access_sessions.size(), 2u);
    EXPECT_EQ(c.access_sessions[1].lock_count, missing ? 0 : 1);
  }
}

TEST(MissingRecords, ASessionOfNewCredentialsIsNoHalf) {
  for (const std::uint32_t type : {9u, 2u}) {
    LogScript log;
    log.Privileges(10, 0x5000, "alice");
    Event& e = log.Logoff(90, 0x5010, "alice");
    e.logon_type = type;
    e.has_logon_type = true;
    EXPECT_EQ(LogonOf(log.Run(), 0x5000).linked_basis,
              type == 2 ? LinkedBasis::kInferred : LinkedBasis::kNotLinked);
  }
}

Event& LockOf(LogScript& log, double seconds, Luid id, const std::string& user) {
  Event& e = log.Add("Security", EventKind::kLocked, 4800, seconds);
  e.target = {log.Text(user), log.Text("CORP"), Symbol()};
  e.target_logon_id = id;
  e.ts_session_id = 1;
  return e;
}

TEST(MissingRecords, LocksOfTwoLogonsAreTwoUsesOfASessionId) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  LockOf(log, 20, 0x5000, "alice");
  log.Goodbye(30, 0x5000, "alice");
  log.Logon(40, 0x6000, "bob", 2);
  LockOf(log, 50, 0x6000, "bob");
  log.Goodbye(60, 0x6000, "bob");
  log.Stop(900);
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 2u);
  EXPECT_EQ(c.local_sessions[0].user.name, "alice");
  EXPECT_EQ(c.local_sessions[1].end.time, At(60));  // not with the machine
  EXPECT_EQ(c.access_sessions.size(), 2u);
}

Event& ProcessIn(LogScript& log, double seconds, std::uint32_t ts_session, Luid id,
                 const std::string& user, const char* program) {
  Event& e = log.Add("Microsoft-Windows-Sysmon/Operational", EventKind::kProcessStart, 1, seconds);
  e.subject = {log.Text(user), log.Text("CORP"), Symbol()};
  e.subject_logon_id = id;
  e.ts_session_id = ts_session;
  e.process_name = log.Text(program);
  return e;
}

TEST(MissingRecords, AProcessOfAnotherAccountMakesNoDesktopOfItsOwn) {
  LogScript log;
  ProcessIn(log, 10, 1, 0x5000, "alice", "C:\\Windows\\explorer.exe");
  ProcessIn(log, 20, 1, 0x6000, "admin", "C:\\Windows\\System32\\cmd.exe");
  ProcessIn(log, 30, 1, 0x5000, "alice", "C:\\Windows\\System32\\calc.exe");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 1u);
  EXPECT_EQ(c.local_sessions[0].end.lower, At(30));
  EXPECT_EQ(c.local_sessions[0].end.reason, EndReason::kUnknown);  // Sysmon tells no logoff
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].user.name, "alice");
}

TEST(MissingRecords, WhoseDesktopItIsWasOnlyGuessedFromAProgramInIt) {
  LogScript log;
  ProcessIn(log, 10, 2, 0x6000, "admin", "C:\\Windows\\System32\\cmd.exe");
  log.Ts(60, EventKind::kTsDisconnected, 2, "alice", "10.0.0.5");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].user.name, "alice");
  EXPECT_EQ(c.access_sessions[0].logon_session, kNone);
}

TEST(MissingRecords, ADesktopThatIsToldOfBehindALogoffIsNotTheOneOfThatLogon) {
  LogScript log;
  log.Goodbye(10, 0x5000, "alice");
  log.Ts(900, EventKind::kTsDisconnected, 2, "alice", "10.0.0.5");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 1u);
  EXPECT_EQ(c.local_sessions[0].logon_session, kNone);
  EXPECT_EQ(c.access_sessions.size(), 2u);
}

TEST(MissingRecords, AProfileThatIsLoadedAgainIsTheNextUseOfASessionId) {
  LogScript log;
  for (const double at : {10.0, 9000.0})
    log.Add("Microsoft-Windows-User Profile Service/Operational", EventKind::kProfileLogon, 1, at)
        .ts_session_id = 2;
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 2u);
  EXPECT_EQ(c.local_sessions[0].end.lower, At(10));
  EXPECT_EQ(c.local_sessions[0].end.upper, At(9000));
}

TEST(MissingRecords, AShellOfAnotherLogonIsTheNextDesktop) {
  LogScript log;
  ProcessIn(log, 10, 1, 0x5000, "alice", "C:\\Windows\\explorer.exe");
  ProcessIn(log, 900, 1, 0x6000, "alice", "C:\\Windows\\explorer.exe");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 2u);
  EXPECT_EQ(c.local_sessions[0].end.upper, At(900));
}

TEST(MissingRecords, AConnectionBelongsToTheDesktopWhoseSessionIdItGot) {
  LogScript log;
  log.activity = "{F4207074-DA9C-4E81-9594-328E5B130000}";
  log.Rdp(0, EventKind::kRdpAccepted, "10.0.0.5:50123");
  log.Rdp(1, kBound).ts_session_id = 3;
  log.activity = {};
  log.Boot(-900);
  log.Use(900, 0x3e7, "WS01$");  // Security covers the moment
  Event& e = log.Add("System", EventKind::kWinlogonLogon, 7001, 2);
  e.ts_session_id = 3;
  e.target.sid = log.Text("S-1-5-21-1-2-3-1001");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kEstablished);
  EXPECT_EQ(c.access_sessions[0].source_ip, "10.0.0.5");
  EXPECT_EQ(c.access_sessions[0].attempt_time, At(0));
}

TEST(MissingRecords, RdpCoreTsAloneShowsADesktopAndItsConnectionAsOneSession) {
  LogScript log;
  log.activity = "{F4207074-DA9C-4E81-9594-328E5B130000}";
  log.Rdp(0, EventKind::kRdpAccepted, "10.0.0.5:50123");
  log.Rdp(1, kBound).ts_session_id = 3;
  log.Rdp(900, EventKind::kRdpDisconnected);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kEstablished);
  EXPECT_EQ(c.access_sessions[0].end.time, At(900));
  EXPECT_DOUBLE_EQ(c.access_sessions[0].confidence, 0.5);
}

TEST(MissingRecords, AConnectAt66And21IsOne) {
  LogScript log;
  log.Rdp(0, kBound).ts_session_id = 3;
  log.Ts(1, EventKind::kTsLogon, 3, "alice", "10.0.0.5");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 1u);
  EXPECT_EQ(c.local_sessions[0].connects, 1);
}

TEST(MissingRecords, WhetherAnybodyGotInIsNotKnownWithoutALogThatTellsOfIt) {
  for (const bool told : {false, true}) {
    LogScript log;
    log.activity = "{F4207074-DA9C-4E81-9594-328E5B130000}";
    log.Rdp(0, EventKind::kRdpAccepted, "10.0.0.5:50123");
    log.activity = "{F4207074-DA9C-4E81-9594-328E5B140000}";
    log.Rdp(told ? 100 : 5, EventKind::kRdpAccepted, "10.0.0.6:50124");
    const Correlation c = log.Run();
    EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kAbandoned);
    EXPECT_EQ(c.access_sessions[0].end.reason, told ? EndReason::kAbandoned : EndReason::kUnknown);
  }
}

TEST(MissingRecords, ADesktopWasOpenAsFarAsItsLogMissesNothing) {
  for (const bool missing : {false, true}) {
    LogScript log;
    log.Boot(0);
    log.Logon(10, 0x5000, "alice", 2);
    log.Use(900, 0x3e7, "WS01$");
    if (missing) log.Skip("Security", 5);
    log.Use(1800, 0x3e7, "WS01$");
    const SessionEnd end = LogonOf(log.Run(), 0x5000).end;
    EXPECT_EQ(end.lower, At(missing ? 900 : 1800));
    EXPECT_EQ(end.reason, missing ? EndReason::kUnknown : EndReason::kStillOpenAtEndOfLog);
  }
}

TEST(MissingRecords, WhetherAnybodyGotInIsNotKnownWhereTheLogBreaksOffBehindTheAttempt) {
  for (const bool missing : {false, true}) {
    LogScript log;
    log.activity = "{F4207074-DA9C-4E81-9594-328E5B130000}";
    log.Rdp(0, EventKind::kRdpAccepted, "10.0.0.5:50123");
    log.activity = "{F4207074-DA9C-4E81-9594-328E5B140000}";
    if (missing) log.Skip("Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational", 9000);
    log.Rdp(86400, EventKind::kRdpAccepted, "10.0.0.6:50124");
    const SessionEnd end = log.Run().access_sessions[0].end;
    EXPECT_EQ(end.reason, missing ? EndReason::kUnknown : EndReason::kAbandoned);
  }
}

TEST(MissingRecords, ALogoffIsToldByTheReasonOfTheDisconnectWhereIts23IsMissing) {
  LogScript log;
  log.Ts(0, EventKind::kTsLogon, 2, "alice", "10.0.0.5");
  log.Ts(100, EventKind::kTsDisconnectReason, 2, "").reason = 12;
  log.Ts(100, EventKind::kTsDisconnected, 2, "alice", "10.0.0.5");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 1u);
  EXPECT_EQ(c.local_sessions[0].end.reason, EndReason::kLogoff);
  EXPECT_EQ(c.local_sessions[0].end.time, At(100));
}

// The halves of a pair whose 4624 are gone, as their processes tell.
void Pair(LogScript& log, double seconds) {
  Event& elevated = log.Use(seconds, 0x5000, "alice");
  elevated.token_elevation = log.Text("%%1937");
  log.Use(seconds + 1, 0x5010, "alice");
}

TEST(MissingRecords, ADesktopWhoseLogonIsGoneIsTheOnlyOneOfItsUserThatWasOpen) {
  for (const bool two : {false, true}) {
    LogScript log;
    log.Ts(0, EventKind::kTsLogon, 2, "alice", "10.0.0.5");
    if (two) log.Ts(5, EventKind::kTsLogon, 3, "alice", "10.0.0.6");
    Pair(log, 5000);
    const Correlation c = log.Run();
    EXPECT_EQ(c.local_sessions[0].logon_session != kNone, !two);
    EXPECT_EQ(c.access_sessions.size(), two ? 3u : 1u);
  }
}

TEST(MissingRecords, WhatTheAccountDidDoesNotShowThatARemoteDesktopWasInUse) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 10).address = log.Text("10.0.0.5");
  log.Skip("Security", 5);  // a disconnect, perhaps
  log.Use(700, 0x5000, "alice");
  log.Skip("Security", 5);
  log.Boot(9000);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].end.lower, At(10));
  EXPECT_EQ(LogonOf(c, 0x5000).end.lower, At(700));
}

TEST(MissingRecords, ALogThatBeganAgainDoesNotShowHowTheLastBootOfTheOneBeforeEnded) {
  LogScript log;
  log.SetNextId("Security", 30);
  log.Boot(0);
  for (int i = 0; i < 12; ++i) log.Use(10 + i, 0x3e7, "WS01$");
  log.file = 1;
  log.SetNextId("Security", 5);
  log.Boot(500000);
  log.Use(500001, 0x3e7, "WS01$");
  const Correlation c = log.Run();
  ASSERT_EQ(c.boots.size(), 2u);
  EXPECT_EQ(c.boots[0].clean, std::nullopt);
}

TEST(MissingRecords, AVisitOfUnknownBeginMayHaveBeenLeftInAMissingRecord) {
  LogScript log;
  log.Boot(0);
  Pair(log, 100);
  log.Skip("Security", 5);
  log.Use(700, 0x5010, "alice");
  log.Skip("Security", 5);
  log.Boot(9000);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].end.lower, At(101));
  EXPECT_EQ(LogonOf(c, 0x5010).end.lower, At(700));
}

TEST(MissingRecords, AFailureLiesInAConnectionWithoutAddressRatherThanInOneThatHasFailed) {
  LogScript log;
  log.activity = "{F4207074-DA9C-4E81-9594-328E5B130000}";
  log.Rdp(0, EventKind::kRdpAccepted, "10.0.0.5:50123");
  log.activity = {};
  log.Failure(1, "scanner", 3, "10.0.0.5");
  log.activity = "{F4207074-DA9C-4E81-9594-328E5B140000}";
  log.Rcm(10, EventKind::kRcmConnection);
  log.activity = {};
  log.Failure(11, "bob", 3, "10.0.0.5");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].failures, 1);
  EXPECT_EQ(c.access_sessions[1].failures, 1);
}

TEST(MissingRecords, TheLastMomentOfACrashedBootIsNoEndWhereALogoffMayBeMissing) {
  for (const bool missing : {false, true}) {
    LogScript log;
    log.Add("System", EventKind::kEventLogStarted, 6005, 0);
    Event& logon = log.Add("System", EventKind::kWinlogonLogon, 7001, 10);
    logon.ts_session_id = 1;
    logon.target.sid = log.Text("S-1-5-21-1-2-3-1001");
    if (missing) log.Skip("System", 1);
    log.Add("System", EventKind::kUnexpectedShutdown, 6008, 5000).new_time = At(3000);
    log.Add("System", EventKind::kEventLogStarted, 6005, 5000);
    const Correlation c = log.Run();
    ASSERT_EQ(c.local_sessions.size(), 1u);
    EXPECT_EQ(c.local_sessions[0].end.time, missing ? std::nullopt : std::optional(At(3000)));
  }
}

TEST(MissingRecords, The4672OfAPairStandsBehindIts4624) {
  for (const bool missing : {false, true}) {
    LogScript log;
    log.Boot(0);
    for (int i = 0; i < 5; ++i) log.Use(10 + i, 0x3e7, "WS01$");
    if (missing) log.Skip("Security", 2);  // else its own is missing, of a network logon
    log.Privileges(20, 0x5000, "alice");
    log.Skip("Security", 2);
    log.Goodbye(900, 0x5040, "alice");
    const Correlation c = log.Run();
    EXPECT_EQ(LogonOf(c, 0x5000).linked != kNone, missing);
  }
}

TEST(MissingRecords, AnUnlockIsCountedForNoDesktopWhereOneOfItsUserMayBeOlderThanTheLogs) {
  for (const bool from_start : {false, true}) {
    LogScript log;
    log.SetNextId("Security", 50);
    if (from_start) log.Boot(0);
    log.Logon(10, 0x5000, "alice", 2);
    log.Logon(200, 0x7000, "alice", 7);
    log.Logoff(200.1, 0x7000, "alice");
    const Correlation c = log.Run();
    ASSERT_EQ(c.access_sessions.size(), 1u);
    EXPECT_EQ(c.access_sessions[0].lock_count, from_start ? 1 : 0);
  }
}

TEST(MissingRecords, AUserWhoCameBackIsNotKnownToBeAtTheDesktopThatHeNeverLeft) {
  for (const bool returns : {false, true}) {
    LogScript log;
    log.Boot(0);
    log.Logon(10, 0x5000, "alice", 2);
    log.Ts(11, EventKind::kTsLogon, 1, "alice", "LOCAL");
    log.Ts(50, EventKind::kTsDisconnected, 1, "alice", "LOCAL");
    log.Logon(100, 0x6000, "alice", 10).address = log.Text("10.0.0.6");
    log.Ts(101, EventKind::kTsLogon, 2, "alice", "10.0.0.6");
    if (returns) {  // to the one or the other
      log.Logon(500, 0x7000, "alice", 10).address = log.Text("10.0.0.7");
      log.Logoff(501, 0x7000, "alice");
    }
    log.Logon(900, 0x8000, "alice", 7);
    log.Logoff(900.1, 0x8000, "alice");
    const Correlation c = log.Run();
    ASSERT_EQ(c.access_sessions.size(), returns ? 3u : 2u);  // the return is a visit by itself
    EXPECT_EQ(c.access_sessions[1].lock_count, returns ? 0 : 1);
  }
}

TEST(MissingRecords, TheOther4634OfAReturnMayBeMissing) {
  for (const bool missing : {false, true}) {
    LogScript log;
    log.SetNextId("Security", 50);
    log.AdminLogon(10, 0x5000, 0x5010, "alice", 2);
    if (missing) log.Skip("Security", 1);
    log.Logoff(11, 0x5010, "alice");
    log.Use(20, 0x3e7, "WS01$");
    const Correlation c = log.Run();
    EXPECT_EQ(LogonOf(c, 0x5010).purpose, missing ? Purpose::kReconnect : Purpose::kDesktop);
  }
}

TEST(MissingRecords, AnUnlockFromElsewhereMayBeAReturnOfWhichRecordsAreMissing) {
  enum class Missing { kNothing, kAhead, kBehind };
  for (const Missing missing : {Missing::kNothing, Missing::kAhead, Missing::kBehind}) {
    LogScript log;
    log.Boot(0);
    log.Logon(10, 0x5000, "alice", 10).address = log.Text("10.0.0.5");
    if (missing == Missing::kAhead) log.Skip("Security", 1);
    log.Logon(500, 0x8000, "alice", 7).address = log.Text("10.0.0.5");
    log.Logoff(500.5, 0x8000, "alice");
    if (missing == Missing::kBehind) log.Skip("Security", 1);
    log.Use(600, 0x3e7, "WS01$");
    const Correlation c = log.Run();
    ASSERT_EQ(c.access_sessions.size(), 1u);
    EXPECT_EQ(c.access_sessions[0].lock_count, missing == Missing::kNothing ? 1 : 0);
  }
}

}  // namespace
}  // namespace logonloom
