// How logon sessions begin where their 4624 is missing, and what their tokens hold.
#include <gmock/gmock.h>

#include <algorithm>

#include "log_script.h"

namespace logonloom {
namespace {

// LUID 0x5000 on machine 1, at 2021-03-01T08:00:10Z.
constexpr const char* kGuidAtTen = "{00000001-9f0a-603c-0050-000000000000}";
constexpr const char* kSysmon = "Microsoft-Windows-Sysmon/Operational";

TEST(LogonStarts, AGroupRecordTellsTheStartWhereThe4624IsMissing) {
  LogScript log;
  log.Boot(0);
  log.Skip("Security", 1);
  Event& groups = log.Add("Security", EventKind::kLogonGroups, 4627, 10);
  groups.target = {log.Text("alice"), log.Text("CORP"), log.Text("S-1-5-21-1-2-3-1001")};
  groups.target_logon_id = 0x5000;
  groups.logon_type = 3;
  groups.has_logon_type = true;
  groups.groups = log.Text("S-1-5-32-544 S-1-1-0");
  const Correlation c = log.Run();
  const LogonSession& s = LogonOf(c, 0x5000);
  EXPECT_EQ(s.start_time, At(10));
  EXPECT_EQ(s.start_basis, StartBasis::kGroupEvent);
  EXPECT_EQ(s.logon_type, 3u);
  ASSERT_EQ(s.groups.size(), 2u);
  EXPECT_EQ(s.groups[0].sid, "S-1-1-0");
  EXPECT_FALSE(s.groups[1].special);
}

TEST(LogonStarts, AGroupRecordBehindOtherUseIsNoStart) {
  LogScript log;
  log.Boot(0);
  log.Use(10, 0x5000, "alice");
  Event& groups = log.Add("Security", EventKind::kLogonGroups, 4627, 100);
  groups.target_logon_id = 0x5000;
  EXPECT_FALSE(LogonOf(log.Run(), 0x5000).start_time);
}

TEST(LogonStarts, SysmonsLogonGuidTellsTheStart) {
  LogScript log;
  Event& e = log.Add(kSysmon, EventKind::kProcessStart, 1, 60);
  e.subject = {log.Text("alice"), log.Text("CORP"), Symbol()};
  e.subject_logon_id = 0x5000;
  e.logon_guid = log.Text(kGuidAtTen);
  e.process_name = log.Text("C:\\Windows\\explorer.exe");
  const Correlation c = log.Run();
  const LogonSession& s = LogonOf(c, 0x5000);
  EXPECT_EQ(s.start_time, At(10));
  EXPECT_EQ(s.start_basis, StartBasis::kSysmon);
  // The process may have started days later: it is no logon.
  const auto proof = std::find_if(c.evidence.begin(), c.evidence.end(), [](const auto& evidence) {
    return evidence.rule == "sysmon_logon_guid";
  });
  ASSERT_NE(proof, c.evidence.end());
  EXPECT_EQ(proof->role, EvidenceRole::kUse);
}

TEST(LogonStarts, ALogonGuidOfAnotherSessionTellsNothing) {
  LogScript log;
  Event& e = log.Add(kSysmon, EventKind::kProcessStart, 1, 60);
  e.subject_logon_id = 0x6000;
  e.logon_guid = log.Text(kGuidAtTen);
  EXPECT_FALSE(LogonOf(log.Run(), 0x6000).start_time);
}

TEST(LogonStarts, SysmonsTimeIsTheClocksThoughItWasSetSince) {
  LogScript log;
  log.Boot(0);
  log.SetClock(30, 86430);
  Event& e = log.Add(kSysmon, EventKind::kProcessStart, 1, 86460);
  e.subject = {log.Text("alice"), log.Text("CORP"), Symbol()};
  e.subject_logon_id = 0x5000;
  e.logon_guid = log.Text("{00000001-f0a8-603d-0050-000000000000}");  // at 86440
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x5000).start_time, At(86440));
}

TEST(LogonStarts, APairStartsWithTheHalfWhoseStartSysmonTells) {
  LogScript log;
  log.Boot(0);
  log.Skip("Security", 9);
  log.Use(70, 0x5010, "alice").token_elevation = log.Text("%%1938");
  log.Use(80, 0x5000, "alice").token_elevation = log.Text("%%1937");
  Event& e = log.Add(kSysmon, EventKind::kProcessStart, 1, 80);
  e.subject = {log.Text("alice"), log.Text("CORP"), Symbol()};
  e.subject_logon_id = 0x5000;
  e.logon_guid = log.Text(kGuidAtTen);
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x5000).start_time, At(10));
  EXPECT_EQ(LogonOf(c, 0x5010).start_time, At(10));
}

TEST(Tokens, GatherPrivilegesAndGroupsOfAllRecords) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  log.Privileges(10, 0x5000, "alice");
  Event& adjusted = log.Add("Security", EventKind::kTokenAdjusted, 4703, 20);
  adjusted.target_logon_id = 0x5000;
  adjusted.privileges = log.Text("SeTcbPrivilege SeDebugPrivilege");
  Event& special = log.Add("Security", EventKind::kSpecialGroups, 4964, 21);
  special.target_logon_id = 0x5000;
  special.groups = log.Text("S-1-5-21-1-2-3-512");
  const Correlation c = log.Run();
  const LogonSession& s = LogonOf(c, 0x5000);
  EXPECT_THAT(s.privileges,
              testing::ElementsAre("SeBackupPrivilege", "SeDebugPrivilege", "SeTcbPrivilege"));
  ASSERT_EQ(s.groups.size(), 1u);
  EXPECT_TRUE(s.groups[0].special);
}

TEST(UserDirectory, CompletesANameFromAnotherRecordOfTheSid) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  log.Goodbye(20, 0x5000, "alice");
  Event& logon = log.Add("System", EventKind::kWinlogonLogon, 7001, 100);
  logon.ts_session_id = 1;
  logon.target.sid = log.events[1].target.sid;
  const Correlation c = log.Run();
  bool named = false;
  for (const AccessSession& s : c.access_sessions)
    named |= s.start_time == At(100) && s.user.name == "alice" && s.user.domain == "CORP";
  EXPECT_TRUE(named);
}

TEST(UserDirectory, KnowsAnAccountByEachOfItsNames) {
  LogScript log;
  const Symbol sid = log.Text("S-1-5-21-1-2-3-1001");
  log.Boot(0);
  log.Logon(10, 0x5000, "", 2).target = {log.Text("a@example.com"), log.Text("MicrosoftAccount"),
                                         sid};
  log.Logon(10, 0x5010, "", 3).target = {log.Text("ann"), log.Text("WS01"), sid};
  log.Logoff(11, 0x5010, "").target = {log.Text("ann"), log.Text("WS01"), sid};
  log.Ts(11, EventKind::kTsLogon, 1, "ann", "LOCAL").target.domain = log.Text("WS01");
  log.Goodbye(900, 0x5000, "").target = {log.Text("ann"), log.Text("WS01"), sid};
  log.Ts(901, EventKind::kTsLogoff, 1, "ann").target.domain = log.Text("WS01");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 1u);
  EXPECT_EQ(c.local_sessions[0].user.sid, sid.view());
  std::size_t desktops = 0;
  for (const AccessSession& s : c.access_sessions) desktops += s.kind == SessionKind::kConsole;
  EXPECT_EQ(desktops, 1u);
}

std::size_t Consoles(const Correlation& c) {
  return static_cast<std::size_t>(
      std::count_if(c.access_sessions.begin(), c.access_sessions.end(),
                    [](const AccessSession& s) { return s.kind == SessionKind::kConsole; }));
}

TEST(UserDirectory, TheDesktopBehindALogonOfACloudAccountIsItsOwn) {
  const auto told = [](double desktop_at, const char* cloud, const char* desktop_domain) {
    LogScript log;
    log.Boot(0);
    log.Logon(10, 0x5000, "", 11).target = {log.Text("ann.lee@example.com"), log.Text(cloud),
                                            log.Text("S-1-12-1-1-2-3-4")};
    log.Ts(desktop_at, EventKind::kTsLogon, 1, "AnnLee", "LOCAL").target.domain =
        log.Text(desktop_domain);
    return Consoles(log.Run());
  };
  EXPECT_EQ(told(11, "AzureAD", "AzureAD"), 1u);
  EXPECT_EQ(told(11, "MicrosoftAccount", "WS01"), 1u);
  EXPECT_EQ(told(11, "AzureAD", "WS01"), 2u);           // an account of the machine's own
  EXPECT_EQ(told(11, "MicrosoftAccount", "CORP"), 2u);  // one of the domain
  EXPECT_EQ(told(30, "AzureAD", "AzureAD"), 2u);
}

TEST(UserDirectory, ARecordOfWhoeverActsNamesHimAsTheMachineDoes) {
  LogScript log;
  const Symbol sid = log.Text("S-1-12-1-1-2-3-4");
  log.Boot(0);
  log.Logon(10, 0x5000, "", 11).target = {log.Text("ann@example.com"), log.Text("AzureAD"), sid};
  Event& act = log.Add("Security", EventKind::kActivity, 5379, 40);
  act.subject = {log.Text("AnnLee"), log.Text("AzureAD"), sid};
  act.subject_logon_id = 0x5000;
  log.Ts(15, EventKind::kTsShellStart, 1, "AnnLee", "LOCAL").target.domain = log.Text("AzureAD");
  const Correlation c = log.Run();
  ASSERT_EQ(c.local_sessions.size(), 1u);
  EXPECT_EQ(c.local_sessions[0].user.sid, sid.view());
}

TEST(UserDirectory, DoesNotChooseBetweenAccountsOfOneName) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2).target.sid = log.Text("S-1-5-21-9-9-9-1001");
  log.Goodbye(20, 0x5000, "alice").target.sid = log.Text("S-1-5-21-9-9-9-1001");
  log.Logon(30, 0x6000, "alice", 2);
  log.Goodbye(40, 0x6000, "alice");
  log.Ts(100, EventKind::kTsLogon, 3, "alice", "LOCAL");
  const Correlation c = log.Run();
  for (const AccessSession& s : c.access_sessions)
    EXPECT_TRUE(s.start_time != At(100) || s.user.sid.empty());
}

TEST(HostFacts, TheVersionToldNamesTheSystemAndLocalAccountsItsSid) {
  LogScript log;
  Event& version = log.Add("System", EventKind::kVersionTold, 6009, 1);
  version.object_path = log.Text("17763");
  Event& logon = log.Logon(10, 0x5000, "bob", 2);
  logon.target = {log.Text("bob"), log.Text("WS01"), log.Text("S-1-5-21-7-8-9-1001")};
  const Correlation c = log.Run();
  ASSERT_EQ(c.hosts.size(), 1u);
  EXPECT_THAT(c.hosts[0].os_hint, testing::HasSubstr("Server 2019 (build 17763)"));
  EXPECT_EQ(c.hosts[0].machine_sid, "S-1-5-21-7-8-9");
}

}  // namespace
}  // namespace logonloom
