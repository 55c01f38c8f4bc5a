#include <gmock/gmock.h>

#include "log_script.h"

namespace logonloom {
namespace {

TEST(Failures, OfOneAccountAndSourceFoldWhileThePauseIsShort) {
  LogScript log;
  for (int i = 0; i < 10; ++i) log.Failure(i * 60, "admin", 3, "203.0.113.9");
  log.Failure(2000, "admin", 3, "203.0.113.9");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].failures, 10);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kFailed);
  EXPECT_EQ(c.access_sessions[0].end.time, At(540));
  EXPECT_EQ(c.access_sessions[0].end.reason, EndReason::kAccessDenied);
  EXPECT_EQ(c.attempt_groups.size(), 2u);
}

TEST(Failures, AtTheDesktopBelongToTheSessionThatFollows) {
  LogScript log;
  log.Boot(0);
  log.Failure(10, "alice", 2, "127.0.0.1");
  log.Failure(15, "alice", 2, "127.0.0.1");
  log.Logon(20, 0x5000, "alice", 2).address = log.Text("127.0.0.1");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].failures, 2);
  EXPECT_EQ(c.access_sessions[0].attempt_time, At(10));
  EXPECT_EQ(c.access_sessions[0].start_time, At(20));
}

// 4625 holds what was typed, 4624 the account's own form.
TEST(Failures, TypedInAnotherCaseOfAnyAlphabetBelongToTheSessionThatFollows) {
  LogScript log;
  log.Boot(0);
  log.Failure(10, "иванов", 2, "127.0.0.1");
  log.Logon(20, 0x5000, "Иванов", 2).address = log.Text("127.0.0.1");
  log.Failure(2000, "ИВАНОВ", 3, "203.0.113.9");
  log.Failure(2001, "иванов", 3, "203.0.113.9");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].failures, 1);
  EXPECT_EQ(c.access_sessions[1].failures, 2);
  EXPECT_EQ(c.attempt_groups.size(), 2u);
}

TEST(Failures, ASuccessEndsTheRunThatLedToIt) {
  LogScript log;
  log.Boot(0);
  log.Failure(10, "alice", 2, "127.0.0.1");
  log.Logon(20, 0x5000, "alice", 2).address = log.Text("127.0.0.1");
  log.Goodbye(60, 0x5000, "alice");
  log.Failure(100, "alice", 2, "127.0.0.1");
  log.Logon(110, 0x6000, "alice", 2).address = log.Text("127.0.0.1");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].failures, 1);
  EXPECT_EQ(c.access_sessions[0].attempt_time, At(10));
  EXPECT_EQ(c.access_sessions[1].failures, 1);
  EXPECT_EQ(c.access_sessions[1].attempt_time, At(100));
}

TEST(Failures, ToUnlockBelongToTheLatestOpenDesktop) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x4000, "alice", 2);
  log.Goodbye(60, 0x4000, "alice");
  log.Logon(100, 0x5000, "alice", 2);
  log.Failure(500, "alice", 7, "127.0.0.1");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[1].failures, 1);
}

TEST(Failures, ToUnlockBelongToADesktopThatBeganAheadOfTheLogs) {
  LogScript log;
  log.Failure(500, "alice", 7, "127.0.0.1");
  log.Goodbye(600, 0x5000, "alice");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].failures, 1);
  EXPECT_EQ(c.access_sessions[0].start_time, std::nullopt);
}

TEST(Failures, AnAnonymousLogonIsNoSuccessOfThem) {
  LogScript log;
  log.Boot(0);
  log.Failure(10, "admin", 3, "203.0.113.9");
  Event& anonymous = log.Logon(11, 0x8000, "ANONYMOUS LOGON", 3);
  anonymous.address = log.Text("203.0.113.9");
  anonymous.target.sid = log.Text("S-1-5-7");
  log.Logon(12, 0x9000, "admin", 3).address = log.Text("203.0.113.9");
  const Correlation c = log.Run();
  ASSERT_EQ(c.attempt_groups.size(), 1u);
  ASSERT_NE(c.attempt_groups[0].first_success, kNone);
  EXPECT_EQ(c.access_sessions[static_cast<std::size_t>(c.attempt_groups[0].first_success)].user.name,
            "admin");
}

TEST(Failures, OverTheNetworkStayApartAndTheCampaignNamesTheSuccess) {
  LogScript log;
  log.Boot(0);
  for (int i = 0; i < 5; ++i) log.Failure(10 + i, "admin", 3, "203.0.113.9");
  log.Logon(20, 0x9000, "admin", 3).address = log.Text("203.0.113.9");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  ASSERT_EQ(c.attempt_groups.size(), 1u);
  EXPECT_EQ(c.attempt_groups[0].count, 5);
  ASSERT_NE(c.attempt_groups[0].first_success, kNone);
  EXPECT_EQ(c.access_sessions[static_cast<std::size_t>(c.attempt_groups[0].first_success)].outcome,
            Outcome::kEstablished);
}

TEST(Failures, OfAProgramInASessionAreNoAttempts) {
  LogScript log;
  Event& e = log.Failure(10, "admin", 2, "::1");
  e.subject_logon_id = 0x5000;
  const Correlation c = log.Run();
  EXPECT_TRUE(c.access_sessions.empty());
  EXPECT_TRUE(c.attempt_groups.empty());
}

TEST(Failures, ABadPasswordOverRdpIsAFailedSessionOfItsConnection) {
  LogScript log;
  log.activity = "{F4203A2C-9D8E-4D51-B1A4-6F4E1C3B0000}";
  log.Rdp(10, EventKind::kRdpAccepted, "203.0.113.9:1000");
  log.Rdp(12, EventKind::kRdpBadPassword, "203.0.113.9");
  log.activity = "";
  log.Failure(12.2, "admin", 3, "203.0.113.9");  // the same attempt, with its user
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kFailed);
  EXPECT_EQ(c.access_sessions[0].user.name, "admin");
  EXPECT_EQ(c.access_sessions[0].failures, 1);
  EXPECT_EQ(c.access_sessions[0].source_port, 1000u);
  ASSERT_EQ(c.attempt_groups.size(), 1u);
  EXPECT_EQ(c.attempt_groups[0].count, 1);
}

TEST(Failures, InARowOfConnectionsBelongToOneEach) {
  LogScript log;
  log.Boot(0);
  for (int i = 0; i < 3; ++i) {
    log.activity = "{F420000" + std::to_string(i) + "-9D8E-4D51-B1A4-6F4E1C3B0000}";
    log.Rdp(10 + i * 0.3, EventKind::kRdpAccepted, "203.0.113.9:" + std::to_string(1000 + i));
    log.Rdp(10.1 + i * 0.3, EventKind::kRdpBadPassword, "203.0.113.9");
    log.activity = "{F421000" + std::to_string(i) + "-9D8E-4D51-B1A4-6F4E1C3B0000}";
    log.Rdp(100 + i * 2, EventKind::kRdpAccepted, "203.0.113.9:" + std::to_string(2000 + i));
    log.activity = "";
    log.Failure(10.11 + i * 0.3, "admin", 3, "203.0.113.9");
    log.Failure(100.5 + i * 2, "admin", 3, "203.0.113.9");  // where no 140 is written
  }
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 6u);
  for (const AccessSession& s : c.access_sessions) {
    EXPECT_EQ(s.outcome, Outcome::kFailed);
    EXPECT_EQ(s.failures, 1);
    EXPECT_EQ(s.user.name, "admin");
  }
}

TEST(Failures, OfManyAccountsFromOneAddressAreOneCampaign) {
  LogScript log;
  for (const char* user : {"a", "b", "c"}) log.Failure(user[0] - 'a', user, 3, "203.0.113.9");
  log.Failure(3, "a", 3, "198.51.100.1");
  const Correlation c = log.Run();
  EXPECT_EQ(c.access_sessions.size(), 4u);
  ASSERT_EQ(c.attempt_groups.size(), 2u);
  EXPECT_THAT(c.attempt_groups[1].users, testing::ElementsAre("a", "b", "c"));
  EXPECT_THAT(c.attempt_groups[1].statuses, testing::ElementsAre(testing::Pair(0xc000006au, 3)));
}

TEST(Failures, KerberosAndNtlmRefusalsAreAttempts) {
  LogScript log;
  for (int i = 0; i < 3; ++i) {
    Event& e = log.Add("Security", EventKind::kPreAuthenticationFailed, 4771, 10 + i);
    e.target.name = log.Text("bob");
    e.address = log.Text("::ffff:203.0.113.9");
    e.status = 0x18;
  }
  Event& ntlm = log.Add("Security", EventKind::kCredentialsValidated, 4776, 20);
  ntlm.target.name = log.Text("carol");
  ntlm.workstation = log.Text("KALI");
  ntlm.status = 0xc000006a;
  Event& good = log.Add("Security", EventKind::kCredentialsValidated, 4776, 21);
  good.target.name = log.Text("carol");
  good.workstation = log.Text("KALI");
  const Correlation c = log.Run();
  ASSERT_EQ(c.attempt_groups.size(), 2u);
  EXPECT_EQ(c.attempt_groups[0].count + c.attempt_groups[1].count, 4);
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].auth_package, "Kerberos");
  EXPECT_EQ(c.access_sessions[1].auth_package, "NTLM");
}

TEST(Failures, ABadPasswordOverRdpAloneTellsOfNoPackage) {
  LogScript log;
  log.activity = "{F4203A2C-9D8E-4D51-B1A4-6F4E1C3B0000}";
  log.Rdp(10, EventKind::kRdpAccepted, "203.0.113.9:1000");
  log.Rdp(12, EventKind::kRdpBadPassword, "203.0.113.9");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].auth_package, "");
}

TEST(Failures, ARefusalBesideA4625OfTheAccountIsTheSameAttempt) {
  LogScript log;
  Event& ntlm = log.Add("Security", EventKind::kCredentialsValidated, 4776, 9.9);
  ntlm.target.name = log.Text("admin");
  ntlm.workstation = log.Text("KALI");
  ntlm.status = 0xc000006a;
  log.Failure(10, "admin", 3, "203.0.113.9");
  const Correlation c = log.Run();
  ASSERT_EQ(c.attempt_groups.size(), 1u);
  EXPECT_EQ(c.attempt_groups[0].count, 1);
}

TEST(Failures, ToUnlockWithoutAKnownDesktopMayBeAtTheConsoleOrNot) {
  LogScript log;
  log.Failure(100, "alice", 7, "");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kFailed);
  EXPECT_EQ(c.access_sessions[0].kind, SessionKind::kInteractive);
}

TEST(Failures, ToUnlockBelongToTheLatestDesktopThoughItWasTakenOver) {
  LogScript log;
  log.Disconnect(100, 0x6000, "mallory", "RDP-Tcp#8").address = log.Text("10.0.0.5");
  log.Reconnect(100.4, 0x7000, "admin", "10.0.0.5", "RDP-Tcp#8");
  log.Failure(200, "admin", 7, "10.0.0.5");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[1].outcome, Outcome::kTakenOver);
  EXPECT_EQ(c.access_sessions[1].failures, 1);
}

// Web servers, domain controllers (simple binds) and the logon screen of remote desktops do so.
TEST(Failures, AServersOwnNameIsNoClients) {
  LogScript log;
  log.Boot(0);
  Event& failed = log.Failure(100, "bob", 10, "203.0.113.9");
  failed.workstation = log.Text("WS01");
  Event& logon = log.Logon(200, 0x5000, "eve", 8);
  logon.workstation = log.Text("WS01");
  logon.address = log.Text("203.0.113.10");
  Event& named = log.Logon(300, 0x6000, "eve", 3);
  named.workstation = log.Text("LAPTOP");
  named.address = log.Text("203.0.113.11");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 3u);
  EXPECT_EQ(c.access_sessions[0].source_host, "");
  EXPECT_EQ(c.access_sessions[0].source_ip, "203.0.113.9");
  EXPECT_EQ(c.access_sessions[1].source_host, "");
  EXPECT_EQ(c.access_sessions[2].source_host, "LAPTOP");
}

TEST(Failures, OfNetworkLevelAuthenticationAreARunUntilADesktopBeginsFromThere) {
  LogScript log;
  log.Boot(0);
  log.Failure(10, "alice", 3, "10.0.0.5");
  log.Logon(20, 0x5000, "alice", 10).address = log.Text("10.0.0.5");
  log.Failure(100, "alice", 3, "10.0.0.5");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 3u);
  for (const AccessSession& s : c.access_sessions)
    EXPECT_EQ(s.failures, s.outcome == Outcome::kFailed ? 1 : 0);
}

constexpr const char* kConnection = "{F4203A2C-9D8E-4D51-B1A4-6F4E1C3B0000}";
constexpr const char* kSecond = "{F4200001-9D8E-4D51-B1A4-6F4E1C3B0000}";

void Accept(LogScript& log, double at, const char* connection, const std::string& address) {
  log.activity = connection;
  log.Rdp(at, EventKind::kRdpAccepted, address);
  log.activity = "";
}

TEST(Failures, OfAProgramsOwnLogonsBelongToNoConnection) {
  LogScript log;
  log.Boot(0);
  Accept(log, 100, kConnection, "203.0.113.99:1000");
  Event& e = log.Failure(109, "carol", 3, "");
  e.subject_logon_id = 0x3e7;
  e.logon_process = log.Text("Advapi");
  e.process_id = 0x4d4;
  e.process_name = log.Text("C:\\Windows\\System32\\inetsrv\\w3wp.exe");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kAbandoned);
  EXPECT_EQ(c.access_sessions[0].user.name, "");
  EXPECT_EQ(c.access_sessions[1].kind, SessionKind::kNetwork);
  EXPECT_EQ(c.access_sessions[1].source_ip, "");
}

TEST(Failures, WithoutAddressAreNotOfAConnectionWhoseLogWouldHaveToldThem) {
  LogScript log;
  log.Boot(0);
  Accept(log, 100, kConnection, "203.0.113.99:1000");
  log.Failure(108, "alice", 3, "");
  log.activity = kConnection;
  log.Rdp(120, EventKind::kRdpDisconnected);
  log.activity = "";
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kAbandoned);
  EXPECT_EQ(c.access_sessions[1].kind, SessionKind::kNetwork);
  EXPECT_EQ(c.access_sessions[1].outcome, Outcome::kFailed);
}

TEST(Failures, WithoutAddressMayBeOfTheOnlyConnectionThatIsOpen) {
  LogScript log;
  log.Boot(0);
  log.activity = kConnection;
  log.Rcm(100, EventKind::kRcmConnection);
  log.activity = "";
  log.Failure(101, "alice", 3, "");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].kind, SessionKind::kRdp);
  EXPECT_EQ(c.access_sessions[0].user.name, "alice");
  EXPECT_EQ(c.access_sessions[0].confidence, 0.9);
}

TEST(Failures, WithoutAddressAreOfNeitherOfTwoConnections) {
  LogScript log;
  log.Boot(0);
  for (const char* connection : {kConnection, kSecond}) {
    log.activity = connection;
    log.Rcm(100, EventKind::kRcmConnection);
  }
  log.activity = "";
  log.Failure(101, "alice", 3, "");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 3u);
  EXPECT_EQ(c.access_sessions[2].kind, SessionKind::kNetwork);
}

TEST(Failures, ToUnlockFromElsewhereAreNotOfWhoSitsAtTheConsole) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2).address = log.Text("127.0.0.1");
  log.Failure(500, "alice", 7, "203.0.113.9");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].failures, 0);
  EXPECT_EQ(c.access_sessions[1].kind, SessionKind::kRdp);
  EXPECT_EQ(c.access_sessions[1].outcome, Outcome::kFailed);
  EXPECT_EQ(c.access_sessions[1].source_ip, "203.0.113.9");
  EXPECT_EQ(c.access_sessions[1].failures, 1);
}

TEST(Failures, ToUnlockFromWhereTheVisitCameAreItsOwn) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 10).address = log.Text("203.0.113.9");
  log.Failure(500, "alice", 7, "203.0.113.9");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].failures, 1);
  EXPECT_EQ(c.access_sessions[0].attempt_time, At(10));
}

TEST(Failures, ToUnlockFromElsewhereBeginTheReturnFromThere) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2).address = log.Text("127.0.0.1");
  log.Failure(500, "alice", 7, "203.0.113.9");
  log.Reconnect(510, 0x5000, "alice", "203.0.113.9", "RDP-Tcp#0");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].failures, 0);
  EXPECT_EQ(c.access_sessions[1].failures, 1);
  EXPECT_EQ(c.access_sessions[1].attempt_time, At(500));
}

TEST(Failures, OfACampaignLeadToAnAccountThatWasTriedRatherThanToANeighbours) {
  LogScript log;
  log.Boot(0);
  for (int i = 0; i < 5; ++i) log.Failure(10 + i, "admin", 3, "203.0.113.9");
  log.Logon(16, 0x8000, "carol", 3).address = log.Text("203.0.113.9");
  log.Logon(20, 0x9000, "Admin", 3).address = log.Text("203.0.113.9");
  const Correlation c = log.Run();
  ASSERT_EQ(c.attempt_groups.size(), 1u);
  ASSERT_NE(c.attempt_groups[0].first_success, kNone);
  EXPECT_EQ(c.access_sessions[static_cast<std::size_t>(c.attempt_groups[0].first_success)].user.name,
            "Admin");
}

TEST(Failures, AClientThatIsOnlyToldToAskAgainGuessesNothing) {
  LogScript log;
  Event& wanted = log.Add("Security", EventKind::kTicketGrantingRequested, 4768, 10);
  wanted.target.name = log.Text("bob");
  wanted.address = log.Text("203.0.113.9");
  wanted.status = 0x19;
  Event& skewed = log.Add("Security", EventKind::kPreAuthenticationFailed, 4771, 11);
  skewed.target.name = log.Text("bob");
  skewed.address = log.Text("203.0.113.9");
  skewed.status = 0x25;
  const Correlation c = log.Run();
  EXPECT_TRUE(c.attempt_groups.empty());
  EXPECT_TRUE(c.access_sessions.empty());
}

}  // namespace
}  // namespace logonloom
