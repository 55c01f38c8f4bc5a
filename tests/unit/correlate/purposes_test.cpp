// What logon sessions are for, and which session the by-products serve.
#include <gmock/gmock.h>

#include "log_script.h"

namespace logonloom {
namespace {

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

}  // namespace
}  // namespace logonloom
