// Visits to a desktop where no log tells connects and disconnects: by the logons that let people in.
#include <gmock/gmock.h>

#include "log_script.h"

namespace logonloom {
namespace {

constexpr const char* kHome = "10.0.0.9";
constexpr const char* kElsewhere = "203.0.113.66";

// The network logon ahead of a desktop, which lives as long as the connection.
void Authenticate(LogScript& log, double at, Luid id, const char* address, const char* client) {
  Event& e = log.Logon(at, id, "bob", 3);
  e.address = log.Text(address);
  e.workstation = log.Text(client);
}

void LogOn(LogScript& log, double at, Luid id, std::uint32_t type, const char* address) {
  log.Logon(at, id, "bob", type).address = log.Text(address);
}

void LetIn(LogScript& log, double at, Luid id, std::uint32_t type, const char* address) {
  LogOn(log, at, id, type, address);
  log.Logoff(at + 2, id, "bob");
}

// bob opens a desktop at 100, which is left at 500 and comes back to at 900 from elsewhere.
void Return(LogScript& log, std::uint32_t type) {
  log.Boot(0);
  Authenticate(log, 99, 0x5f00, kHome, "PC9");
  LogOn(log, 100, 0x6000, 10, kHome);
  log.Logoff(500, 0x5f00, "bob").logon_type = 3;
  Authenticate(log, 899, 0x6f00, kElsewhere, "KALI");
  LetIn(log, 900, 0x7000, type, kElsewhere);
}

TEST(UntoldReturns, AReturnFromElsewhereIsAVisitOfItsOwn) {
  for (const std::uint32_t type : {10u, 7u}) {
    LogScript log;
    Return(log, type);
    log.Use(1200, 0x6000, "bob");
    log.Goodbye(2000, 0x6000, "bob");
    const Correlation c = log.Run();
    ASSERT_EQ(c.access_sessions.size(), 2u);
    const AccessSession &first = c.access_sessions[0], &second = c.access_sessions[1];
    EXPECT_EQ(first.source_ip, kHome);
    EXPECT_EQ(first.end.time, At(500));
    EXPECT_EQ(first.end.reason, EndReason::kDisconnect);
    EXPECT_EQ(first.end.confidence, 0.9);
    EXPECT_EQ(first.superseded_by, kNone);
    EXPECT_EQ(second.kind, SessionKind::kRdp);
    EXPECT_EQ(second.source_ip, kElsewhere);
    EXPECT_EQ(second.source_host, "KALI");
    EXPECT_EQ(second.attempt_time, At(899));
    EXPECT_EQ(second.start_time, At(900));
    EXPECT_EQ(second.begin_confidence, 0.9);
    EXPECT_EQ(second.end.time, At(2000));
    EXPECT_EQ(second.reconnect_of, 0);
    EXPECT_EQ(second.lock_count, 0);
    EXPECT_EQ(LogonOf(c, 0x6f00).purpose, Purpose::kNla);
    EXPECT_EQ(LogonOf(c, 0x7000).purpose, Purpose::kReconnect);
    EXPECT_EQ(LogonOf(c, 0x6f00).access_session, 1);
    EXPECT_EQ(LogonOf(c, 0x7000).access_session, 1);
  }
}

TEST(UntoldReturns, WithoutTheEndOfTheNetworkLogonTheVisitBeforeWasOverByTheReturn) {
  LogScript log;
  log.Boot(0);
  LogOn(log, 100, 0x6000, 10, kHome);
  LetIn(log, 500, 0x6800, 7, kHome);  // an unlock: he was there
  LetIn(log, 900, 0x7000, 10, kElsewhere);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  const SessionEnd& end = c.access_sessions[0].end;
  EXPECT_EQ(end.time, std::nullopt);
  EXPECT_EQ(end.lower, At(500));
  EXPECT_EQ(end.upper, At(900));
  EXPECT_EQ(end.reason, EndReason::kSuperseded);
  EXPECT_EQ(end.confidence, 0.5);
  EXPECT_EQ(c.access_sessions[0].lock_count, 1);
}

TEST(UntoldReturns, ANetworkLogonThatEndsAtOnceOrAheadOfASignDoesNotTellTheDisconnect) {
  for (const double gone : {103.0, 400.0}) {
    LogScript log;
    log.Boot(0);
    Authenticate(log, 99, 0x5f00, kHome, "PC9");
    LogOn(log, 100, 0x6000, 10, kHome);
    log.Logoff(gone, 0x5f00, "bob").logon_type = 3;
    LetIn(log, 500, 0x6800, 7, kHome);
    LetIn(log, 900, 0x7000, 10, kElsewhere);
    const Correlation c = log.Run();
    ASSERT_EQ(c.access_sessions.size(), 2u);
    EXPECT_EQ(c.access_sessions[0].end.time, std::nullopt);
    EXPECT_EQ(c.access_sessions[0].end.upper, At(900));
  }
}

// Of a log that misses records: which desktop a return was to is not sure, unless its own network
// logon ends with the logoff.
TEST(UntoldReturns, ALogoffIsOfTheReturnWhoseNetworkLogonEndsWithIt) {
  for (const double gone : {1500.0, 2001.0}) {
    LogScript log;
    Return(log, 10);
    log.Skip("Security", 1);
    log.events.erase(log.events.begin());  // 4608
    if (gone < 2000) log.Logoff(gone, 0x6f00, "bob").logon_type = 3;
    log.Goodbye(2000, 0x6000, "bob");
    if (gone > 2000) log.Logoff(gone, 0x6f00, "bob").logon_type = 3;
    const Correlation c = log.Run();
    ASSERT_EQ(c.access_sessions.size(), 2u);
    EXPECT_EQ(c.access_sessions[0].end.time, At(500));
    EXPECT_EQ(c.access_sessions[1].end.time, At(2000));
    EXPECT_EQ(c.access_sessions[1].end.reason, EndReason::kLogoff);
    EXPECT_EQ(c.access_sessions[1].end.confidence, gone > 2000 ? 0.9 : 0.5);
  }
}

TEST(UntoldReturns, AReturnToADesktopOlderThanTheLogsIsAVisit) {
  LogScript log;
  log.Use(5, 0x3e7, "WS01$");
  Authenticate(log, 899, 0x6f00, kElsewhere, "KALI");
  LetIn(log, 900, 0x7000, 10, kElsewhere);
  log.Logoff(2000, 0x6f00, "bob").logon_type = 3;
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  const AccessSession& visit = c.access_sessions[0];
  EXPECT_EQ(visit.kind, SessionKind::kRdp);
  EXPECT_EQ(visit.start_time, At(900));
  EXPECT_EQ(visit.source_ip, kElsewhere);
  EXPECT_EQ(visit.source_host, "KALI");
  EXPECT_EQ(visit.reconnect_of, kNone);
  EXPECT_EQ(visit.end.time, At(2000));
  EXPECT_EQ(visit.end.reason, EndReason::kDisconnect);
  EXPECT_EQ(LogonOf(c, 0x7000).access_session, 0);
}

TEST(UntoldReturns, AReturnThatLocalSessionManagerTellsIsToldOnce) {
  LogScript log;
  Return(log, 10);
  log.Ts(101, EventKind::kTsLogon, 3, "bob", kHome);
  log.Ts(500, EventKind::kTsDisconnected, 3, "bob", kHome);
  log.Ts(901, EventKind::kTsReconnected, 3, "bob", kElsewhere);
  log.Goodbye(2000, 0x6000, "bob");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[1].start_time, At(901));
  EXPECT_EQ(c.access_sessions[1].begin_confidence, 1.0);
}

// A logon screen that was left: whoever came in would stand in the log of desktops.
TEST(UntoldReturns, NobodyCameBackOfWhomALogThatTellsReturnsSaysNothing) {
  for (const bool missing : {false, true}) {
    LogScript log;
    log.Boot(0);
    LogOn(log, 100, 0x6000, 10, kHome);
    log.Ts(101, EventKind::kTsLogon, 3, "bob", kHome);
    LetIn(log, 900, 0x7000, 10, kElsewhere);
    if (missing)
      log.Skip("Microsoft-Windows-TerminalServices-LocalSessionManager/Operational", 1);
    log.Ts(2000, EventKind::kTsDisconnected, 3, "bob", kHome);
    EXPECT_EQ(log.Run().access_sessions.size(), missing ? 2u : 1u);
  }
}

TEST(UntoldReturns, AnUnlockFromAnotherAddressShowsThatSomebodyCameFromThere) {
  for (const char* address : {kHome, kElsewhere}) {
    LogScript log;
    log.Boot(0);
    LogOn(log, 100, 0x6000, 10, kHome);
    LetIn(log, 900, 0x7000, 7, address);
    log.Use(1000, 0x3e7, "WS01$");
    const Correlation c = log.Run();
    const bool other = address == std::string(kElsewhere);
    ASSERT_EQ(c.access_sessions.size(), other ? 2u : 1u);
    EXPECT_EQ(c.access_sessions.back().source_ip, address);
    EXPECT_EQ(c.access_sessions.back().begin_confidence, other ? 0.5 : 1.0);
    EXPECT_EQ(c.access_sessions[0].lock_count, other ? 0 : 1);
  }
}

TEST(UntoldReturns, WhichOfSeveralDesktopsWasReturnedToIsNotKnown) {
  for (const std::uint32_t type : {10u, 7u}) {
    LogScript log;
    log.Boot(0);
    LogOn(log, 100, 0x6000, 10, kHome);
    LogOn(log, 200, 0x6800, 10, kHome);
    LetIn(log, 900, 0x7000, type, kElsewhere);
    log.Goodbye(2000, 0x6000, "bob");
    log.Goodbye(2100, 0x6800, "bob");
    const Correlation c = log.Run();
    ASSERT_EQ(c.access_sessions.size(), 3u);
    EXPECT_EQ(c.access_sessions[0].confidence, 0.5);
    EXPECT_EQ(c.access_sessions[1].confidence, 0.5);
    EXPECT_EQ(c.access_sessions[2].source_ip, kElsewhere);
    EXPECT_EQ(c.access_sessions[2].begin_confidence, type == 10 ? 0.9 : 0.5);
    EXPECT_EQ(c.access_sessions[2].reconnect_of, kNone);
  }
}

void AtConsole(LogScript& log, double at, Luid id, const char* user, std::uint32_t type) {
  log.Logon(at, id, user, type).address = log.Text("127.0.0.1");
}

TEST(ConsoleTurns, WhoeverComesToTheConsoleSendsAwayWhoeverWasThere) {
  for (const std::uint32_t type : {2u, 7u}) {  // as older and newer Windows let back in
    LogScript log;
    log.Boot(0);
    AtConsole(log, 100, 0x6000, "alice", 2);
    AtConsole(log, 500, 0x7000, "carol", 2);
    AtConsole(log, 900, 0x8000, "alice", type);
    log.Logoff(901, 0x8000, "alice");
    log.Goodbye(2000, 0x6000, "alice");
    log.Goodbye(2100, 0x7000, "carol");
    const Correlation c = log.Run();
    ASSERT_EQ(c.access_sessions.size(), 3u);
    const AccessSession &alice = c.access_sessions[0], &carol = c.access_sessions[1],
                        &again = c.access_sessions[2];
    EXPECT_EQ(alice.end.time, std::nullopt);
    EXPECT_EQ(alice.end.lower, At(100));
    EXPECT_EQ(alice.end.upper, At(500));
    EXPECT_EQ(alice.end.reason, EndReason::kDisconnect);
    EXPECT_EQ(alice.confidence, 0.5);
    EXPECT_EQ(carol.end.upper, At(900));
    EXPECT_EQ(again.kind, SessionKind::kConsole);
    EXPECT_EQ(again.start_time, At(900));
    EXPECT_EQ(again.end.time, At(2000));
    EXPECT_EQ(again.reconnect_of, 0);
    EXPECT_EQ(again.lock_count, 0);
  }
}

TEST(ConsoleTurns, WhoeverWasSentAwayMayHaveLoggedOffWhereNothingTellsOfHisDesktopAgain) {
  LogScript log;
  log.Boot(0);
  AtConsole(log, 100, 0x6000, "alice", 2);
  log.Skip("Security", 3);
  AtConsole(log, 500, 0x7000, "carol", 2);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].end.reason, EndReason::kSuperseded);
  EXPECT_EQ(c.access_sessions[0].end.upper, At(500));
}

TEST(ConsoleTurns, ALogThatTellsWhoLeavesTellsThemAll) {
  LogScript log;
  log.Boot(0);
  AtConsole(log, 100, 0x6000, "alice", 2);
  log.Ts(101, EventKind::kTsLogon, 1, "alice", "LOCAL");
  log.Ts(490, EventKind::kTsDisconnected, 1, "alice", "LOCAL");
  AtConsole(log, 500, 0x7000, "carol", 2);
  log.Ts(501, EventKind::kTsLogon, 2, "carol", "LOCAL");
  log.Ts(2000, EventKind::kTsLogoff, 2, "carol");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].end.time, At(490));
  EXPECT_EQ(c.access_sessions[1].end.time, At(2000));
}

TEST(ConsoleTurns, ARemoteDesktopMayHaveSentAwayWhoeverWasAtTheConsole) {
  LogScript log;
  log.Boot(0);
  AtConsole(log, 100, 0x6000, "alice", 2);
  LogOn(log, 500, 0x7000, 10, kHome);
  log.Goodbye(900, 0x7000, "bob");
  log.Goodbye(2000, 0x6000, "alice");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].end.time, At(2000));
  EXPECT_EQ(c.access_sessions[0].confidence, 0.5);
  EXPECT_EQ(c.access_sessions[1].confidence, 1.0);
}

TEST(ConsoleTurns, WhoWasBackAtTheConsoleIsNoLongerElsewhere) {
  LogScript log;
  log.Boot(0);
  AtConsole(log, 100, 0x6000, "bob", 2);
  LetIn(log, 500, 0x7000, 10, kElsewhere);
  AtConsole(log, 900, 0x8000, "bob", 2);
  log.Logoff(901, 0x8000, "bob");
  log.Goodbye(2000, 0x6000, "bob");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 3u);
  EXPECT_EQ(c.access_sessions[1].source_ip, kElsewhere);
  EXPECT_EQ(c.access_sessions[1].end.upper, At(900));
  EXPECT_EQ(c.access_sessions[2].kind, SessionKind::kConsole);
  EXPECT_EQ(c.access_sessions[2].end.time, At(2000));
}

}  // namespace
}  // namespace logonloom
