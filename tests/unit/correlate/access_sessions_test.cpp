#include <gmock/gmock.h>

#include "log_script.h"

namespace logonloom {
namespace {

constexpr const char* kConnection = "{F4203A2C-9D8E-4D51-B1A4-6F4E1C3B0000}";
constexpr const char* kSecond = "{F4200001-9D8E-4D51-B1A4-6F4E1C3B0000}";

TEST(AccessSessions, AConsoleLogonOfAnAdministratorIsOneSession) {
  LogScript log;
  log.Boot(0);
  log.AdminLogon(10, 0x5000, 0x5010, "alice", 2, "127.0.0.1");
  log.Goodbye(600, 0x5010, "alice");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  const AccessSession& s = c.access_sessions[0];
  EXPECT_EQ(s.kind, SessionKind::kConsole);
  EXPECT_EQ(s.is_local, true);
  EXPECT_EQ(s.elevated, true);
  EXPECT_EQ(s.start_time, At(10));
  EXPECT_EQ(s.end.time, At(600));
  EXPECT_DOUBLE_EQ(s.confidence, 1.0);
}

TEST(AccessSessions, UnlocksAreMarksOfTheDesktopTheyReturnTo) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  log.Logon(500, 0x8000, "alice", 7);
  log.Logoff(500.03, 0x8000, "alice");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].lock_count, 1);
  EXPECT_EQ(LogonOf(c, 0x8000).purpose, Purpose::kUnlock);
  EXPECT_EQ(LogonOf(c, 0x8000).access_session, 0);
}

TEST(AccessSessions, AnUnlockShowsADesktopOfWhichNothingElseTells) {
  LogScript log;
  log.Logon(500, 0x8000, "alice", 7);
  log.Logoff(500.03, 0x8000, "alice");
  log.Use(600, 0x5000, "alice");
  log.Use(700, 0x4000, "alice");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].start_time, std::nullopt);
  EXPECT_EQ(c.access_sessions[0].lock_count, 1);
  EXPECT_EQ(LogonOf(c, 0x5000).purpose, Purpose::kDesktop);  // the highest LUID below the unlock's
  EXPECT_EQ(LogonOf(c, 0x4000).purpose, Purpose::kUnknown);
  EXPECT_EQ(LogonOf(c, 0x8000).access_session, 0);
}

void RdpLogon(LogScript& log, double at, Luid id, const char* connection, const char* address) {
  log.activity = connection;
  log.Rdp(at, EventKind::kRdpAccepted, std::string(address) + ":50123");
  log.Rcm(at + 0.01, EventKind::kRcmConnection);
  log.activity = "";
  log.Logon(at + 1, id + 0x100, "bob", 3);  // network level authentication
  log.activity = connection;
  log.Rcm(at + 1.1, EventKind::kRcmAuthenticated, "bob", address);
  log.activity = "";
  log.Logon(at + 2, id + 0x200, "bob", 10).address = log.Text(address);
  log.activity = connection;
  log.Ts(at + 2.5, EventKind::kTsLogon, 3, "bob", address);
  log.activity = "";
}

TEST(AccessSessions, RdpBeginsWithTheConnectionAndHasItsAddressAndPort) {
  LogScript log;
  log.Boot(0);
  RdpLogon(log, 100, 0x6000, kConnection, "203.0.113.9");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  const AccessSession& s = c.access_sessions[0];
  EXPECT_EQ(s.kind, SessionKind::kRdp);
  EXPECT_EQ(s.attempt_time, At(100));
  EXPECT_EQ(s.start_time, At(102));
  EXPECT_EQ(s.source_ip, "203.0.113.9");
  EXPECT_EQ(s.source_port, 50123u);
  EXPECT_EQ(s.connection_id, kConnection);
  EXPECT_EQ(s.is_local, false);
  EXPECT_EQ(LogonOf(c, 0x6100).purpose, Purpose::kNla);
  EXPECT_EQ(LogonOf(c, 0x6100).access_session, 0);
}

TEST(AccessSessions, AReconnectIsASessionOfItsOwnOnTheOriginalLogon) {
  LogScript log;
  log.Boot(0);
  RdpLogon(log, 100, 0x6000, kConnection, "203.0.113.9");
  log.Disconnect(500, 0x6200, "bob", "RDP-Tcp#1");
  log.Ts(500.2, EventKind::kTsDisconnected, 3, "bob", "203.0.113.9");
  log.activity = kSecond;
  log.Rdp(900, EventKind::kRdpAccepted, "198.51.100.4:40000");
  log.activity = "";
  log.Logon(901, 0x7000, "bob", 10).address = log.Text("198.51.100.4");  // lives for seconds
  log.activity = kSecond;
  log.Ts(902, EventKind::kTsReconnected, 3, "bob", "198.51.100.4");
  log.activity = "";
  log.Reconnect(902.1, 0x6200, "bob", "198.51.100.4", "RDP-Tcp#2");
  log.Logoff(903, 0x7000, "bob");
  log.Goodbye(1500, 0x6200, "bob");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  const AccessSession &first = c.access_sessions[0], &second = c.access_sessions[1];
  EXPECT_EQ(first.end.reason, EndReason::kDisconnect);
  EXPECT_EQ(first.end.time, At(500.2));  // 24 tells the time before 4779
  EXPECT_EQ(second.reconnect_of, 0);
  EXPECT_EQ(second.attempt_time, At(900));
  EXPECT_EQ(second.start_time, At(902));
  EXPECT_EQ(second.source_ip, "198.51.100.4");
  EXPECT_EQ(second.source_port, 40000u);
  EXPECT_EQ(second.end.time, At(1500));
  EXPECT_EQ(second.end.reason, EndReason::kLogoff);
  EXPECT_EQ(c.logon_sessions[static_cast<std::size_t>(second.logon_session)].logon_id, 0x6200u);
  EXPECT_EQ(LogonOf(c, 0x7000).purpose, Purpose::kReconnect);
  EXPECT_EQ(LogonOf(c, 0x7000).access_session, 1);
}

TEST(AccessSessions, AnotherConnectionThatTakesTheDesktopAtOnceSupersedes) {
  LogScript log;
  log.Boot(0);
  RdpLogon(log, 100, 0x6000, kConnection, "203.0.113.9");
  log.Ts(500, EventKind::kTsDisconnected, 3, "bob", "203.0.113.9");
  log.Ts(501, EventKind::kTsReconnected, 3, "bob", "198.51.100.4");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].end.reason, EndReason::kSuperseded);
  EXPECT_EQ(c.access_sessions[0].superseded_by, 1);
}

TEST(AccessSessions, TakeoverNeedsOneConnectionAndNoAuthentication) {
  LogScript log;
  log.Disconnect(100, 0x6000, "mallory", "RDP-Tcp#8").address = log.Text("10.0.0.5");
  log.Reconnect(100.4, 0x7000, "admin", "10.0.0.5", "RDP-Tcp#8");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].end.reason, EndReason::kSuperseded);
  EXPECT_EQ(c.access_sessions[1].outcome, Outcome::kTakenOver);
  EXPECT_EQ(c.access_sessions[1].user.name, "admin");
}

TEST(AccessSessions, ANetworkLogonFromElsewhereIsASessionAndKeepsItsLogoff) {
  LogScript log;
  log.Boot(0);
  Event& e = log.Logon(10, 0x9000, "bob", 3);
  e.address = log.Text("::ffff:10.0.0.7");
  e.port = 49822;
  log.Logoff(12, 0x9000, "bob");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].kind, SessionKind::kNetwork);
  EXPECT_EQ(c.access_sessions[0].source_ip, "10.0.0.7");
  EXPECT_EQ(c.access_sessions[0].source_port, 49822u);
  EXPECT_EQ(c.access_sessions[0].end.time, At(12));
}

Event& Validated(LogScript& log, double at, const std::string& user, const std::string& client) {
  Event& e = log.Add("Security", EventKind::kCredentialsValidated, 4776, at);
  e.target.name = log.Text(user);
  e.workstation = log.Text(client);
  return e;
}

TEST(AccessSessions, ThePasswordsCheckIsTheFirstSignOfTheAttempt) {
  LogScript log;
  log.Boot(0);
  Validated(log, 9.9, "alice", "WS01");
  log.Logon(10, 0x5000, "alice", 2);
  Validated(log, 100, "bob", "LAPTOP");
  log.Logon(100.1, 0x6000, "bob", 3).address = log.Text("203.0.113.9");
  Validated(log, 100.2, "bob", "");
  log.Logon(100.3, 0x7000, "bob", 3).address = log.Text("203.0.113.9");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 3u);
  EXPECT_EQ(c.access_sessions[0].attempt_time, At(9.9));
  EXPECT_EQ(c.access_sessions[0].start_time, At(10));
  EXPECT_EQ(c.access_sessions[1].attempt_time, At(100));
  EXPECT_EQ(c.access_sessions[1].source_host, "LAPTOP");
  EXPECT_EQ(c.access_sessions[2].attempt_time, At(100.2));
  EXPECT_EQ(c.access_sessions[2].source_host, "");  // the other client's check is not its own
}

TEST(AccessSessions, AConnectionWithNothingBehindItIsAbandoned) {
  LogScript log;
  log.activity = kConnection;
  log.Rdp(10, EventKind::kRdpAccepted, "203.0.113.9:1000");
  log.Rcm(10.1, EventKind::kRcmConnection);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kAbandoned);
  EXPECT_EQ(c.access_sessions[0].start_time, std::nullopt);
}

TEST(AccessSessions, NetworkAuthenticationAloneOpensNoDesktop) {
  LogScript log;
  log.Rcm(10, EventKind::kRcmAuthenticated, "bob", "203.0.113.9");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kAuthenticatedOnly);
  EXPECT_EQ(c.access_sessions[0].user.name, "bob");
  EXPECT_EQ(c.access_sessions[0].start_time, std::nullopt);
}

TEST(AccessSessions, AnActBelongsToTheVisitOpenAtItsTime) {
  LogScript log;
  log.Boot(0);
  RdpLogon(log, 100, 0x6000, kConnection, "203.0.113.9");
  log.Use(200, 0x6200, "bob");
  log.Ts(500, EventKind::kTsDisconnected, 3, "bob", "203.0.113.9");
  log.Use(700, 0x6200, "bob");  // nobody is connected
  log.Ts(900, EventKind::kTsReconnected, 3, "bob", "198.51.100.4");
  log.Use(1000, 0x6200, "bob");
  const Correlation c = log.Run();
  std::vector<Index> visits;
  for (std::size_t i = 0; i < c.events.size(); ++i)
    if (c.events[i].kind == EventKind::kProcessStart) visits.push_back(c.places[i].access_session);
  EXPECT_THAT(visits, testing::ElementsAre(0, kNone, 1));
}

TEST(AccessSessions, WhatAChildDoesBehindTheVisitsEndIsOfNoVisit) {
  LogScript log;
  log.Boot(0);
  log.Logon(100, 0x6000, "bob", 2);
  Event& runas = log.Logon(200, 0x7000, "carol", 2);
  runas.logon_process = log.Text("seclogo");
  runas.subject_logon_id = 0x6000;
  log.Use(300, 0x7000, "carol");
  log.Goodbye(1000, 0x6000, "bob");
  log.Use(3000, 0x7000, "carol");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  std::vector<Index> visits;
  for (std::size_t i = 0; i < c.events.size(); ++i)
    if (c.events[i].kind == EventKind::kProcessStart) visits.push_back(c.places[i].access_session);
  EXPECT_THAT(visits, testing::ElementsAre(0, kNone));
}

TEST(AccessSessions, TsconRunBySystemTakesADesktopOver) {
  LogScript log;
  log.Boot(0);
  RdpLogon(log, 100, 0x6000, kConnection, "203.0.113.9");
  log.Disconnect(500, 0x6200, "bob", "RDP-Tcp#1");
  Event& tscon = log.Use(899, 0x3e7, "WS01$");
  tscon.process_name = log.Text("C:\\Windows\\System32\\tscon.exe");
  log.Reconnect(900, 0x6200, "bob", "198.51.100.4", "RDP-Tcp#2");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[1].outcome, Outcome::kTakenOver);
}

TEST(AccessSessions, LocalSessionManagersReasonTellsALogoffThatNothingElseTells) {
  LogScript log;
  log.Ts(10, EventKind::kTsLogon, 2, "bob", "203.0.113.9");
  log.Ts(500, EventKind::kTsDisconnected, 2, "bob", "203.0.113.9");
  log.Ts(500.1, EventKind::kTsDisconnectReason, 2, "").reason = 12;
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].end.reason, EndReason::kLogoff);
}

TEST(AccessSessions, NothingEndsBeforeItBegins) {
  LogScript log;
  log.Add("System", EventKind::kEventLogStarted, 6005, 0);
  log.Add("System", EventKind::kWinlogonLogon, 7001, 5000).ts_session_id = 1;
  log.Add("System", EventKind::kEventLogStopped, 6006, 3000);  // the clock was set back, unrecorded
  log.Add("System", EventKind::kEventLogStarted, 6005, 9000);
  for (const AccessSession& s : log.Run().access_sessions) {
    const auto end = s.end.time ? s.end.time : s.end.upper;
    if (!s.start_time || !end) continue;
    EXPECT_LE(*s.start_time, *end);
  }
}

TEST(AccessSessions, LockRecordsAreMarksOfTheSessionThatTheyName) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  const std::pair<EventKind, std::uint32_t> marks[] = {{EventKind::kLocked, 4800},
                                                       {EventKind::kScreensaverOn, 4802},
                                                       {EventKind::kScreensaverOff, 4803},
                                                       {EventKind::kUnlocked, 4801}};
  double at = 100;
  for (const auto& [kind, id] : marks) {
    Event& e = log.Add("Security", kind, id, at += 10);
    e.target = {log.Text("alice"), log.Text("CORP"), Symbol()};
    e.target_logon_id = 0x5000;
    e.ts_session_id = 1;
  }
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].lock_count, 1);
  EXPECT_EQ(c.access_sessions[0].ts_session_id, 1u);
  int locks = 0, unlocks = 0;
  for (const SessionEvidence& e : c.evidence) {
    if (e.access_session != 0) continue;
    locks += e.role == EvidenceRole::kLock;
    unlocks += e.role == EvidenceRole::kUnlock;
  }
  EXPECT_EQ(locks, 1);
  EXPECT_EQ(unlocks, 1);
}

TEST(AccessSessions, ADisconnectByAnotherSessionEndsTheVisit) {
  LogScript log;
  log.Ts(10, EventKind::kTsLogon, 2, "bob", "203.0.113.9");
  log.Ts(500, EventKind::kTsDisconnectedBy, 2, "").other_session_id = 3;  // LSM 39
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].end.time, At(500));
  EXPECT_EQ(c.access_sessions[0].end.reason, EndReason::kDisconnect);
}

TEST(AccessSessions, NewerWindowsTellsTheConnectionsAddressIn1158) {
  LogScript log;
  Event& e = log.Rcm(10, EventKind::kRcmTcpConnected, "", "203.0.113.9");
  e.event_id = 1158;
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kAbandoned);
  EXPECT_EQ(c.access_sessions[0].source_ip, "203.0.113.9");
}

TEST(AccessSessions, UdpTransportsOfAConnectionAreNoAttempts) {
  LogScript log;
  log.activity = kConnection;
  log.Rdp(10, EventKind::kRdpAccepted, "203.0.113.9:1000");
  log.activity = kSecond;
  log.Rdp(11, EventKind::kRdpAccepted, "203.0.113.9:1001").object = log.Text("UDP");
  EXPECT_EQ(log.Run().access_sessions.size(), 1u);
}

TEST(AccessSessions, AnElevationOfAnotherAccountServesTheOnlyOpenDesktop) {
  for (const bool second : {false, true}) {
    LogScript log;
    log.Boot(0);
    log.Logon(10, 0x5000, "alice", 2);
    if (second) log.Logon(20, 0x5800, "bob", 10);
    Event& e = log.Logon(100, 0x9000, "admin", 2);
    e.logon_process = log.Text("CredPro");
    e.process_name = log.Text("C:\\Windows\\System32\\consent.exe");
    const Correlation c = log.Run();
    EXPECT_EQ(LogonOf(c, 0x9000).purpose, Purpose::kElevation);
    EXPECT_EQ(LogonOf(c, 0x9000).access_session == kNone, second);
  }
}

TEST(AccessSessions, AnAuthenticationThatNamesNobodyIsALogonScreen) {
  LogScript log;
  log.Rcm(10, EventKind::kRcmAuthenticated, "", "203.0.113.9");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kAbandoned);
}

TEST(AccessSessions, AConnectionThatIsSwitchedToAnotherDesktopBeganForTheFirst) {
  LogScript log;
  log.Boot(0);
  RdpLogon(log, 100, 0x6000, kConnection, "203.0.113.9");
  log.Ts(500, EventKind::kTsDisconnected, 3, "bob", "203.0.113.9");
  log.activity = kConnection;
  log.Ts(500.5, EventKind::kTsReconnected, 5, "alice", "203.0.113.9");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[1].user.name, "alice");
  EXPECT_GE(c.access_sessions[1].attempt_time.value_or(At(500.5)), At(500));
}

TEST(AccessSessions, AnUnlockTriedTwiceAtOnceIsOne) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  for (const Luid id : {0x8000, 0x8100}) {
    const double at = id == 0x8000 ? 500 : 500.5;
    log.AdminLogon(at, id, id + 0x10, "alice", 7);
    log.Logoff(at + 0.03, id, "alice");
    log.Logoff(at + 0.03, id + 0x10, "alice");
  }
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].lock_count, 1);
}

TEST(AccessSessions, OfTwoDesktopsOfOneUserItsOwnRecordTellsWhichWasUnlocked) {
  for (const bool told : {false, true}) {
    LogScript log;
    log.Boot(0);
    log.Logon(10, 0x5000, "alice", 2);
    log.Logon(50, 0x6000, "alice", 10);
    log.Logon(500, 0x8000, "alice", 7);
    log.Logoff(500.03, 0x8000, "alice");
    if (told) {
      Event& e = log.Add("Security", EventKind::kUnlocked, 4801, 500.1);
      e.target = {log.Text("alice"), log.Text("CORP"), Symbol()};
      e.target_logon_id = 0x5000;
      e.ts_session_id = 1;
    }
    EXPECT_EQ(LogonOf(log.Run(), 0x8000).access_session, told ? 0 : kNone);
  }
}

}  // namespace
}  // namespace logonloom
