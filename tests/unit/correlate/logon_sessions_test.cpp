#include <gmock/gmock.h>

#include "log_script.h"

namespace logonloom {
namespace {

TEST(LogonSessions, A4634EndsOnlyTheHalfThatItNames) {
  LogScript log;
  log.Boot(0);
  log.AdminLogon(10, 0x5000, 0x5010, "alice", 2);
  log.Logoff(20, 0x5010, "alice");
  log.Use(30, 0x5000, "alice");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x5010).end.time, At(20));
  EXPECT_EQ(LogonOf(c, 0x5000).end.reason, EndReason::kStillOpenAtEndOfLog);
}

TEST(LogonSessions, A4647EndsBothHalves) {
  LogScript log;
  log.Boot(0);
  log.AdminLogon(10, 0x5000, 0x5010, "alice", 2);
  log.Goodbye(30, 0x5010, "alice");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x5010).end.basis, EndBasis::kLogoffInitiated);
  EXPECT_EQ(LogonOf(c, 0x5000).end.basis, EndBasis::kPartner);
  EXPECT_EQ(LogonOf(c, 0x5000).end.time, At(30));
  EXPECT_DOUBLE_EQ(LogonOf(c, 0x5000).end.confidence, 0.9);
}

TEST(LogonSessions, HalvesOfVersionTwoNameEachOther) {
  LogScript log;
  log.AdminLogon(10, 0x5000, 0x5010, "alice", 2);
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x5000).linked_basis, LinkedBasis::kRecorded);
  EXPECT_EQ(&c.logon_sessions[static_cast<std::size_t>(LogonOf(c, 0x5000).linked)],
            &LogonOf(c, 0x5010));
}

TEST(LogonSessions, AHalfWhoseOwnLogonIsMissingIsLinkedOneSided) {
  LogScript log;
  Event& e = log.Logon(10, 0x5010, "alice", 2);
  e.linked_logon_id = 0x5000;
  e.elevated = false;
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x5000).linked_basis, LinkedBasis::kOneSided);
  EXPECT_EQ(LogonOf(c, 0x5000).user.name, "alice");
  EXPECT_EQ(LogonOf(c, 0x5000).start_basis, StartBasis::kImplied);
  EXPECT_EQ(c.access_sessions.size(), 1u);
}

TEST(LogonSessions, PairsOfVersionZeroAreInferredOnlyForPeopleAtDesktops) {
  for (const std::uint32_t type : {2u, 3u}) {
    LogScript log;
    log.Logon(10, 0x5000, "alice", type).version = 0;
    log.Logon(10, 0x5010, "alice", type).version = 0;
    log.Privileges(10, 0x5000, "alice");
    const Correlation c = log.Run();
    EXPECT_EQ(LogonOf(c, 0x5000).linked_basis,
              type == 2 ? LinkedBasis::kInferred : LinkedBasis::kNotLinked);
  }
}

TEST(LogonSessions, PrivilegesAheadOfANetworkLogonAreItsOwn) {
  LogScript log;
  log.Privileges(10, 0x7000, "bob");
  log.Logon(10, 0x7000, "bob", 3).address = log.Text("10.0.0.9");
  const Correlation c = log.Run();
  ASSERT_EQ(c.logon_sessions.size(), 1u);
  EXPECT_EQ(c.logon_sessions[0].start_basis, StartBasis::kLogonEvent);
  EXPECT_THAT(c.logon_sessions[0].privileges,
              testing::ElementsAre("SeBackupPrivilege", "SeDebugPrivilege"));
  EXPECT_EQ(c.logon_sessions[0].elevated, true);
}

TEST(LogonSessions, PermanentIdsHaveOneSessionPerBootHoweverOftenTheyAreRefreshed) {
  LogScript log;
  log.Boot(0);
  for (int i = 1; i < 5; ++i) log.Logon(i, 0x3e7, "SYSTEM", 5);
  log.Stop(100);
  log.Boot(200);
  log.Logon(201, 0x3e7, "SYSTEM", 5);
  const Correlation c = log.Run();
  EXPECT_EQ(c.logon_sessions.size(), 2u);
  EXPECT_TRUE(c.access_sessions.empty());
}

TEST(LogonSessions, AUseWithoutLogonImpliesASessionOfUnknownStart) {
  LogScript log;
  log.Use(10, 0xab3c35a64, "carol");
  const Correlation c = log.Run();
  const LogonSession& s = LogonOf(c, 0xab3c35a64);
  EXPECT_EQ(s.start_time, std::nullopt);
  EXPECT_EQ(s.start_basis, StartBasis::kImplied);
  EXPECT_DOUBLE_EQ(s.confidence, 0);
}

TEST(LogonSessions, MissingRecordsAheadOfTheEndOfTheLogLeaveTheEndUnknown) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  log.Skip("Security", 3);
  log.Use(500, 0x3e7, "WS01$");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x5000).end.reason, EndReason::kUnknown);
  EXPECT_EQ(LogonOf(c, 0x5000).end.time, std::nullopt);
}

TEST(LogonSessions, TheSameIdAgainInOneBootSupersedesTheFirst) {
  LogScript log;
  log.Logon(10, 0x5000, "alice", 2);
  log.Logon(500, 0x5000, "bob", 2);
  const Correlation c = log.Run();
  ASSERT_EQ(c.logon_sessions.size(), 2u);
  EXPECT_EQ(c.logon_sessions[0].end.reason, EndReason::kSuperseded);
  EXPECT_EQ(c.logon_sessions[0].end.upper, At(500));
  EXPECT_EQ(c.logon_sessions[0].user.name, "alice");
  EXPECT_EQ(c.logon_sessions[1].user.name, "bob");
}

TEST(LogonSessions, RunasIsAChildOfItsCallerAndNoAccess) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  Event& e = log.Logon(20, 0x9000, "bob", 2);
  e.subject_logon_id = 0x5000;
  e.logon_process = log.Text("seclogo");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x9000).purpose, Purpose::kRunas);
  EXPECT_EQ(&c.logon_sessions[static_cast<std::size_t>(LogonOf(c, 0x9000).parent)],
            &LogonOf(c, 0x5000));
  ASSERT_EQ(c.access_sessions.size(), 1u);
  EXPECT_EQ(c.access_sessions[0].user.name, "alice");
  ASSERT_EQ(c.links.size(), 1u);
  EXPECT_EQ(c.links[0].kind, "runas");
}

TEST(LogonSessions, ANetworkLogonAskedForByALocalSessionIsNoAccessFromElsewhere) {
  LogScript log;
  log.Logon(10, 0x5000, "alice", 2);
  log.Logon(20, 0x9000, "bob", 3).subject_logon_id = 0x5000;
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x9000).purpose, Purpose::kLogonUser);
  EXPECT_EQ(c.access_sessions.size(), 1u);
}

TEST(LogonSessions, APermanentSessionLastsUntilTheBootEnds) {
  LogScript log;
  log.Boot(0);
  log.Logon(1, 0x3e7, "SYSTEM", 0);
  log.Stop(100);
  log.Boot(200);
  const Correlation c = log.Run();
  EXPECT_EQ(c.logon_sessions[0].end.reason, EndReason::kShutdown);
  EXPECT_EQ(c.logon_sessions[0].end.time, At(100));
}

TEST(LogonSessions, AnIdOfTheNextBootIsAnotherSession) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  log.Stop(1000);
  log.Boot(2000);
  log.Logon(2010, 0x5000, "bob", 2);
  log.Goodbye(2100, 0x5000, "bob");
  const Correlation c = log.Run();
  std::vector<std::string> users;
  for (const LogonSession& s : c.logon_sessions)
    if (s.logon_id == 0x5000) users.push_back(s.user.name + " " + std::string(Word(s.end.reason)));
  EXPECT_THAT(users, testing::ElementsAre("alice shutdown", "bob logoff"));
}

TEST(LogonSessions, IdsHaveSixtyFourBits) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x100005000, "alice", 3).address = log.Text("10.0.0.1");
  log.Logon(11, 0x5000, "bob", 3).address = log.Text("10.0.0.2");
  log.Logoff(20, 0x5000, "bob");
  const Correlation c = log.Run();
  EXPECT_FALSE(LogonOf(c, 0x100005000).end.time);
  EXPECT_EQ(LogonOf(c, 0x5000).end.time, At(20));
}

TEST(LogonSessions, OfADesktopWereOpenUpToTheLastRecordOnlyIfNoneIsMissing) {
  for (const bool missing : {false, true}) {
    LogScript log;
    log.Boot(0);
    log.Logon(10, 0x5000, "alice", 2);
    if (missing) log.Skip("Security", 5);
    log.Use(700, 0x3e7, "WS01$");
    log.Boot(9000);
    const SessionEnd end = LogonOf(log.Run(), 0x5000).end;
    EXPECT_EQ(end.reason, EndReason::kInferredBoundary);
    EXPECT_EQ(end.lower, At(missing ? 10 : 700));
  }
}

TEST(LogonSessions, APairToldByUseIsADesktopThatWasOpenUpToTheLastRecord) {
  LogScript log;
  log.Add("Security", EventKind::kLogCleared, 1102, 0).subject_logon_id = 0x5000;
  log.Use(10, 0x5010, "alice");
  log.events[0].subject = log.events[1].subject;
  log.Use(700, 0x3e7, "WS01$");
  log.Boot(9000);
  const Correlation c = log.Run();
  for (const Luid id : {0x5000, 0x5010}) {
    EXPECT_EQ(LogonOf(c, id).linked_basis, LinkedBasis::kInferred);
    EXPECT_EQ(LogonOf(c, id).end.lower, At(700));
  }
}

Event& ProcessOf(LogScript& log, double seconds, Luid id, const char* elevation,
                 const char* label) {
  Event& e = log.Use(seconds, id, "alice");
  e.token_elevation = log.Text(elevation);
  e.integrity = log.Text(label);
  return e;
}

TEST(LogonSessions, AProgramOfHighIntegrityWithALimitedTokenIsOfTheFilteredHalf) {
  LogScript log;
  log.Boot(0);
  log.Skip("Security", 9);
  ProcessOf(log, 10, 0x5010, "%%1938", "S-1-16-12288");
  ProcessOf(log, 20, 0x5000, "%%1937", "S-1-16-12288");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x5010).linked_basis, LinkedBasis::kInferred);
  EXPECT_EQ(LogonOf(c, 0x5010).elevated, false);
  EXPECT_EQ(LogonOf(c, 0x5000).elevated, true);
}

TEST(LogonSessions, AProcessOfMediumIntegrityMakesTheFilteredHalfThoughOthersRunHigh) {
  LogScript log;
  log.Boot(0);
  log.Skip("Security", 9);
  ProcessOf(log, 10, 0x5010, "", "High");
  ProcessOf(log, 11, 0x5010, "", "Medium");
  ProcessOf(log, 20, 0x5000, "", "High");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x5010).linked_basis, LinkedBasis::kInferred);
  EXPECT_EQ(LogonOf(c, 0x5010).elevated, false);
}

TEST(LogonSessions, OfALinkedPairJustOneHalfIsElevated) {
  for (const bool elevated : {false, true}) {
    LogScript log;
    Event& e = log.Logon(10, 0x5010, "alice", 2);
    e.linked_logon_id = 0x5000;
    e.elevated = elevated;
    EXPECT_EQ(LogonOf(log.Run(), 0x5000).elevated, !elevated);
  }
}

TEST(LogonSessions, WhoStartsAProcessInAnotherSessionHasOneToo) {
  LogScript log;
  log.Boot(0);
  log.Skip("Security", 9);
  Event& e = log.Use(10, 0x5000, "alice");
  e.target = {log.Text("bob"), log.Text("CORP"), log.Text("S-1-5-21-1-2-3-77")};
  e.target_logon_id = 0x6000;
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x5000).user.name, "alice");
  EXPECT_EQ(LogonOf(c, 0x6000).user.name, "bob");
}

TEST(LogonSessions, AFailedLogonShowsThatItsCallerIsStillThere) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "svc", 5);
  log.Failure(50, "bob", 2, "").subject_logon_id = 0x5000;
  EXPECT_EQ(LogonOf(log.Run(), 0x5000).end.lower, At(50));
}

TEST(LogonSessions, APartnersGoodbyeEndsAHalfThoughItsIdComesAgain) {
  LogScript log;
  log.Boot(0);
  log.AdminLogon(60, 0x3000, 0x3010, "alice", 2);
  log.Goodbye(100, 0x3010, "alice");
  log.Skip("Security", 50);
  log.AdminLogon(5060, 0x3000, 0x3010, "alice", 2);
  const Correlation c = log.Run();
  std::vector<EndBasis> ends;
  for (const LogonSession& s : c.logon_sessions)
    if (s.logon_id == 0x3000) ends.push_back(s.end.basis);
  EXPECT_THAT(ends, testing::ElementsAre(EndBasis::kPartner, EndBasis::kEndOfLog));
}

TEST(LogonSessions, ATorn4624ThatNamesOnlyItsCallerIsNoLogonOfTheCaller) {
  LogScript log;
  log.Boot(0);
  log.Logon(10, 0x5000, "alice", 2);
  Event& e = log.Logon(20, 0, "", 0);
  e.subject_logon_id = 0x5000;
  const Correlation c = log.Run();
  ASSERT_EQ(c.logon_sessions.size(), 1u);
  EXPECT_EQ(c.logon_sessions[0].start_time, At(10));
  EXPECT_EQ(c.logon_sessions[0].end.reason, EndReason::kStillOpenAtEndOfLog);
}

TEST(LogonSessions, AHalfThatMayHaveEndedByTheOtherIsNotSaidToLastUntilTheShutdown) {
  for (const bool lost : {false, true}) {
    LogScript log;
    log.Boot(0);
    if (lost) log.Skip("Security", 3);  // its other half may be among them
    log.Logon(10, 0x5000, "alice", 2).version = 1;
    log.Use(20, 0x5000, "alice");
    log.Stop(100);
    log.Boot(200);
    EXPECT_DOUBLE_EQ(LogonOf(log.Run(), 0x5000).end.confidence, lost ? 0.5 : 0.9);
  }
}

}  // namespace
}  // namespace logonloom
