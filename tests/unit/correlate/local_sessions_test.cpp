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

TEST(LocalSessions, ALogoffThatTakesLongIsOneEnd) {
  LogScript log;
  log.Ts(0, EventKind::kTsLogon, 2, "alice", "10.0.0.5");
  log.Add("System", EventKind::kWinlogonLogoff, 7002, 100).ts_session_id = 2;
  log.Ts(104, EventKind::kTsLogoff, 2, "alice");
  log.Ts(109, EventKind::kTsDisconnected, 2, "alice", "10.0.0.5");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 1u);
  EXPECT_EQ(c.local_sessions[0].end.time, At(100));
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].end.time, At(100));
}

TEST(LocalSessions, AnotherUsersDisconnectBehindALogoffIsOfTheNextUse) {
  LogScript log;
  log.Ts(0, EventKind::kTsLogon, 2, "alice", "10.0.0.5");
  log.Ts(100, EventKind::kTsLogoff, 2, "alice");
  log.Ts(101, EventKind::kTsDisconnected, 2, "bob", "10.0.0.6");
  EXPECT_EQ(log.Run().local_sessions.size(), 2u);
}

TEST(LocalSessions, AnIdThatGoesToAnotherUserEndsTheUseBefore) {
  LogScript log;
  log.Ts(0, EventKind::kTsLogon, 2, "alice", "10.0.0.5");
  log.Ts(50, EventKind::kTsShellStart, 2, "alice", "10.0.0.5");
  log.Ts(100, EventKind::kTsReconnected, 2, "bob", "10.0.0.6");
  log.Stop(500);
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 2u);
  EXPECT_EQ(c.local_sessions[0].user.name, "alice");
  EXPECT_EQ(c.local_sessions[0].end.reason, EndReason::kSuperseded);
  EXPECT_EQ(c.local_sessions[0].end.time, std::nullopt);
  EXPECT_EQ(c.local_sessions[0].end.lower, At(50));
  EXPECT_EQ(c.local_sessions[0].end.upper, At(100));
  EXPECT_EQ(c.local_sessions[1].user.name, "bob");
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].end.reason, EndReason::kSuperseded);
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

TEST(LocalSessions, TheProfileServiceTellsWhereNothingElseDoes) {
  constexpr const char* kProfiles = "Microsoft-Windows-User Profile Service/Operational";
  LogScript log;
  Event& on = log.Add(kProfiles, EventKind::kProfileLogon, 1, 10);
  on.ts_session_id = 2;
  on.target.sid = log.Text("S-1-5-21-1-2-3-1001");
  Event& off = log.Add(kProfiles, EventKind::kProfileLogoff, 4, 700);
  off.ts_session_id = 2;
  off.target.sid = log.Text("S-1-5-21-1-2-3-1001");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 1u);
  EXPECT_EQ(c.local_sessions[0].start_time, At(10));
  EXPECT_EQ(c.local_sessions[0].end.time, At(700));
}

TEST(LocalSessions, ABoundSessionOfRdpCoreTsCountsOnlyWhereNoOtherLogCoversIt) {
  for (const bool covered : {false, true}) {
    LogScript log;
    if (covered) {
      log.Ts(0, EventKind::kTsLogon, 1, "bob", "LOCAL");
      log.Ts(900, EventKind::kTsLogoff, 1, "bob");
    }
    log.activity = "{F4203A2C-9D8E-4D51-B1A4-6F4E1C3B0000}";
    log.Rdp(100, EventKind::kRdpAccepted, "203.0.113.9:1000");
    log.Rdp(101, EventKind::kRdpSessionBound).ts_session_id = 5;  // provisional
    log.Rdp(102, EventKind::kRdpSessionBound).ts_session_id = 3;
    const Correlation c = log.Run();
    std::vector<std::uint32_t> ids;
    for (const LocalSession& s : c.local_sessions) ids.push_back(s.ts_session_id);
    EXPECT_THAT(ids, testing::ElementsAre(covered ? 1u : 3u));
  }
}

TEST(LocalSessions, ProcessesOfAPersonShowADesktopWhereNoLogOfDesktopsIs) {
  LogScript log;
  Event& e = log.Add("Microsoft-Windows-Sysmon/Operational", EventKind::kProcessStart, 1, 60);
  e.subject = {log.Text("alice"), log.Text("CORP"), log.Text("S-1-5-21-1-2-3-1001")};
  e.subject_logon_id = 0x5000;
  e.ts_session_id = 2;
  e.process_name = log.Text("C:\\Windows\\explorer.exe");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 1u);
  EXPECT_EQ(c.local_sessions[0].user.name, "alice");
  EXPECT_FALSE(c.local_sessions[0].start_time);
}

// Any other program may have been started for somebody else.
TEST(LocalSessions, AShellInADesktopToldBySidAloneShowsWhose) {
  for (const bool shell : {true, false}) {
    LogScript log;
    Event& on = log.Add("System", EventKind::kWinlogonLogon, 7001, 10);
    on.ts_session_id = 2;
    on.target.sid = log.Text("S-1-5-21-1-2-3-1001");
    for (const char* user : {"SYSTEM", "alice"}) {
      Event& e = log.Add("Microsoft-Windows-Sysmon/Operational", EventKind::kProcessStart, 1, 60);
      e.subject = {log.Text(user), log.Text(user[0] == 'S' ? "NT AUTHORITY" : "CORP"), {}};
      e.subject_logon_id = user[0] == 'S' ? 0x3e7 : 0x5000;
      e.ts_session_id = 2;
      e.process_name = log.Text(shell ? "C:\\Windows\\explorer.exe" : "C:\\Windows\\notepad.exe");
    }
    const Correlation c = log.Run();
    ASSERT_EQ(c.local_sessions.size(), 1u);
    ASSERT_EQ(c.access_sessions.size(), 1u);
    EXPECT_EQ(c.access_sessions[0].user.name, shell ? "alice" : "");
    EXPECT_EQ(c.access_sessions[0].user.sid, "S-1-5-21-1-2-3-1001");
    EXPECT_EQ(c.access_sessions[0].start_time, At(10));
    EXPECT_EQ(c.access_sessions[0].end.reason, EndReason::kStillOpenAtEndOfLog);
  }
}

TEST(LocalSessions, AreNamedByRecordsWhoseWriterNamesHimself) {
  for (const char* known : {"", "alice", "bob"}) {
    LogScript log;
    Event& on = log.Add("System", EventKind::kWinlogonLogon, 7001, 10);
    on.ts_session_id = 2;
    on.target.sid = log.Text("S-1-5-21-1-2-3-1001");
    Event& restart = log.Add("System", EventKind::kShutdownRequested, 1074, 20);
    restart.target = {log.Text("alice"), log.Text("CORP"), {}};
    restart.writer_sid = log.Text("S-1-5-21-1-2-3-1001");
    Event& other = log.Add("System", EventKind::kShutdownRequested, 1074, 30);
    other.target = {log.Text("SYSTEM"), log.Text("NT AUTHORITY"), {}};
    other.writer_sid = log.Text("S-1-5-18");
    if (*known != '\0')  // LSA's word counts more
      log.Logon(500, 0x5000, known, 3).target.sid = log.Text("S-1-5-21-1-2-3-1001");
    const Correlation c = log.Run();
    ASSERT_EQ(c.local_sessions.size(), 1u);
    EXPECT_EQ(c.local_sessions[0].user.name, *known == 'b' ? "bob" : "alice");
    EXPECT_EQ(c.local_sessions[0].user.domain, "CORP");
    EXPECT_EQ(c.access_sessions[0].user.name, c.local_sessions[0].user.name);
  }
}

TEST(LocalSessions, AreNamedByWhoClearedALog) {
  LogScript log;
  Event& on = log.Add("System", EventKind::kWinlogonLogon, 7001, 10);
  on.ts_session_id = 2;
  on.target.sid = log.Text("S-1-5-21-1-2-3-1001");
  Event& cleared = log.Add("System", EventKind::kLogCleared, 104, 20);
  cleared.subject = {log.Text("alice"), log.Text("CORP"), {}};
  cleared.writer_sid = log.Text("S-1-5-21-1-2-3-1001");
  EXPECT_EQ(log.Run().local_sessions[0].user.name, "alice");
}

TEST(LocalSessions, ShareWhatIsKnownOfTheirUserWithTheirLogonSession) {
  for (const bool named : {true, false}) {
    LogScript log;
    Event& on = log.Add("System", EventKind::kWinlogonLogon, 7001, 10);
    on.ts_session_id = 2;
    on.target.sid = log.Text("S-1-5-21-1-2-3-1001");
    Event& e = log.Add("Microsoft-Windows-Sysmon/Operational", EventKind::kProcessStart, 1, 60);
    if (named) e.subject = {log.Text("alice"), log.Text("CORP"), {}};
    e.subject_logon_id = 0x5000;
    e.ts_session_id = 2;
    e.process_name = log.Text("C:\\Windows\\explorer.exe");
    const Correlation c = log.Run();
    const LogonSession& logon = LogonOf(c, 0x5000);
    EXPECT_EQ(logon.user.sid, "S-1-5-21-1-2-3-1001");
    EXPECT_EQ(logon.user.name, named ? "alice" : "");
    EXPECT_EQ(c.local_sessions[0].user.name, logon.user.name);
  }
}

TEST(LocalSessions, AProcessOfAnotherUserInADesktopIsNoneOfWhoeverSitsThere) {
  constexpr const char* kPrograms[][2] = {{"bob", "C:\\Windows\\System32\\cmd.exe"},
                                          {"alice", "C:\\Windows\\explorer.exe"},
                                          {"bob", "C:\\Windows\\System32\\cmd.exe"}};
  LogScript log;
  double at = 60;
  for (const auto& [user, program] : kPrograms) {
    Event& e =
        log.Add("Microsoft-Windows-Sysmon/Operational", EventKind::kProcessStart, 1, at += 10);
    e.subject = {log.Text(user), log.Text("CORP"), Symbol()};
    e.subject_logon_id = user[0] == 'b' ? 0x6000 : 0x5000;
    e.ts_session_id = 2;
    e.process_name = log.Text(program);
  }
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 1u);
  EXPECT_EQ(c.local_sessions[0].user.name, "alice");
}

TEST(LocalSessions, AreBoundToTheLogonThatSysmonSaysBeganWithThem) {
  LogScript log;
  Event& on = log.Add("System", EventKind::kWinlogonLogon, 7001, 10.7);
  on.ts_session_id = 2;
  on.target.sid = log.Text("S-1-5-21-1-2-3-1001");
  Event& e = log.Add("Microsoft-Windows-Sysmon/Operational", EventKind::kProcessStart, 1, 60);
  e.subject = {log.Text("alice"), log.Text("CORP"), Symbol()};
  e.subject_logon_id = 0x5000;
  e.logon_guid = log.Text("{00000001-9f0a-603c-0050-000000000000}");  // at 10
  e.ts_session_id = 2;
  e.process_name = log.Text("C:\\Windows\\System32\\notepad.exe");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 1u);
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].user.name, "alice");
  EXPECT_NE(c.local_sessions[0].logon_session, kNone);
}

TEST(LocalSessions, AProfileThatIsUnloadedTellsALogoffThatLocalSessionManagerMisses) {
  for (const bool missing : {false, true}) {
    LogScript log;
    const Symbol alice = log.Logon(5, 0x5000, "alice", 3).target.sid;
    log.Ts(10, EventKind::kTsLogon, 2, "alice", "LOCAL");
    if (missing) log.Skip("Microsoft-Windows-TerminalServices-LocalSessionManager/Operational", 1);
    log.Ts(900, EventKind::kTsLogon, 3, "bob", "10.0.0.5");
    Event& e = log.Add("Microsoft-Windows-User Profile Service/Operational",
                       EventKind::kProfileLogoff, 4, 700);
    e.ts_session_id = 2;
    e.writer_sid = alice;
    EXPECT_EQ(log.Run().local_sessions[0].end.time,
              missing ? std::optional(At(700)) : std::nullopt);
  }
}

Event& Shell(LogScript& log, double seconds, const char* sid) {
  Event& e = log.Add("Microsoft-Windows-Sysmon/Operational", EventKind::kProcessStart, 1, seconds);
  e.subject = {log.Text("alice"), log.Text("CORP"), log.Text(sid)};
  e.subject_logon_id = 0x5000;
  e.ts_session_id = 2;
  e.process_name = log.Text("C:\\Windows\\explorer.exe");
  return e;
}

Event& Winlogon(LogScript& log, EventKind kind, double seconds, const char* sid) {
  Event& e = log.Add("System", kind, kind == EventKind::kWinlogonLogon ? 7001 : 7002, seconds);
  e.ts_session_id = 2;
  e.target.sid = log.Text(sid);
  return e;
}

TEST(LocalSessions, ALogoffOfAnotherAccountIsThatOfTheNextUse) {
  LogScript log;
  Shell(log, 60, "S-1-5-21-1-2-3-1001");
  Winlogon(log, EventKind::kWinlogonLogoff, 9000, "S-1-5-21-1-2-3-1002");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 2u);
  EXPECT_EQ(c.local_sessions[0].end.time, std::nullopt);
  EXPECT_EQ(c.local_sessions[1].end.time, At(9000));
}

TEST(LocalSessions, AShellOfALaterLogonIsNotOfAUseThatWasOpenBefore) {
  LogScript log;
  log.Ts(10, EventKind::kTsShellStart, 2, "alice", "LOCAL");
  Event& shell = Shell(log, 5000.5, "");
  shell.logon_guid = log.Text("{00000001-b288-603c-0050-000000000000}");  // at 5000
  Winlogon(log, EventKind::kWinlogonLogon, 5001, "");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 2u);
  EXPECT_EQ(c.local_sessions[0].logon_session, kNone);
  EXPECT_NE(c.local_sessions[1].logon_session, kNone);
}

TEST(LocalSessions, AShellAtTheBeginOfAUseIsNotOfTheOneBefore) {
  LogScript log;
  Winlogon(log, EventKind::kWinlogonLogon, 10, "S-1-5-21-1-2-3-1001");
  Winlogon(log, EventKind::kWinlogonLogon, 5000, "S-1-5-21-1-2-3-1001");
  Shell(log, 5000, "S-1-5-21-1-2-3-1001");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 2u);
  EXPECT_EQ(c.local_sessions[0].logon_session, kNone);
  EXPECT_NE(c.local_sessions[1].logon_session, kNone);
}

TEST(LocalSessions, A4647IsOfTheLogoffThatItBegins) {
  LogScript log;
  log.Ts(0, EventKind::kTsLogon, 2, "alice", "10.0.0.5");
  log.Ts(1, EventKind::kTsLogon, 3, "alice", "10.0.0.6");
  log.Ts(100, EventKind::kTsLogoff, 2, "alice");
  log.Ts(100.4, EventKind::kTsDisconnected, 2, "alice", "10.0.0.5");
  log.Goodbye(103.2, 0x5000, "alice");
  log.Ts(104.2, EventKind::kTsLogoff, 3, "alice");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 2u);
  EXPECT_EQ(c.local_sessions[0].logon_session, kNone);
  EXPECT_NE(c.local_sessions[1].logon_session, kNone);
}

TEST(LocalSessions, AShellThatStartsLongBehindTheFirstSignOfAUseIsOfTheNextOne) {
  LogScript log;
  Shell(log, 60, "");
  log.Ts(9000, EventKind::kTsShellStart, 2, "alice", "LOCAL");  // its 21 is missing
  log.Ts(9100, EventKind::kTsLogoff, 2, "alice");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 2u);
  EXPECT_EQ(c.local_sessions[0].end.upper, At(9000));
  EXPECT_EQ(c.local_sessions[1].end.time, At(9100));
}

TEST(LocalSessions, A4647ComesAheadOfTheOtherRecordsOfItsLogoff) {
  for (const double goodbye : {99.0, 102.0}) {
    LogScript log;
    Winlogon(log, EventKind::kWinlogonLogon, 10, "");
    Winlogon(log, EventKind::kWinlogonLogoff, 100, "");
    log.Goodbye(goodbye, 0x5000, "alice");
    EXPECT_EQ(log.Run().local_sessions[0].logon_session != kNone, goodbye < 100);
  }
}

}  // namespace
}  // namespace logonloom
