// Remote desktops: connections, reconnects and takeovers in the orders in which Windows tells them.
#include <gmock/gmock.h>

#include "log_script.h"

namespace logonloom {
namespace {

constexpr const char* kConnection = "{F4203A2C-9D8E-4D51-B1A4-6F4E1C3B0000}";
constexpr const char* kSecond = "{F4200001-9D8E-4D51-B1A4-6F4E1C3B0000}";
constexpr const char* kHome = "203.0.113.9";
constexpr const char* kOffice = "198.51.100.4";

void Connect(LogScript& log, double at, const char* connection, const std::string& address) {
  log.activity = connection;
  log.Rdp(at, EventKind::kRdpAccepted, address + ":50123");
  log.Rcm(at + 0.01, EventKind::kRcmConnection);
  log.activity = "";
}

void Authenticate(LogScript& log, double at, Luid id, const char* connection,
                  const std::string& user, const std::string& address) {
  log.Logon(at, id, user, 3).workstation = log.Text("CLIENT-OF-" + user);
  log.activity = connection;
  log.Rcm(at + 0.05, EventKind::kRcmAuthenticated, user, address);
  log.activity = "";
}

// A desktop of the user in that terminal-services session, by a connection of its own.
void Open(LogScript& log, double at, Luid id, const char* connection, std::uint32_t ts_session,
          const std::string& user, const std::string& address) {
  Connect(log, at, connection, address);
  Authenticate(log, at + 1, id + 0x100, connection, user, address);
  log.Logon(at + 2, id, user, 10).address = log.Text(address);
  log.activity = connection;
  log.Ts(at + 2.5, EventKind::kTsLogon, ts_session, user, address);
  log.activity = "";
}

Event& Bound(LogScript& log, double at, std::uint32_t ts_session) {
  Event& e = log.Rdp(at, EventKind::kRdpSessionBound);
  e.ts_session_id = ts_session;
  return e;
}

// Windows 10 1909 and later: unlocks instead of a type 10 logon, 4778 ahead of 24 and 25, and the
// displaced connection's 24 under the new connection's id.
TEST(RdpSessions, ATakeoverToldBySecurityFirstIsOneChange) {
  LogScript log;
  log.Boot(0);
  Open(log, 100, 0x6000, kConnection, 3, "bob", kHome);
  Connect(log, 900, kSecond, kOffice);
  Authenticate(log, 900.5, 0x6f00, kSecond, "bob", kOffice);
  log.Logon(901, 0x7000, "bob", 7).address = log.Text(kOffice);
  log.Logoff(901.02, 0x7000, "bob");
  log.Reconnect(901.2, 0x6000, "bob", kOffice, "RDP-Tcp#2");
  log.activity = kSecond;
  log.Ts(901.26, EventKind::kTsDisconnected, 3, "bob", kHome);
  log.Ts(901.3, EventKind::kTsReconnected, 3, "bob", kOffice);
  log.activity = "";
  log.Goodbye(1500, 0x6000, "bob");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  const AccessSession &first = c.access_sessions[0], &second = c.access_sessions[1];
  EXPECT_EQ(first.end.reason, EndReason::kSuperseded);
  EXPECT_EQ(first.end.time, At(901.26));
  EXPECT_EQ(first.superseded_by, 1);
  EXPECT_EQ(first.lock_count, 0);
  EXPECT_EQ(second.attempt_time, At(900));
  EXPECT_EQ(second.start_time, At(901.2));
  EXPECT_EQ(second.end.time, At(1500));
  EXPECT_EQ(second.source_ip, kOffice);
  EXPECT_EQ(second.lock_count, 0);  // the unlock let the user back in
  EXPECT_EQ(LogonOf(c, 0x7000).access_session, 1);
}

TEST(RdpSessions, LogsThatTellOneActSecondsApartTellOneVisit) {
  LogScript log;
  log.Boot(0);
  Open(log, 100, 0x6000, kConnection, 3, "bob", kHome);
  log.Disconnect(500, 0x6000, "bob", "RDP-Tcp#1");
  log.Ts(505, EventKind::kTsDisconnected, 3, "bob", kHome);
  log.Ts(900, EventKind::kTsReconnected, 3, "bob", kOffice);
  log.Reconnect(906, 0x6000, "bob", kOffice, "RDP-Tcp#2");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].end.time, At(505));
  EXPECT_EQ(c.access_sessions[1].start_time, At(900));
}

TEST(RdpSessions, NetworkAuthenticationOfAReconnectThatShowsNothingElseIsNoNetworkSession) {
  LogScript log;
  log.Boot(0);
  log.Logon(100, 0x6000, "bob", 10).address = log.Text(kHome);
  log.Disconnect(500, 0x6000, "bob", "RDP-Tcp#1");
  log.Logon(900, 0x6f00, "bob", 3);
  log.Reconnect(901, 0x6000, "bob", kOffice, "RDP-Tcp#2");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(LogonOf(c, 0x6f00).purpose, Purpose::kNla);
  EXPECT_EQ(c.access_sessions[1].attempt_time, At(900));
}

TEST(RdpSessions, NetworkAuthenticationBelongsToItsConnectionNotToTheProbeAhead) {
  LogScript log;
  log.Boot(0);
  Connect(log, 95, kSecond, kHome);
  Open(log, 100, 0x6000, kConnection, 3, "bob", kHome);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kAbandoned);
  EXPECT_EQ(c.access_sessions[0].user.name, "");
  EXPECT_EQ(c.access_sessions[1].source_host, "CLIENT-OF-bob");
  EXPECT_EQ(LogonOf(c, 0x6100).access_session, 1);
}

TEST(RdpSessions, AReturnByTheConsoleBeginsWithTheLogonThatLetsIn) {
  LogScript log;
  log.Boot(0);
  log.Logon(100, 0x5000, "alice", 2).address = log.Text("127.0.0.1");
  log.Ts(101, EventKind::kTsLogon, 1, "alice", "LOCAL");
  log.Ts(500, EventKind::kTsDisconnected, 1, "alice", "LOCAL");
  log.Logon(900, 0x8000, "alice", 2).address = log.Text("127.0.0.1");
  log.Ts(900.5, EventKind::kTsReconnected, 1, "alice", "LOCAL");
  log.Logoff(901, 0x8000, "alice");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[1].kind, SessionKind::kConsole);
  EXPECT_EQ(c.access_sessions[1].attempt_time, At(900));
  EXPECT_EQ(c.access_sessions[1].start_time, At(900.5));
  EXPECT_EQ(c.access_sessions[1].source_ip, "");  // LOCAL is no address
}

TEST(RdpSessions, OlderWindowsTellsThePortOfAReconnectInTheLogonThatLetsIn) {
  LogScript log;
  log.Boot(0);
  log.Logon(100, 0x6000, "bob", 10).address = log.Text(kHome);
  log.Disconnect(500, 0x6000, "bob", "RDP-Tcp#1");
  Event& logon = log.Logon(900, 0x7000, "bob", 10);
  logon.address = log.Text(kOffice);
  logon.port = 4444;
  log.Reconnect(901, 0x6000, "bob", kOffice, "RDP-Tcp#2");
  log.Logoff(902, 0x7000, "bob");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[1].attempt_time, At(900));
  EXPECT_EQ(c.access_sessions[1].source_port, 4444u);
}

TEST(RdpSessions, RdpCoreTsAloneTellsDesktopsOfItsConnections) {
  LogScript log;
  Connect(log, 100, kConnection, kHome);
  log.activity = kConnection;
  log.Rcm(100.5, EventKind::kRcmAuthenticated, "bob", kHome);
  Bound(log, 101, 3);
  log.Rdp(500, EventKind::kRdpDisconnected);
  Connect(log, 900, kSecond, kOffice);
  log.activity = kSecond;
  Bound(log, 901, 4);  // provisional
  Bound(log, 903, 3);
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 1u);
  EXPECT_EQ(c.local_sessions[0].connects, 2);
  EXPECT_EQ(c.local_sessions[0].end.reason, EndReason::kUnknown);  // it tells no logoff
  ASSERT_EQ(c.access_sessions.size(), 2u);
  const AccessSession &first = c.access_sessions[0], &second = c.access_sessions[1];
  EXPECT_EQ(first.kind, SessionKind::kRdp);
  EXPECT_EQ(first.outcome, Outcome::kEstablished);
  EXPECT_EQ(first.user.name, "bob");
  EXPECT_EQ(first.attempt_time, At(100));
  EXPECT_EQ(first.start_time, At(101));
  EXPECT_DOUBLE_EQ(first.begin_confidence, 0.5);
  EXPECT_EQ(first.source_port, 50123u);
  EXPECT_EQ(first.end.time, At(500));
  EXPECT_EQ(first.end.reason, EndReason::kDisconnect);
  EXPECT_EQ(first.superseded_by, kNone);
  EXPECT_EQ(second.start_time, At(903));
  EXPECT_EQ(second.reconnect_of, 0);
  EXPECT_EQ(second.end.reason, EndReason::kUnknown);  // nor that the machine started again
}

void SwitchTo(LogScript& log, double at, const char* user) {
  log.activity = kSecond;
  log.Ts(at, EventKind::kTsDisconnected, 3, "mallory", kOffice);
  log.Ts(at + 0.2, EventKind::kTsReconnected, 2, user, kOffice);
  log.activity = "";
}

TEST(RdpSessions, AConnectionThatWentOnWithAnotherDesktopDoesNotEndTheVisitItLeft) {
  LogScript log;
  log.Boot(0);
  Open(log, 100, 0x6000, kConnection, 3, "bob", kHome);
  log.activity = kConnection;
  log.Ts(500, EventKind::kTsReconnected, 2, "carol", kHome);  // the 24 of bob's is missing
  log.Rdp(900, EventKind::kRdpDisconnected);
  log.activity = "";
  const Correlation c = log.Run();
  const AccessSession& left = c.access_sessions[0];
  EXPECT_EQ(left.user.name, "bob");
  EXPECT_EQ(left.end.reason, EndReason::kSuperseded);
  EXPECT_EQ(left.end.time, std::nullopt);
  EXPECT_EQ(left.end.upper, At(500));
}

TEST(RdpSessions, ASwitchInsideAConnectionTakesAnothersDesktopOver) {
  LogScript log;
  log.Boot(0);
  Open(log, 100, 0x6000, kConnection, 2, "victim", kHome);
  log.Ts(300, EventKind::kTsDisconnected, 2, "victim", kHome);
  Open(log, 500, 0x7000, kSecond, 3, "mallory", kOffice);
  SwitchTo(log, 800, "victim");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 3u);
  const AccessSession &displaced = c.access_sessions[1], &taken = c.access_sessions[2];
  EXPECT_EQ(taken.outcome, Outcome::kTakenOver);
  EXPECT_EQ(taken.user.name, "victim");
  EXPECT_EQ(taken.attempt_time, At(800.2));  // not with the connection, which was mallory's
  EXPECT_EQ(taken.source_ip, kOffice);
  EXPECT_EQ(taken.reconnect_of, 0);
  EXPECT_EQ(displaced.user.name, "mallory");
  EXPECT_EQ(displaced.attempt_time, At(500));
  EXPECT_EQ(displaced.end.reason, EndReason::kSuperseded);
  EXPECT_EQ(displaced.superseded_by, 2);
}

TEST(RdpSessions, AUsersSwitchBetweenHisOwnDesktopsIsNoTakeover) {
  LogScript log;
  log.Boot(0);
  Open(log, 100, 0x6000, kConnection, 2, "mallory", kHome);
  log.Ts(300, EventKind::kTsDisconnected, 2, "mallory", kHome);
  Open(log, 500, 0x7000, kSecond, 3, "mallory", kOffice);
  SwitchTo(log, 800, "mallory");
  for (const AccessSession& s : log.Run().access_sessions)
    EXPECT_EQ(s.outcome, Outcome::kEstablished);
}

// Names of links are given out again: all drop in a blip of the network and come back on others' ones.
Correlation AfterABlip(const std::string& client_of_bob, const std::string& client_of_carol) {
  LogScript log;
  log.Boot(0);
  log.Logon(100, 0x6000, "bob", 10).address = log.Text(client_of_bob);
  log.Logon(150, 0x7000, "carol", 10).address = log.Text(client_of_carol);
  log.Disconnect(500, 0x6000, "bob", "RDP-Tcp#0").address = log.Text(client_of_bob);
  log.Disconnect(500.1, 0x7000, "carol", "RDP-Tcp#1").address = log.Text(client_of_carol);
  log.Reconnect(502, 0x7000, "carol", client_of_carol, "RDP-Tcp#0");
  log.Reconnect(502.2, 0x6000, "bob", client_of_bob, "RDP-Tcp#1");
  return log.Run();
}

TEST(RdpSessions, ALinksNameThatAnotherClientGetsTakesNothingOver) {
  const Correlation c = AfterABlip(kHome, kOffice);
  ASSERT_EQ(c.access_sessions.size(), 4u);
  for (const AccessSession& s : c.access_sessions) {
    EXPECT_EQ(s.outcome, Outcome::kEstablished);
    if (s.superseded_by == kNone) continue;
    EXPECT_EQ(c.access_sessions[static_cast<std::size_t>(s.superseded_by)].user.name, s.user.name);
  }
}

TEST(RdpSessions, WhoComesBackFromTheClientThatAllShareTookNothingOver) {
  const Correlation c = AfterABlip(kOffice, kOffice);
  ASSERT_EQ(c.access_sessions.size(), 4u);
  for (const AccessSession& s : c.access_sessions) EXPECT_EQ(s.outcome, Outcome::kEstablished);
}

TEST(RdpSessions, WhoeverLoggedOnToReconnectTookNothingOver) {
  LogScript log;
  log.Boot(0);
  log.Logon(100, 0x6000, "bob", 10).address = log.Text(kHome);
  log.Logon(150, 0x7000, "carol", 10).address = log.Text(kOffice);
  log.Disconnect(180, 0x7000, "carol", "RDP-Tcp#1");
  log.Disconnect(200, 0x6000, "bob", "RDP-Tcp#0");
  log.Logon(201, 0x8000, "carol", 10).address = log.Text(kOffice);
  log.Reconnect(202, 0x7000, "carol", kOffice, "RDP-Tcp#0");  // the name is free again
  log.Logoff(203, 0x8000, "carol");
  const Correlation c = log.Run();
  for (const AccessSession& s : c.access_sessions) EXPECT_EQ(s.outcome, Outcome::kEstablished);
  EXPECT_EQ(c.access_sessions[0].end.reason, EndReason::kDisconnect);
}

TEST(RdpSessions, AReasonWithoutDisconnectLeavesTheMomentOpen) {
  LogScript log;
  Open(log, 100, 0x6000, kConnection, 3, "bob", kHome);
  log.Ts(500, EventKind::kTsDisconnectReason, 3, "").reason = 11;
  log.Ts(900, EventKind::kTsArbitrationBegin, 4, "carol");
  const Correlation c = log.Run();
  const AccessSession& s = c.access_sessions.front();
  EXPECT_EQ(s.end.reason, EndReason::kDisconnect);
  EXPECT_EQ(s.end.time, std::nullopt);
  EXPECT_EQ(s.end.lower, At(500));
}

TEST(RdpSessions, AFailureOfNetworkAuthenticationIsOfTheConnectionThatTellsNoAddress) {
  LogScript log;
  log.Boot(0);
  log.Rcm(100, EventKind::kRcmConnection);
  log.Failure(100.5, "bob", 3, kHome);
  log.Rcm(130, EventKind::kRcmConnection);
  log.Failure(130.5, "bob", 3, kHome);
  log.Failure(131, "bob", 3, kHome).port = 4445;  // a file share
  Open(log, 160, 0x6000, kConnection, 3, "bob", kHome);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].kind, SessionKind::kRdp);
  EXPECT_EQ(c.access_sessions[0].failures, 2);
  EXPECT_EQ(c.access_sessions[0].attempt_time, At(100));
  EXPECT_EQ(c.access_sessions[1].kind, SessionKind::kNetwork);
}

TEST(RdpSessions, OlderWindowsKeepsTheConnectionThroughFailuresAtTheLogonScreen) {
  LogScript log;
  log.Boot(0);
  log.Rcm(100, EventKind::kRcmConnection);
  log.Rcm(100.1, EventKind::kRcmAuthenticated, "", kHome);  // without network authentication
  log.Failure(110, "bob", 10, kHome);
  log.Logon(120, 0x6000, "bob", 10).address = log.Text(kHome);
  log.Rcm(200, EventKind::kRcmConnection);
  log.Rcm(200.1, EventKind::kRcmAuthenticated, "", kOffice);
  log.Failure(210, "eve", 10, kOffice);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kEstablished);
  EXPECT_EQ(c.access_sessions[0].attempt_time, At(100));
  EXPECT_EQ(c.access_sessions[0].failures, 1);
  EXPECT_EQ(c.access_sessions[1].outcome, Outcome::kFailed);
  EXPECT_EQ(c.access_sessions[1].user.name, "eve");
}

// Its ids, where it has any, are those that ETW made for the thread that writes.
TEST(RdpSessions, ConnectionsOfOneThreadOnWindows7AreNotOne) {
  LogScript log;
  log.Boot(0);
  log.activity = "{00000000-0244-0000-005D-D6CE700ED701}";
  log.Rcm(100, EventKind::kRcmConnection);
  log.Rcm(101, EventKind::kRcmAuthenticated, "bob", kHome);
  log.Rcm(5000, EventKind::kRcmConnection);
  log.Rcm(5001, EventKind::kRcmAuthenticated, "eve", kOffice);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].source_ip, kHome);
  EXPECT_EQ(c.access_sessions[1].source_ip, kOffice);
  EXPECT_EQ(c.access_sessions[1].user.name, "eve");
}

TEST(RdpSessions, AReturnByTheConsoleNamesNoClient) {
  LogScript log;
  log.Boot(0);
  Open(log, 100, 0x6000, kConnection, 3, "bob", kHome);
  log.Disconnect(500, 0x6000, "bob", "RDP-Tcp#1");
  log.Reconnect(600, 0x6000, "bob", "LOCAL", "Console").workstation = log.Text("Unknown");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[1].kind, SessionKind::kConsole);
  EXPECT_EQ(c.access_sessions[1].source_host, "");
}

// The console is «LOCAL»: from the loopback address, or another of the machine's own, comes a tunnel.
TEST(RdpSessions, ADesktopFromTheLoopbackAddressIsRemote) {
  LogScript log;
  log.Ts(100, EventKind::kTsLogon, 2, "bob", "127.0.0.1");
  log.Ts(200, EventKind::kTsLogon, 1, "eve", "LOCAL");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].kind, SessionKind::kRdp);
  EXPECT_EQ(c.access_sessions[0].is_local, std::nullopt);
  EXPECT_EQ(c.access_sessions[1].kind, SessionKind::kConsole);
}

// 4779 names the client, where neither the logon nor 21 does.
TEST(RdpSessions, ADisconnectTellsTheClientThatLeft) {
  for (const char* told : {kHome, kOffice}) {
    LogScript log;
    log.Boot(0);
    log.Logon(100, 0x6000, "bob", 10).address = log.Text(kHome);
    Event& left = log.Disconnect(500, 0x6000, "bob", "RDP-Tcp#1");
    left.workstation = log.Text("LAPTOP");
    left.address = log.Text(told);
    const Correlation c = log.Run();
    ASSERT_EQ(c.access_sessions.size(), 1u);
    EXPECT_EQ(c.access_sessions[0].source_ip, kHome);
    EXPECT_EQ(c.access_sessions[0].source_host, told == kHome ? "LAPTOP" : "");
  }
}

// Neither «LOCAL» nor where it came from.
TEST(RdpSessions, TheZoneOfAnAddressIsKeptWhicheverRecordTellsIt) {
  {
    LogScript log;
    log.Boot(0);
    log.Logon(100, 0x7000, "alice", 10).address = log.Text("fe80::9%4");
    const Correlation c = log.Run();
    ASSERT_EQ(c.access_sessions.size(), 1u);
    EXPECT_EQ(c.access_sessions[0].source_ip, "fe80::9");
    EXPECT_EQ(c.access_sessions[0].source_zone, "4");
  }
  LogScript log;
  log.Boot(0);
  log.Logon(100, 0x7000, "alice", 10).address = log.Text("fe80::9%4");
  log.Ts(100.5, EventKind::kTsLogon, 2, "alice", "fe80::9");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].source_zone, "4") << "21 tells the address without it";
}

TEST(RdpSessions, AnUnspecifiedAddressTellsNothing) {
  LogScript log;
  log.Boot(0);
  log.Logon(100, 0x6000, "bob", 10).address = log.Text(kHome);
  log.Ts(101, EventKind::kTsLogon, 3, "bob", "::%16777216");
  log.Ts(200, EventKind::kTsLogon, 4, "eve", "0.0.0.0");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].source_ip, kHome);
  EXPECT_EQ(c.access_sessions[1].source_ip, "");
  EXPECT_EQ(c.access_sessions[1].is_local, std::nullopt);
}

Event& Denied(LogScript& log, double at, Luid id) {
  Event& e = log.Reconnect(at, id, "bob", kHome, "");
  e.kind = EventKind::kRemoteAccessDenied;
  e.event_id = 4825;
  return e;
}

TEST(RdpSessions, AnAccountThatMayNotHasAFailedSessionAndGuessedNothing) {
  LogScript log;
  Denied(log, 100, 0x6100);
  Denied(log, 180, 0x6200);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  const AccessSession& s = c.access_sessions[0];
  EXPECT_EQ(s.kind, SessionKind::kRdp);
  EXPECT_EQ(s.outcome, Outcome::kFailed);
  EXPECT_EQ(s.end.reason, EndReason::kAccessDenied);
  EXPECT_EQ(s.failures, 2);
  EXPECT_EQ(s.source_ip, kHome);
  EXPECT_EQ(s.auth_package, "");
  EXPECT_EQ(LogonOf(c, 0x6100).purpose, Purpose::kNla);
  EXPECT_EQ(LogonOf(c, 0x6200).access_session, 0);
  EXPECT_TRUE(c.attempt_groups.empty());
}

TEST(RdpSessions, ADenialIsOfItsConnectionThoughThatWasAuthenticated) {
  LogScript log;
  Connect(log, 100, kConnection, kHome);
  Authenticate(log, 100.5, 0x6100, kConnection, "bob", kHome);
  Denied(log, 101, 0x6100);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kFailed);
  EXPECT_EQ(c.access_sessions[0].attempt_time, At(100));
  EXPECT_EQ(c.access_sessions[0].failures, 1);
  EXPECT_EQ(LogonOf(c, 0x6100).access_session, 0);
}

TEST(RdpSessions, FailuresAtTheLogonScreenAreOfTheirConnectionWhateverTheName) {
  LogScript log;
  log.Boot(0);
  Connect(log, 100, kConnection, kHome);
  log.Failure(110, "amdin", 10, kHome);
  log.Failure(120, "admin", 10, kHome);
  log.Logon(130, 0x6000, "admin", 10).address = log.Text(kHome);
  log.activity = kConnection;
  log.Ts(130.5, EventKind::kTsLogon, 2, "admin", kHome);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].failures, 2);
  EXPECT_EQ(c.access_sessions[0].user.name, "admin");
}

TEST(RdpSessions, WithoutActivityIdsOverlappingConnectionsAreAuthenticatedInTheirOrder) {
  LogScript log;
  log.Boot(0);
  for (const double at : {100.0, 100.5}) {
    log.Rdp(at, EventKind::kRdpAccepted, at > 100 ? "198.51.100.4:2000" : "203.0.113.9:1000");
    log.Rcm(at + 0.01, EventKind::kRcmConnection);
  }
  log.Rcm(101, EventKind::kRcmAuthenticated, "alice", kHome);
  log.Rcm(101.5, EventKind::kRcmAuthenticated, "bob", kOffice);
  log.Logon(102, 0x6000, "alice", 10).address = log.Text(kHome);
  log.Logon(103, 0x7000, "bob", 10).address = log.Text(kOffice);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].attempt_time, At(100));
  EXPECT_EQ(c.access_sessions[0].user.name, "alice");
  EXPECT_EQ(c.access_sessions[0].source_port, 1000u);
  EXPECT_EQ(c.access_sessions[1].attempt_time, At(100.5));
  EXPECT_EQ(c.access_sessions[1].user.name, "bob");
  EXPECT_EQ(c.access_sessions[1].source_port, 2000u);
}

TEST(RdpSessions, OnWindows7EachLaterAuthenticationTakesTheNextConnection) {
  LogScript log;
  log.Boot(0);
  for (const double at : {100.0, 100.5, 101.0}) log.Rcm(at, EventKind::kRcmConnection);
  log.Rcm(102, EventKind::kRcmAuthenticated, "alice", kHome);
  log.Rcm(102.5, EventKind::kRcmAuthenticated, "bob", kOffice);
  log.Rcm(103, EventKind::kRcmAuthenticated, "carol", kHome);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 3u);
  for (const AccessSession& s : c.access_sessions)
    EXPECT_EQ(s.outcome, Outcome::kAuthenticatedOnly);
  EXPECT_EQ(c.access_sessions[1].attempt_time, At(100.5));
  EXPECT_EQ(c.access_sessions[1].user.name, "bob");
}

TEST(RdpSessions, A4778ThatNamesALinkComesFromElsewhereWithoutAnAddressToo) {
  for (const bool linked : {true, false}) {
    LogScript log;
    log.Boot(0);
    log.Logon(10, 0x6000, "bob", 2);
    log.Disconnect(500, 0x6000, "bob", "Console");
    Event& back = log.Reconnect(900, 0x6000, "bob", "Unknown", linked ? "ICA-CGP#2" : "Console");
    back.workstation = log.Text(linked ? "THIN7" : "Unknown");
    const Correlation c = log.Run();
    ASSERT_EQ(c.access_sessions.size(), 2u);
    EXPECT_EQ(c.access_sessions[1].kind, linked ? SessionKind::kRdp : SessionKind::kConsole);
    EXPECT_EQ(c.access_sessions[1].is_local, linked ? std::nullopt : std::optional(true));
    EXPECT_EQ(c.access_sessions[1].source_host, linked ? "THIN7" : "");
  }
}

TEST(RdpSessions, TheUnspecifiedAddressTellsOfNoPlace) {
  LogScript log;
  log.activity = "{F4203A2C-9D8E-4D51-B1A4-6F4E1C3B0000}";
  log.Rcm(10, EventKind::kRcmAuthenticated, "bob", "::%16777216");
  log.Ts(11, EventKind::kTsLogon, 2, "bob", "::%16777216");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].kind, SessionKind::kRdp);
  EXPECT_EQ(c.access_sessions[0].is_local, std::nullopt);
}

}  // namespace
}  // namespace logonloom
