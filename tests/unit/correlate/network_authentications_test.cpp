// Which logons of type 3 are a remote desktop connection's, and which only happened then.
#include <gmock/gmock.h>

#include "log_script.h"

namespace logonloom {
namespace {

constexpr const char* kConnection = "{F4203A2C-9D8E-4D51-B1A4-6F4E1C3B0000}";
constexpr const char* kSecond = "{F4200001-9D8E-4D51-B1A4-6F4E1C3B0000}";
constexpr const char* kScanner = "203.0.113.99";
constexpr const char* kOffice = "198.51.100.4";

Event& Network(LogScript& log, double at, Luid id, const std::string& user,
               const std::string& address = {}) {
  Event& e = log.Logon(at, id, user, 3);
  e.address = log.Text(address);
  return e;
}

void Accept(LogScript& log, double at, const char* connection, const std::string& address) {
  log.activity = connection;
  log.Rdp(at, EventKind::kRdpAccepted, address + ":50123");
  log.activity = "";
}

void Close(LogScript& log, double at, const char* connection) {
  log.activity = connection;
  log.Rdp(at, EventKind::kRdpDisconnected);
  log.activity = "";
}

void Listen(LogScript& log, double at, const char* connection) {
  log.activity = connection;
  log.Rcm(at, EventKind::kRcmConnection);
  log.activity = "";
}

const AccessSession& SessionOf(const Correlation& c, Luid id) {
  return c.access_sessions.at(static_cast<std::size_t>(LogonOf(c, id).access_session));
}

TEST(NetworkAuthentications, WithoutA1149TheOnlyLogonInsideAFreshConnectionIsItsOwn) {
  LogScript log;
  log.Boot(0);
  Accept(log, 100, kConnection, kOffice);
  Network(log, 101, 0x6000, "bob");
  Close(log, 104, kConnection);
  log.Logoff(104.1, 0x6000, "bob");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x6000).purpose, Purpose::kNla);
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].user.name, "bob");
  EXPECT_EQ(c.access_sessions[0].source_ip, kOffice);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kAuthenticatedOnly);
  EXPECT_EQ(c.access_sessions[0].end.reason, EndReason::kDisconnect);
}

TEST(NetworkAuthentications, ALogonThatOutlivesAConnectionIsNotIts) {
  LogScript log;
  log.Boot(0);
  Accept(log, 100, kConnection, kScanner);
  Network(log, 105, 0x6000, "alice").workstation = log.Text("WS20");
  Close(log, 120, kConnection);
  log.Logoff(400, 0x6000, "alice");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x6000).purpose, Purpose::kNetwork);
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].user.name, "");
  EXPECT_EQ(SessionOf(c, 0x6000).kind, SessionKind::kNetwork);
  EXPECT_EQ(SessionOf(c, 0x6000).outcome, Outcome::kEstablished);
}

TEST(NetworkAuthentications, ALogonInWhichSomebodyWorksIsNone) {
  LogScript log;
  log.Boot(0);
  Accept(log, 100, kConnection, kScanner);
  Network(log, 105, 0x6000, "alice");
  log.Use(110, 0x6000, "alice");
  Close(log, 120, kConnection);
  log.Logoff(121, 0x6000, "alice");
  EXPECT_EQ(LogonOf(log.Run(), 0x6000).purpose, Purpose::kNetwork);
}

TEST(NetworkAuthentications, ALogonWithThePortOfTheDesktopBehindItIsItsOwn) {
  LogScript log;
  log.Boot(0);
  Network(log, 101, 0x6000, "bob", kOffice).port = 50123;
  Network(log, 101.5, 0x6100, "bob", kOffice).port = 50999;
  Event& desktop = log.Logon(102, 0x7000, "bob", 10);
  desktop.address = log.Text(kOffice);
  desktop.port = 50123;
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x6000).purpose, Purpose::kNla);
  EXPECT_EQ(LogonOf(c, 0x6100).purpose, Purpose::kNetwork);
}

TEST(NetworkAuthentications, ALogonFromElsewhereIsNotTheConnections) {
  LogScript log;
  log.Boot(0);
  Accept(log, 100, kConnection, kScanner);
  Network(log, 105, 0x6000, "alice", kOffice);
  Close(log, 120, kConnection);
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x6000).purpose, Purpose::kNetwork);
  EXPECT_EQ(SessionOf(c, 0x6000).source_ip, kOffice);
}

TEST(NetworkAuthentications, ThoseOfConnectionsAreToldByALogThatMissesNothing) {
  LogScript log;
  log.Boot(0);
  Listen(log, 90, kConnection);
  Network(log, 91, 0x6000, "alice");
  Listen(log, 120, kSecond);
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x6000).purpose, Purpose::kNetwork);
  EXPECT_EQ(SessionOf(c, 0x6000).kind, SessionKind::kNetwork);
}

TEST(NetworkAuthentications, ARecordMissingThereMayHaveToldIt) {
  LogScript log;
  log.Boot(0);
  Listen(log, 90, kConnection);
  log.Skip("Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational", 1);
  Network(log, 91, 0x6000, "alice");
  Listen(log, 120, kSecond);
  EXPECT_EQ(LogonOf(log.Run(), 0x6000).purpose, Purpose::kNla);
}

TEST(NetworkAuthentications, OfAFailedConnectionThereIsNone) {
  LogScript log;
  log.Boot(0);
  Accept(log, 100, kConnection, kScanner);
  log.activity = kConnection;
  log.Rdp(101, EventKind::kRdpBadPassword, kScanner);
  log.activity = "";
  Network(log, 102, 0x6000, "alice");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x6000).purpose, Purpose::kNetwork);
  EXPECT_EQ(SessionOf(c, 0x6000).kind, SessionKind::kNetwork);
}

TEST(NetworkAuthentications, OfTwoLogonsWithoutAddressAConnectionsIsNotKnown) {
  LogScript log;
  log.Boot(0);
  Accept(log, 100, kConnection, kScanner);
  Network(log, 101, 0x6000, "alice");
  Network(log, 102, 0x6100, "bob");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x6000).purpose, Purpose::kNetwork);
  EXPECT_EQ(LogonOf(c, 0x6100).purpose, Purpose::kNetwork);
}

TEST(NetworkAuthentications, OfAnotherAddressIsNotOfTheDesktopBehindIt) {
  LogScript log;
  log.Boot(0);
  Network(log, 92, 0x5000, "bob", kScanner).workstation = log.Text("KALI");
  log.Logoff(94, 0x5000, "bob");
  Network(log, 101, 0x6000, "bob", kOffice).workstation = log.Text("WS05");
  log.Logon(102, 0x7000, "bob", 10).address = log.Text(kOffice);
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x6000).purpose, Purpose::kNla);
  EXPECT_EQ(LogonOf(c, 0x5000).purpose, Purpose::kNetwork);
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(SessionOf(c, 0x5000).source_ip, kScanner);
  EXPECT_EQ(SessionOf(c, 0x5000).source_host, "KALI");
  EXPECT_EQ(SessionOf(c, 0x7000).attempt_time, At(101));
}

TEST(NetworkAuthentications, OfAnotherAddressIsNotOfThe1149BehindIt) {
  LogScript log;
  log.Boot(0);
  Network(log, 92, 0x5000, "bob", kScanner);
  log.Rcm(102, EventKind::kRcmAuthenticated, "bob", kOffice);
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x5000).purpose, Purpose::kNetwork);
  EXPECT_EQ(SessionOf(c, 0x5000).source_ip, kScanner);
}

TEST(NetworkAuthentications, OfAReturnThatNoVisitIsToldOfAreNotOfWhoSatAtTheConsole) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "bob", 2).address = log.Text("127.0.0.1");
  Network(log, 100, 0x6000, "bob", kScanner).workstation = log.Text("KALI");
  log.Logon(101, 0x7000, "bob", 10).address = log.Text(kScanner);
  log.Logoff(101.8, 0x7000, "bob");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(SessionOf(c, 0x6000).source_ip, kScanner);
  EXPECT_EQ(SessionOf(c, 0x5000).source_host, "");
}

TEST(NetworkAuthentications, WithoutAddressTheNearestOneIsTheDesktops) {
  LogScript log;
  log.Boot(0);
  Network(log, 92, 0x5000, "bob").workstation = log.Text("KALI");
  Network(log, 101, 0x6000, "bob").workstation = log.Text("WS05");
  log.Logon(102, 0x7000, "bob", 10).address = log.Text(kOffice);
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x6000).purpose, Purpose::kNla);
  EXPECT_EQ(LogonOf(c, 0x5000).purpose, Purpose::kNetwork);
  EXPECT_EQ(SessionOf(c, 0x7000).attempt_time, At(101));
  EXPECT_EQ(SessionOf(c, 0x7000).source_host, "WS05");
}

TEST(NetworkAuthentications, OneThatWasOverLetNobodyIn) {
  LogScript log;
  log.Boot(0);
  Network(log, 92, 0x5000, "bob").workstation = log.Text("KALI");
  log.Logoff(94, 0x5000, "bob");
  log.Logon(102, 0x7000, "bob", 10).address = log.Text(kOffice);
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x5000).purpose, Purpose::kNetwork);
  EXPECT_EQ(SessionOf(c, 0x7000).source_host, "");
}

TEST(NetworkAuthentications, ATryJustAheadFromThereIsOfTheSameSession) {
  LogScript log;
  log.Boot(0);
  Network(log, 95, 0x5000, "bob", kOffice);
  Network(log, 101, 0x6000, "bob", kOffice);
  log.Logon(102, 0x7000, "bob", 10).address = log.Text(kOffice);
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x5000).purpose, Purpose::kNla);
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].attempt_time, At(95));
}

TEST(NetworkAuthentications, WhoHasToSendAnotherAwayFirstIsLetInLater) {
  LogScript log;
  log.Boot(0);
  Network(log, 100, 0x6000, "bob", kOffice);
  log.Logon(122, 0x7000, "bob", 10).address = log.Text(kOffice);
  log.Goodbye(900, 0x7000, "bob");
  log.Logoff(900.1, 0x6000, "bob");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x6000).purpose, Purpose::kNla);
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].attempt_time, At(100));
}

TEST(NetworkAuthentications, OneThatWasOverBySoMuchLaterIsOfAnotherConnection) {
  LogScript log;
  log.Boot(0);
  Network(log, 100, 0x6000, "bob", kOffice);
  log.Logoff(103, 0x6000, "bob");
  log.Logon(122, 0x7000, "bob", 10).address = log.Text(kOffice);
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x6000).purpose, Purpose::kNetwork);
  EXPECT_EQ(c.access_sessions.size(), 2u);
}

TEST(NetworkAuthentications, OfATunnelComeFromTheLoopbackAddress) {
  LogScript log;
  log.Boot(0);
  Network(log, 101, 0x6000, "bob", "127.0.0.1");
  log.Logon(102, 0x7000, "bob", 10).address = log.Text("::1");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x6000).purpose, Purpose::kNla);
  EXPECT_EQ(c.access_sessions.size(), 1u);
}

}  // namespace
}  // namespace logonloom
