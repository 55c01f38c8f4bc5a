// What logon sessions are for, and which session the by-products serve.
#include <gmock/gmock.h>

#include "log_script.h"

namespace logonloom {
namespace {

constexpr const char* kSshd = "C:\\Windows\\System32\\OpenSSH\\sshd.exe";

// A network logon as network level authentication makes it: without address.
void Nla(LogScript& log, double seconds, Luid id, const std::string& user) {
  log.Logon(seconds, id, user, 3).workstation = log.Text("PC9");
}

TEST(Purposes, AShortLogonBehindTheLogoffIsADesktopOfItsOwn) {
  LogScript log;
  log.Boot(0);
  log.AdminLogon(60, 0x3000, 0x3010, "alice", 2);
  log.Goodbye(100, 0x3010, "alice");
  log.AdminLogon(160, 0x4000, 0x4010, "alice", 2);
  log.Logoff(165, 0x4010, "alice");
  log.Logoff(165, 0x4000, "alice");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x4010).purpose, Purpose::kDesktop);
  EXPECT_EQ(c.access_sessions.size(), 2u);
}

TEST(Purposes, AShortLogonBesideAnOpenDesktopOnlyReturns) {
  LogScript log;
  log.Boot(0);
  log.AdminLogon(60, 0x3000, 0x3010, "alice", 2);
  log.AdminLogon(160, 0x4000, 0x4010, "alice", 2);
  log.Logoff(165, 0x4010, "alice");
  log.Logoff(165, 0x4000, "alice");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x4000).purpose, Purpose::kReconnect);
  EXPECT_EQ(LogonOf(c, 0x4010).purpose, Purpose::kReconnect);
  EXPECT_EQ(LogonOf(c, 0x4000).access_session, LogonOf(c, 0x3010).access_session);
}

TEST(Purposes, AnUnlockShowsThatTheUsersLatestSessionIsADesktop) {
  LogScript log;
  log.Skip("Security", 9);
  log.Use(5, 0x4000, "alice");
  log.Use(10, 0x5000, "alice");
  log.Use(20, 0x6000, "bob");
  log.Logon(100, 0x9000, "alice", 7);
  log.Logoff(100.03, 0x9000, "alice");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x4000).purpose, Purpose::kUnknown);
  EXPECT_EQ(LogonOf(c, 0x5000).purpose, Purpose::kDesktop);
  EXPECT_EQ(LogonOf(c, 0x6000).purpose, Purpose::kUnknown);
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_FALSE(c.access_sessions[0].start_time);
  EXPECT_EQ(LogonOf(c, 0x9000).access_session, 0);
}

TEST(Purposes, AnUnlockWhereADesktopIsOpenNamesNoOther) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x4000, "alice", 2);
  log.Use(20, 0x5000, "alice");
  log.Logon(100, 0x9000, "alice", 7);
  log.Logoff(100.03, 0x9000, "alice");
  EXPECT_EQ(LogonOf(log.Run(), 0x5000).purpose, Purpose::kUnknown);
}

TEST(Purposes, AWebServersLogonForItsClientComesFromElsewhere) {
  LogScript log;
  log.Use(5, 0x5000, "pool");
  Event& e = log.Logon(10, 0x9000, "bob", 8);
  e.subject_logon_id = 0x5000;
  e.address = log.Text("10.0.0.9");
  e.port = 50000;
  EXPECT_EQ(LogonOf(log.Run(), 0x9000).purpose, Purpose::kNetwork);
}

TEST(Purposes, TheAuthenticationAheadOfAReturnByUnlocksServesIt) {
  LogScript log;
  log.Boot(0);
  log.AdminLogon(60, 0x3000, 0x3010, "alice", 2);
  Nla(log, 1001, 0x5000, "alice");
  log.Logon(1002, 0x6000, "alice", 7);
  log.Reconnect(1002.4, 0x3010, "alice", "10.0.0.9", "RDP-Tcp#0");
  log.Logoff(1002.8, 0x6000, "alice");
  log.Disconnect(2000, 0x3010, "alice", "RDP-Tcp#0");
  log.Logoff(2000.2, 0x5000, "alice");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x5000).purpose, Purpose::kNla);
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[1].kind, SessionKind::kRdp);
  EXPECT_EQ(c.access_sessions[1].attempt_time, At(1001));
  EXPECT_EQ(LogonOf(c, 0x5000).access_session, 1);
}

TEST(Purposes, AnAuthenticationServesWhatTheLogonBehindItServes) {
  LogScript log;
  log.Boot(0);
  log.Logon(60, 0x3000, "alice", 2).address = log.Text("127.0.0.1");
  Nla(log, 1001, 0x5000, "alice");
  log.Logon(1002, 0x6000, "alice", 10).address = log.Text("10.0.0.9");
  log.Logoff(1002.8, 0x6000, "alice");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x6000).purpose, Purpose::kReconnect);
  EXPECT_EQ(LogonOf(c, 0x5000).purpose, Purpose::kNla);
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(LogonOf(c, 0x6000).access_session, 1);
  EXPECT_EQ(LogonOf(c, 0x5000).access_session, 1);
}

TEST(Purposes, AnAuthenticationServesTheConnectionInWhichItStands) {
  LogScript log;
  log.Boot(0);
  log.activity = "{F4200001-0000-0000-0000-000000000000}";
  log.Rdp(100, EventKind::kRdpAccepted, "10.0.0.9:50123");
  log.Rcm(101.1, EventKind::kRcmAuthenticated, "alice", "10.0.0.9");
  log.Rdp(103, EventKind::kRdpDisconnected);
  log.activity = "{F4200002-0000-0000-0000-000000000000}";
  log.Rdp(110, EventKind::kRdpAccepted, "10.0.0.9:50124");
  log.Rcm(111.1, EventKind::kRcmAuthenticated, "alice", "10.0.0.9");
  log.Ts(112.5, EventKind::kTsLogon, 3, "alice", "10.0.0.9");
  log.activity.clear();
  Nla(log, 101, 0x5000, "alice");
  log.Logoff(103, 0x5000, "alice");
  Nla(log, 111, 0x5100, "alice");
  log.Logon(112, 0x6000, "alice", 10).address = log.Text("10.0.0.9");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[0].outcome, Outcome::kAuthenticatedOnly);
  EXPECT_EQ(LogonOf(c, 0x5000).access_session, 0);
  EXPECT_EQ(LogonOf(c, 0x5100).access_session, 1);
}

Event& BySshd(LogScript& log, double seconds, Luid id, const std::string& user,
              std::uint32_t type) {
  Event& e = log.Logon(seconds, id, user, type);
  e.process_id = 4711;
  e.process_name = log.Text(kSshd);
  return e;
}

void Said(LogScript& log, double seconds, const std::string& text) {
  Event& e = log.Add("OpenSSH/Operational", EventKind::kSshMessage, 4, seconds);
  e.writer_pid = 4711;
  e.message = log.Text(text);
}

TEST(Purposes, WhatSshdDoesAheadOfAPasswordServesTheConnection) {
  LogScript log;
  log.Boot(0);
  BySshd(log, 99, 0x6000, "sshd_4711", 5);
  BySshd(log, 100, 0x7000, "alice", 3);
  BySshd(log, 101, 0x7100, "alice", 3);
  BySshd(log, 103, 0x7200, "alice", 8);
  Said(log, 103.1, "Accepted password for alice from 203.0.113.9 port 50022 ssh2");
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(LogonOf(c, 0x7200).purpose, Purpose::kSsh);
  for (const Luid id : {0x7000, 0x7100}) EXPECT_EQ(LogonOf(c, id).purpose, Purpose::kSshLookup);
  for (const Luid id : {0x6000, 0x7000, 0x7100, 0x7200})
    EXPECT_EQ(LogonOf(c, id).access_session, 0) << id;
}

TEST(Purposes, WhoLogsOnToSshdByKeyRunsInALogonOfTypeThree) {
  LogScript log;
  log.Boot(0);
  BySshd(log, 100, 0x7000, "alice", 3);
  Said(log, 101, "Accepted publickey for alice from 203.0.113.9 port 50022 ssh2: RSA SHA256:x");
  BySshd(log, 101.1, 0x7100, "alice", 3);
  const Correlation c = log.Run();
  ASSERT_EQ(c.access_sessions.size(), 1u);
  for (const Luid id : {0x7000, 0x7100}) {
    EXPECT_EQ(LogonOf(c, id).purpose, Purpose::kSsh);
    EXPECT_EQ(LogonOf(c, id).access_session, 0);
  }
  EXPECT_EQ(c.logon_sessions[static_cast<std::size_t>(c.access_sessions[0].logon_session)].logon_id,
            0x7100u);
}

TEST(Purposes, ALogonOfType7RightAheadOfAReconnectIsNoUnlock) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "bob", 10).address = log.Text("203.0.113.9");
  log.Ts(11, EventKind::kTsLogon, 3, "bob", "203.0.113.9");
  log.Ts(500, EventKind::kTsDisconnected, 3, "bob", "203.0.113.9");
  log.Logon(900, 0x8000, "bob", 7);
  log.Ts(901, EventKind::kTsReconnected, 3, "bob", "198.51.100.4");
  log.Logoff(901.5, 0x8000, "bob");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x8000).purpose, Purpose::kReconnect);
  ASSERT_EQ(c.access_sessions.size(), 2u);
  EXPECT_EQ(c.access_sessions[1].lock_count, 0);
}

TEST(Purposes, ALogonOfType7BehindAnAuthenticationFromElsewhereIsNoUnlock) {
  for (const bool authenticated : {false, true}) {
    LogScript log;
    log.Boot(0);
    log.Logon(10, 0x5000, "alice", 10).address = log.Text("10.0.0.5");
    if (authenticated) log.Logon(500, 0x7000, "alice", 3).address = log.Text("10.0.0.6");
    log.Logon(501, 0x8000, "alice", 7).address = log.Text("10.0.0.6");
    log.Logoff(501.5, 0x8000, "alice");
    log.Skip("Security", 5);  // 4778
    EXPECT_EQ(LogonOf(log.Run(), 0x8000).purpose,
              authenticated ? Purpose::kReconnect : Purpose::kUnlock);
  }
}

}  // namespace
}  // namespace logonloom
