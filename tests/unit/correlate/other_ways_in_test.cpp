// SSH, WinRM and gateways: access that is neither a console nor a desktop's connection.
#include <gmock/gmock.h>

#include "log_script.h"

namespace logonloom {
namespace {

constexpr const char* kSshd = "C:\\Windows\\System32\\OpenSSH\\sshd.exe";

Event& Said(LogScript& log, double at, std::uint32_t pid, const std::string& text) {
  Event& e = log.Add("OpenSSH/Operational", EventKind::kSshMessage, 4, at);
  e.writer_pid = pid;
  e.message = log.Text(text);
  return e;
}

TEST(Ssh, AnAcceptedLoginIsASessionFromItsAddress) {
  LogScript log;
  log.Boot(0);
  Said(log, 100, 4711, "Accepted password for alice from 203.0.113.9 port 50022 ssh2");
  Event& logon = log.Logon(100.1, 0x7000, "alice", 8);
  logon.process_id = 4711;
  logon.process_name = log.Text(kSshd);
  Said(log, 900, 4711, "Disconnected from user alice 203.0.113.9 port 50022");
  log.Logoff(900.2, 0x7000, "alice");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  const AccessSession& s = c.access_sessions[0];
  EXPECT_EQ(s.kind, SessionKind::kSsh);
  EXPECT_EQ(s.outcome, Outcome::kEstablished);
  EXPECT_EQ(s.source_ip, "203.0.113.9");
  EXPECT_EQ(s.source_port, 50022u);
  EXPECT_EQ(s.user.name, "alice");
  EXPECT_EQ(LogonOf(c, 0x7000).purpose, Purpose::kSsh);
}

TEST(Ssh, FailedLoginsOfOneConnectionAreOneFailedSession) {
  LogScript log;
  log.Boot(0);
  for (int i = 0; i < 3; ++i)
    Said(log, 100 + i, 4711,
         "Failed password for invalid user eve from 203.0.113.9 port 50022 ssh2");
  Said(log, 103, 4711, "Connection closed by invalid user eve 203.0.113.9 port 50022 [preauth]");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kFailed);
  EXPECT_EQ(c.access_sessions[0].failures, 3);
  EXPECT_EQ(c.access_sessions[0].user.name, "eve");
}

TEST(Ssh, TheUsersOwnProcessTellsTheEndOfTheConnection) {
  LogScript log;
  log.Boot(0);
  Said(log, 100, 4711, "Accepted password for alice from 203.0.113.9 port 50022 ssh2");
  Said(log, 900, 5822, "Disconnected from user alice 203.0.113.9 port 50022");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].end.time, At(900));
}

TEST(Ssh, WithoutProcessOfTheMessagesTheMomentJoinsThem) {
  LogScript log;
  log.Boot(0);
  Said(log, 100, 0, "Accepted password for alice from 203.0.113.9 port 50022 ssh2");
  Event& logon = log.Logon(100.1, 0x7000, "alice", 8);
  logon.process_id = 4711;
  logon.process_name = log.Text(kSshd);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].source_port, 50022u);
  EXPECT_NE(c.access_sessions[0].logon_session, kNone);
}

TEST(Ssh, AConnectionThatNothingEndsIsOpenAtTheEndOfItsLog) {
  LogScript log;
  Said(log, 100, 4711, "Accepted password for alice from 203.0.113.9 port 50022 ssh2");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].end.reason, EndReason::kStillOpenAtEndOfLog);
}

TEST(Ssh, EachFormOfItsEndEndsAConnection) {
  for (const char* end : {
           "Disconnected from user alice 203.0.113.9 port 50022",
           "Disconnecting user alice 203.0.113.9 port 50022: Idle timeout",
           "Connection closed by user alice 203.0.113.9 port 50022",
           "Connection closed by 203.0.113.9 port 50022",
           "error: Connection reset by user alice 203.0.113.9 port 50022",
           "Connection from user alice 203.0.113.9 port 50022 timed out",
           "Timeout, client not responding from user alice 203.0.113.9 port 50022",
           "Closing connection to 203.0.113.9 port 50022",
           "Received disconnect from 203.0.113.9 port 50022:11: disconnected by user",
           "fatal: ssh_dispatch_run_fatal: Connection from user alice 203.0.113.9 port 50022: "
           "message authentication code incorrect",
       }) {
    LogScript log;
    log.Boot(0);
    Said(log, 100, 4711, "Accepted password for alice from 203.0.113.9 port 50022 ssh2");
    Said(log, 900, 5822, end);
    const Correlation c = log.Run();
    ASSERT_EQ(c.access_sessions.size(), 1u) << end;
    EXPECT_EQ(c.access_sessions[0].user.name, "alice") << end;
    EXPECT_EQ(c.access_sessions[0].end.reason, EndReason::kDisconnect) << end;
    EXPECT_EQ(c.access_sessions[0].end.time, At(900)) << end;
  }
}

TEST(Ssh, AMessageWithoutUserIsOfNoConnectionButAKnownOne) {
  LogScript log;
  log.Boot(0);
  Said(log, 100, 4711, "Accepted password for alice from 203.0.113.9 port 50022 ssh2");
  Said(log, 200, 4712, "Connection closed by 203.0.113.9 port 50023 [preauth]");
  Said(log, 300, 4713, "Connection from 203.0.113.9 port 50024 on 10.0.0.1 port 22");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_FALSE(c.access_sessions[0].end.time);
}

TEST(Ssh, TheClientsOwnWordsEndNoConnection) {
  LogScript log;
  log.Boot(0);
  Said(log, 100, 4711, "Accepted password for alice from 203.0.113.9 port 50022 ssh2");
  Said(log, 200, 4712,
       "Received disconnect from 198.51.100.7 port 40000:11: bye for alice from 203.0.113.9 port "
       "50022");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_FALSE(c.access_sessions[0].end.time);
}

TEST(Ssh, ANameMayHoldTheMarkersWords) {
  LogScript log;
  log.Boot(0);
  Said(log, 100, 4711,
       "Failed password for invalid user a from 10.0.0.1 port 1 from 203.0.113.9 port 50022 ssh2");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].source_ip, "203.0.113.9");
  EXPECT_EQ(c.access_sessions[0].user.name, "a from 10.0.0.1 port 1");
}

TEST(Ssh, ALookupIsNotTheSessionOfAnAcceptedPassword) {
  LogScript log;
  log.Boot(0);
  Event& lookup = log.Logon(100, 0x7000, "alice", 3);
  lookup.process_id = 4711;
  lookup.process_name = log.Text(kSshd);
  Said(log, 100.2, 4711, "Accepted password for alice from 203.0.113.9 port 50022 ssh2");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kEstablished);
  EXPECT_EQ(c.access_sessions[0].logon_session, kNone);
  EXPECT_EQ(LogonOf(c, 0x7000).purpose, Purpose::kSshLookup);
}

TEST(Winrm, AShellBelongsToTheNetworkLogonJustAhead) {
  LogScript log;
  log.Boot(0);
  log.Logon(100, 0x7000, "alice", 3).address = log.Text("203.0.113.9");
  Event& shell = log.Add("Microsoft-Windows-WinRM/Operational", EventKind::kWinRmShell, 91, 101);
  shell.target.name = log.Text("CORP\\alice");
  shell.target = {log.Text("alice"), log.Text("CORP"), Symbol()};
  log.Logoff(300, 0x7000, "alice");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].kind, SessionKind::kWinrm);
  EXPECT_EQ(c.access_sessions[0].end.time, At(300));
}

TEST(Winrm, AShellFromAnotherAddressIsNotOfTheLogonJustAhead) {
  LogScript log;
  log.Boot(0);
  log.Logon(100, 0x7000, "alice", 3).address = log.Text("203.0.113.9");
  Event& shell = log.Add("Microsoft-Windows-WinRM/Operational", EventKind::kWinRmShell, 91, 101);
  shell.target = {log.Text("alice"), log.Text("CORP"), Symbol()};
  shell.address = log.Text("198.51.100.4");
  const Correlation c = log.Run();
  EXPECT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(LogonOf(c, 0x7000).purpose, Purpose::kNetwork);
}

TEST(Winrm, ShellsWithoutSecurityLogAreASessionOfUnknownEnd) {
  LogScript log;
  for (const double at : {100.0, 160.0}) {
    Event& shell = log.Add("Microsoft-Windows-WinRM/Operational", EventKind::kWinRmShell, 91, at);
    shell.target = {log.Text("alice"), log.Text("CORP"), Symbol()};
    shell.address = log.Text("203.0.113.9");
  }
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].kind, SessionKind::kWinrm);
  EXPECT_EQ(c.access_sessions[0].start_time, At(100));
  EXPECT_FALSE(c.access_sessions[0].end.time);
}

TEST(Winrm, TheZoneOfTheShellsAddressIsKept) {
  for (const bool logon : {false, true}) {
    LogScript log;
    if (logon) log.Boot(0);
    if (logon) log.Logon(100, 0x7000, "alice", 3);
    Event& shell = log.Add("Microsoft-Windows-WinRM/Operational", EventKind::kWinRmShell, 91, 101);
    shell.target = {log.Text("alice"), log.Text("CORP"), Symbol()};
    shell.address = log.Text("fe80::5%3");
    const Correlation c = log.Run();
    ASSERT_EQ(c.access_sessions.size(), 1u);
    EXPECT_EQ(c.access_sessions[0].source_ip, "fe80::5");
    EXPECT_EQ(c.access_sessions[0].source_zone, "3");
  }
}

void ToWinrm(LogScript& log, double at, const std::string& address, std::uint16_t port) {
  Event& inbound = log.Add("Security", EventKind::kNetworkConnection, 5156, at);
  inbound.direction = log.Text("%%14592");
  inbound.destination_port = 5985;
  inbound.address = log.Text(address);
  inbound.port = port;
}

TEST(Winrm, TheFirewallNamesTheAddressThatTheLogonLacks) {
  LogScript log;
  log.Boot(0);
  ToWinrm(log, 99.5, "203.0.113.9", 40001);
  log.Logon(100, 0x7000, "alice", 3);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].kind, SessionKind::kWinrm);
  EXPECT_EQ(c.access_sessions[0].source_ip, "203.0.113.9");
}

TEST(Winrm, OfTwoConnectionsAheadOfTwoLogonsNeitherIsGuessed) {
  LogScript log;
  log.Boot(0);
  ToWinrm(log, 100, "10.0.0.30", 50001);
  ToWinrm(log, 100.04, "10.0.0.31", 50002);
  log.Logon(100.05, 0x6000, "carol", 3);
  log.Logon(100.1, 0x7000, "WS31$", 3);
  ToWinrm(log, 299.3, "10.0.0.31", 50003);  // may be the forwarder's again
  log.Logon(300, 0x8000, "alice", 3);
  const Correlation c = log.Run();
  for (const Luid id : {0x6000, 0x7000, 0x8000}) EXPECT_EQ(LogonOf(c, id).source_ip, "");
  EXPECT_EQ(LogonOf(c, 0x6000).purpose, Purpose::kWinrm);
  EXPECT_EQ(LogonOf(c, 0x8000).purpose, Purpose::kNetwork);
}

TEST(Winrm, AForwardersConnectionIsItsOwnAndNamesNobodyElse) {
  LogScript log;
  log.Boot(0);
  ToWinrm(log, 10, "10.0.0.31", 50000);
  log.Logon(10.1, 0x5000, "WS31$", 3);  // alone: that is where it is
  ToWinrm(log, 100, "10.0.0.30", 50001);
  ToWinrm(log, 100.04, "10.0.0.31", 50002);
  log.Logon(100.05, 0x6000, "carol", 3);
  log.Logon(100.1, 0x7000, "WS31$", 3);
  ToWinrm(log, 299.3, "10.0.0.31", 50003);
  log.Logon(300, 0x8000, "alice", 3);
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x6000).source_ip, "10.0.0.30");
  EXPECT_EQ(LogonOf(c, 0x6000).source_port, 50001u);
  EXPECT_EQ(LogonOf(c, 0x7000).source_ip, "10.0.0.31");
  EXPECT_EQ(LogonOf(c, 0x7000).source_port, 50002u);
  EXPECT_EQ(LogonOf(c, 0x8000).purpose, Purpose::kNetwork);
  EXPECT_EQ(LogonOf(c, 0x8000).source_ip, "");
}

// It is a computer's account by its looks alone.
TEST(Winrm, APersonWhoseNameEndsInADollarSignIsNoForwarder) {
  LogScript log;
  log.Boot(0);
  ToWinrm(log, 10, "10.0.0.31", 50000);
  log.Logon(10.1, 0x5000, "evil$", 3);
  log.Ts(50, EventKind::kTsLogon, 2, "evil$", "10.0.0.31");  // at a desktop
  ToWinrm(log, 299.3, "10.0.0.31", 50003);
  log.Logon(300, 0x8000, "alice", 3);
  EXPECT_EQ(LogonOf(log.Run(), 0x8000).source_ip, "10.0.0.31");
}

TEST(Winrm, AConnectionThatALogonTellsAsItsOwnNamesNoOther) {
  LogScript log;
  log.Boot(0);
  ToWinrm(log, 100, "10.0.0.30", 50001);
  Event& own = log.Logon(100.1, 0x6000, "carol", 3);
  own.address = log.Text("10.0.0.30");
  own.port = 50001;
  log.Logon(100.5, 0x7000, "bob", 3);
  EXPECT_EQ(LogonOf(log.Run(), 0x7000).purpose, Purpose::kNetwork);
}

TEST(Winrm, OneConnectionAheadOfTwoPersonsIsNeithers) {
  LogScript log;
  log.Boot(0);
  ToWinrm(log, 100, "10.0.0.30", 50001);
  log.Logon(100.1, 0x6000, "carol", 3);
  log.Logon(100.5, 0x7000, "bob", 3);
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x6000).source_ip, "");
  EXPECT_EQ(LogonOf(c, 0x7000).source_ip, "");
}

Event& Gateway(LogScript& log, EventKind kind, std::uint32_t id, double at) {
  Event& e = log.Add("Microsoft-Windows-TerminalServices-Gateway/Operational", kind, id, at);
  e.target = {log.Text("alice"), log.Text("CORP"), Symbol()};
  e.address = log.Text("203.0.113.9");
  return e;
}

TEST(Gateway, ConnectToDisconnectIsASession) {
  LogScript log;
  Gateway(log, EventKind::kGatewayAuthorised, 200, 100);
  Gateway(log, EventKind::kGatewayConnected, 302, 101);
  Gateway(log, EventKind::kGatewayDisconnected, 303, 700);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  const AccessSession& s = c.access_sessions[0];
  EXPECT_EQ(s.kind, SessionKind::kGateway);
  EXPECT_EQ(s.attempt_time, At(100));
  EXPECT_EQ(s.start_time, At(101));
  EXPECT_EQ(s.end.time, At(700));
}

TEST(WinRm, ItsShellShowsALogonWithoutAddressThoughADesktopIsBegunWithinMoments) {
  LogScript log;
  log.Boot(0);
  log.Logon(100, 0x6000, "alice", 3);
  Event& shell = log.Add("Microsoft-Windows-WinRM/Operational", EventKind::kWinRmShell, 91, 101);
  shell.target = {log.Text("alice"), log.Text("CORP"), Symbol()};
  shell.address = log.Text("10.0.0.5");
  log.Logon(112, 0x7000, "alice", 3).address = log.Text("10.0.0.5");
  log.Rcm(112.05, EventKind::kRcmAuthenticated, "alice", "10.0.0.5");
  log.Logon(113, 0x8000, "alice", 10).address = log.Text("10.0.0.5");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x6000).purpose, Purpose::kWinrm);
  EXPECT_EQ(LogonOf(c, 0x7000).purpose, Purpose::kNla);
  EXPECT_EQ(c.access_sessions.size(), 2u);
}

TEST(Gateway, AConnectBehindADisconnectBeginsAnother) {
  LogScript log;
  Gateway(log, EventKind::kGatewayConnected, 302, 100);
  Gateway(log, EventKind::kGatewayDisconnected, 303, 400);
  Gateway(log, EventKind::kGatewayConnected, 302, 401);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].end.time, At(400));
  EXPECT_EQ(c.access_sessions[1].start_time, At(401));
  EXPECT_EQ(c.access_sessions[1].end.reason, EndReason::kStillOpenAtEndOfLog);
}

TEST(Gateway, ATransportOverUdpIsNoSessionOfItsOwn) {
  LogScript log;
  log.activity = "{11111111-1111-4111-8111-111111111111}";
  Gateway(log, EventKind::kGatewayConnected, 302, 100).message = log.Text("HTTP");
  log.activity = "{22222222-2222-4222-8222-222222222222}";
  Gateway(log, EventKind::kGatewayConnected, 302, 102).message = log.Text("UDP");
  Gateway(log, EventKind::kGatewayDisconnected, 303, 300).message = log.Text("UDP");
  log.activity = "{11111111-1111-4111-8111-111111111111}";
  Gateway(log, EventKind::kGatewayDisconnected, 303, 900).message = log.Text("HTTP");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].start_time, At(100));
  EXPECT_EQ(c.access_sessions[0].end.time, At(900));
}

TEST(Gateway, ARefusalIsAFailedAttempt) {
  LogScript log;
  Gateway(log, EventKind::kGatewayRefused, 201, 100);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kFailed);
  EXPECT_EQ(c.access_sessions[0].end.reason, EndReason::kAccessDenied);
}

TEST(Gateway, ALoneDisconnectTellsTheStartByItsDuration) {
  LogScript log;
  Gateway(log, EventKind::kGatewayDisconnected, 303, 700).duration_s = 600;
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].start_time, At(100));
  EXPECT_DOUBLE_EQ(c.access_sessions[0].begin_confidence, 0.9);
}

}  // namespace
}  // namespace logonloom
