// What ties a record without logon id to a session.
#include <gmock/gmock.h>

#include "activity_script.h"
#include "base/text.h"

namespace logonloom {
namespace {

constexpr Luid kAlice = 0x50000, kSecond = 0x70000;
constexpr const char* kPowerShell = "Microsoft-Windows-PowerShell/Operational";
constexpr const char* kTasks = "Microsoft-Windows-TaskScheduler/Operational";
constexpr const char* kRcm =
    "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational";

class AttributionRules : public testing::Test {
 protected:
  void SetUp() override {
    log.Boot(0);
    log.Logon(10, kAlice, "alice", 2);
  }
  std::string SidOfAlice() const { return std::string(log.events[1].target.sid.view()); }
  ActivityScript log;
};

TEST_F(AttributionRules, AConnectionIsOfTheSessionOfItsProcess) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\ftp.exe");
  log.Connection(21, true, "10.0.0.1", 50000, "10.0.0.2", 21, 500, "\\device\\a\\ftp.exe");
  const Traced t = log.Trace();
  EXPECT_EQ(t.OwnerOf("Security", log.Last("Security")), kAlice);
  EXPECT_EQ(t.PlaceOf("Security", log.Last("Security")).attribution, Attribution::kProcess);
}

TEST_F(AttributionRules, AConnectionOfAnotherProgramUnderTheNumberIsOfNobody) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\ftp.exe");
  log.Connection(21, true, "10.0.0.1", 50000, "10.0.0.2", 21, 500, "\\device\\a\\other.exe");
  EXPECT_EQ(log.Trace().OwnerOf("Security", log.Last("Security")), 0u);
}

TEST_F(AttributionRules, AConnectionBehindTheEndOfItsProcessIsOfNobody) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\ftp.exe");
  log.End(30, kAlice, 500, "C:\\a\\ftp.exe");
  log.Connection(40, true, "10.0.0.1", 50000, "10.0.0.2", 21, 500, "C:\\a\\ftp.exe");
  EXPECT_EQ(log.Trace().OwnerOf("Security", log.Last("Security")), 0u);
}

TEST_F(AttributionRules, WindowsOwnAccountsAreKnownByWhatTheirProcessesCallThem) {
  Event& start =
      log.Add("Microsoft-Windows-Sysmon/Operational", EventKind::kProcessStart, 1, 20);
  start.target = {log.Text("Système"), log.Text("AUTORITE NT"), Symbol()};
  start.target_logon_id = 0x3e7;
  Event& task = log.Add(kTasks, EventKind::kTaskChanged, 106, 30);
  task.target = {log.Text("SYSTÈME"), log.Text("AUTORITE NT"), Symbol()};
  Event& other = log.Add(kTasks, EventKind::kTaskChanged, 106, 40);
  other.target = {log.Text("Système"), log.Text("OTHER"), Symbol()};
  const Traced t = log.Trace();
  EXPECT_EQ(t.OwnerOf(kTasks, 1), 0x3e7u);
  EXPECT_EQ(t.OwnerOf(kTasks, 2), 0u);
}

TEST_F(AttributionRules, AScriptIsOfTheProcessThatWroteIt) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\powershell.exe");
  Event& e = log.Add(kPowerShell, EventKind::kScript, 4104, 22);
  e.writer_pid = 500;
  const Traced t = log.Trace();
  EXPECT_EQ(t.OwnerOf(kPowerShell, 1), kAlice);
  EXPECT_EQ(t.PlaceOf(kPowerShell, 1).attribution, Attribution::kProcess);
}

TEST_F(AttributionRules, AScriptOfTheOnlySessionOfItsUserIsByTimeOnly) {
  log.Add(kPowerShell, EventKind::kScript, 4104, 22).writer_sid = log.Text(SidOfAlice());
  const Traced t = log.Trace();
  EXPECT_EQ(t.OwnerOf(kPowerShell, 1), kAlice);
  EXPECT_EQ(t.PlaceOf(kPowerShell, 1).attribution, Attribution::kTimeOnly);
}

TEST_F(AttributionRules, AnActIsOfNoSessionThatIsNotKnownToHaveBeenOpen) {
  constexpr double kDay = 86400;
  log.Skip("Security", 1000);
  const Symbol bob = log.Text("S-1-5-21-1-2-3-1002");
  log.Start(9 * kDay, kSecond, "bob", 500, 400, "C:\\a\\powershell.exe").subject.sid = bob;
  for (const double day : {0.5, 9.0, 12.0})
    log.Add(kPowerShell, EventKind::kScript, 4104, day * kDay + 1).writer_sid = bob;
  const Traced t = log.Trace();
  EXPECT_EQ(t.OwnerOf(kPowerShell, 1), 0u);
  EXPECT_EQ(t.OwnerOf(kPowerShell, 2), kSecond);
  EXPECT_EQ(t.OwnerOf(kPowerShell, 3), 0u);
}

// Where Winlogon alone tells of desktops.
class DesktopsBySid : public testing::Test {
 protected:
  void Desktop(double begin, double end, std::uint32_t ts_session) {
    for (const bool on : {true, false}) {
      Event& e = on ? log.Add("System", EventKind::kWinlogonLogon, 7001, begin)
                    : log.Add("System", EventKind::kWinlogonLogoff, 7002, end);
      e.ts_session_id = ts_session;
      e.target.sid = log.Text(kDave);
    }
  }
  Event& Act(double seconds) {
    Event& e = log.Add("Other", EventKind::kShutdownRequested, 1074, seconds);
    e.writer_sid = log.Text(kDave);
    return e;
  }
  static constexpr const char* kDave = "S-1-5-21-1-2-3-1001";
  ActivityScript log;
};

TEST_F(DesktopsBySid, AnActIsOfTheOnlyOneThatWasOpen) {
  Desktop(10, 100, 1);
  Desktop(200, 300, 1);
  Act(5);
  Act(50);
  Act(150);
  Act(250);
  const Traced t = log.Trace();
  ASSERT_EQ(t.correlation.access_sessions.size(), 2u);
  for (const std::uint64_t id : {1u, 3u}) EXPECT_EQ(t.PlaceOf("Other", id).access_session, kNone);
  for (const auto& [id, visit] : {std::pair{2u, 0}, std::pair{4u, 1}}) {
    const EventPlace& place = t.PlaceOf("Other", id);
    EXPECT_EQ(place.access_session, visit);
    EXPECT_EQ(place.logon_session, kNone);
    EXPECT_EQ(place.attribution, Attribution::kTimeOnly);
  }
}

TEST_F(DesktopsBySid, AnActIsOfTheAccountThoughItsMachineWasRenamed) {
  Desktop(10, 100, 1);
  for (const char* machine : {"OLD", "NEW"})
    Act(50).target = {log.Text("dave"), log.Text(machine), {}};
  const Traced t = log.Trace();
  EXPECT_EQ(t.correlation.access_sessions[0].user.domain, "OLD");
  for (const std::uint64_t id : {1u, 2u}) EXPECT_EQ(t.PlaceOf("Other", id).access_session, 0);
}

TEST_F(DesktopsBySid, AnActBesideAnotherSessionOfTheAccountIsOfNeither) {
  Desktop(10, 100, 1);
  log.Logon(40, kSecond, "dave", 3).target.sid = log.Text(kDave);
  Act(30);
  Act(50);
  const Traced t = log.Trace();
  EXPECT_NE(t.PlaceOf("Other", 1).access_session, kNone);
  EXPECT_EQ(t.PlaceOf("Other", 2).access_session, kNone);
  EXPECT_EQ(t.OwnerOf("Other", 2), 0u);
}

TEST_F(AttributionRules, TimeAloneDecidesNothingWhereTwoSessionsOverlap) {
  log.Logon(15, kSecond, "alice", 2);
  log.Add(kPowerShell, EventKind::kScript, 4104, 22).writer_sid = log.Text(SidOfAlice());
  log.Logoff(30, kSecond, "alice");
  log.Add(kPowerShell, EventKind::kScript, 4104, 40).writer_sid = log.Text(SidOfAlice());
  const Traced t = log.Trace();
  EXPECT_EQ(t.OwnerOf(kPowerShell, 1), 0u);
  EXPECT_EQ(t.OwnerOf(kPowerShell, 2), kAlice);
}

TEST_F(AttributionRules, TheHalvesOfAPairAreOneSession) {
  log.AdminLogon(15, 0x80000, 0x80100, "carol", 2);
  const std::string carol(log.events.back().subject.sid.view());
  log.Add(kPowerShell, EventKind::kScript, 4104, 22).writer_sid = log.Text(carol);
  EXPECT_EQ(log.Trace().OwnerOf(kPowerShell, 1), 0x80100u);
}

TEST_F(AttributionRules, TheClassicLogIsOfTheProgramWithTheCommandLineOfItsEngine) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\powershell.exe").command_line =
      log.Text("powershell.exe -nop -c whoami");
  log.Add("Windows PowerShell", EventKind::kScript, 400, 22).message =
      log.Text("\tNewEngineState=Available\r\n\tHostApplication=powershell.exe -nop -c whoami\r\n");
  const Traced t = log.Trace();
  EXPECT_EQ(t.OwnerOf("Windows PowerShell", 1), kAlice);
  EXPECT_EQ(t.PlaceOf("Windows PowerShell", 1).attribution, Attribution::kProcess);
}

TEST_F(AttributionRules, AServiceInstallIsOfTheSessionThatTheSecurityLogNames) {
  Event& named = log.Add("Security", EventKind::kActivity, 4697, 20);
  named.subject_logon_id = kAlice;
  named.object = log.Text("PSEXESVC");
  log.Add("System", EventKind::kActivity, 7045, 20.5).object = log.Text("psexesvc");
  log.Add("System", EventKind::kActivity, 7045, 60).object = log.Text("psexesvc");
  const Traced t = log.Trace();
  EXPECT_EQ(t.OwnerOf("System", 1), kAlice);
  EXPECT_EQ(t.PlaceOf("System", 1).attribution, Attribution::kLinked);
  EXPECT_EQ(t.OwnerOf("System", 2), 0u);
}

TEST_F(AttributionRules, ATaskIsOfTheAccountThatItsRecordNames) {
  Event& e = log.Add(kTasks, EventKind::kTaskChanged, 106, 20);
  e.object = log.Text("\\evil");
  e.target.name = log.Text("alice");
  e.target.domain = log.Text("CORP");
  const Traced t = log.Trace();
  EXPECT_EQ(t.OwnerOf(kTasks, 1), kAlice);
  EXPECT_EQ(t.PlaceOf(kTasks, 1).attribution, Attribution::kTimeOnly);
}

TEST_F(AttributionRules, AnAccountOfAnotherDomainIsAnotherAccount) {
  Event& e = log.Add(kTasks, EventKind::kTaskChanged, 106, 20);
  e.target.name = log.Text("alice");
  e.target.domain = log.Text("OTHER");
  EXPECT_EQ(log.Trace().OwnerOf(kTasks, 1), 0u);
}

TEST_F(AttributionRules, AFailedLogonIsOfTheSessionThatAskedForIt) {
  Event& e = log.Failure(20, "admin", 2, "");
  e.subject_logon_id = kAlice;
  EXPECT_EQ(log.Trace().OwnerOf("Security", log.Last("Security")), kAlice);
}

TEST_F(AttributionRules, ATokensSessionStandsBesideItsCaller) {
  Event& e = log.Add("Security", EventKind::kTokenAdjusted, 4703, 20);
  e.subject_logon_id = 0x3e7;
  e.target_logon_id = kAlice;
  const Traced t = log.Trace();
  const EventDetail& d = t.DetailOf("Security", log.Last("Security"));
  EXPECT_EQ(t.OwnerOf("Security", log.Last("Security")), kAlice);
  EXPECT_EQ(d.token, t.PlaceOf("Security", log.Last("Security")).logon_session);
}

// The scheduler writes as SYSTEM whoever's task runs.
TEST_F(AttributionRules, ATaskThatRanIsNotOfWhoeverWroteIt) {
  log.Logon(11, 0x3e7, "SYSTEM", 0).target.sid = log.Text("S-1-5-18");
  Event& ran = log.Add(kTasks, EventKind::kTaskRan, 200, 22);
  ran.writer_sid = log.Text("S-1-5-18");
  ran.activity_id = log.Text("{11111111-1111-4111-8111-111111111111}");
  EXPECT_EQ(log.Trace().OwnerOf(kTasks, 1), 0u);
}

TEST_F(AttributionRules, ATaskThatRanIsOfWhomItsStartNames) {
  log.activity = "{11111111-1111-4111-8111-111111111111}";
  log.Add(kTasks, EventKind::kTaskRan, 100, 21).target.name = log.Text("alice");
  log.Add(kTasks, EventKind::kTaskRan, 200, 22).writer_sid = log.Text("S-1-5-18");
  log.activity = "{22222222-2222-4222-8222-222222222222}";
  log.Add(kTasks, EventKind::kTaskRan, 200, 23).writer_sid = log.Text("S-1-5-18");
  const Traced t = log.Trace();
  EXPECT_EQ(t.OwnerOf(kTasks, 1), kAlice);
  EXPECT_EQ(t.OwnerOf(kTasks, 2), kAlice);
  EXPECT_EQ(t.PlaceOf(kTasks, 2).attribution, Attribution::kTimeOnly);
  EXPECT_EQ(t.OwnerOf(kTasks, 3), 0u) << "another instance";
}

Event& Shadowed(ActivityScript& log, double at, std::uint32_t desktop, const std::string& user) {
  Event& e = log.Add(kRcm, EventKind::kSessionShadowed, 20506, at);
  e.subject.name = log.Text("admin");
  e.target.name = log.Text(user);
  e.ts_session_id = desktop;
  return e;
}

TEST_F(AttributionRules, ShadowingIsOfTheSessionThatWasWatched) {
  log.Ts(40, EventKind::kTsLogon, 3, "carol", "10.0.0.5");
  log.Ts(90, EventKind::kTsLogoff, 3, "carol");
  log.Ts(100, EventKind::kTsLogon, 3, "dave", "10.0.0.6");
  Shadowed(log, 50, 3, "carol");
  Shadowed(log, 60, 3, "dave");
  Shadowed(log, 70, 4, "carol");
  Shadowed(log, 95, 3, "carol");
  Shadowed(log, 110, 3, "dave");
  const Traced t = log.Trace();
  const auto user_of = [&](std::uint64_t id) {
    const Index session = t.PlaceOf(kRcm, id).access_session;
    return session == kNone ? std::string()
                            : std::string(t.correlation.access_sessions[static_cast<std::size_t>(
                                  session)].user.name);
  };
  EXPECT_EQ(user_of(1), "carol");
  EXPECT_EQ(user_of(2), "") << "another user's desktop";
  EXPECT_EQ(user_of(3), "") << "another desktop";
  EXPECT_EQ(user_of(4), "") << "logged off";
  EXPECT_EQ(user_of(5), "dave");
}

}  // namespace
}  // namespace logonloom
