// Links between sessions of one machine.
#include <gmock/gmock.h>

#include "activity_script.h"

namespace logonloom {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

constexpr Luid kAlice = 0x50000, kAdmin = 0x60000, kTarget = 0x70000;

class LocalLinks : public testing::Test {
 protected:
  void SetUp() override {
    log.Boot(0);
    log.Logon(10, kAlice, "alice", 2);
  }
  void Install(double seconds, const std::string& command) {
    Event& made = log.Add("Security", EventKind::kActivity, 4697, seconds);
    made.subject_logon_id = kAlice;
    made.object_path = log.Text(command);
  }
  void StartService(double seconds, const std::string& image, const std::string& command_line) {
    Event& e = log.Start(seconds, 0x3e7, "SYSTEM", 500, 480, image);
    e.parent_process_name = log.Text("C:\\Windows\\System32\\services.exe");
    e.command_line = log.Text(command_line);
  }
  ActivityScript log;
};

TEST_F(LocalLinks, RunasIsOneLinkFromTheCallerThatThe4624Names) {
  log.Credentials(20, kAlice, "admin", "localhost");
  Event& logon = log.Logon(20.1, kAdmin, "admin", 2);
  logon.subject_logon_id = kAlice;
  logon.logon_process = log.Text("seclogo");
  log.Start(20.2, kAlice, "alice", 500, 400, "C:\\a\\cmd.exe", kAdmin);
  EXPECT_THAT(log.Trace().Links(), ElementsAre("runas subject_logon_id 0x50000 0x60000"));
}

TEST_F(LocalLinks, CredentialsLeadToTheSessionThatBeginsRightBehind) {
  log.Credentials(20, kAlice, "admin", "localhost");
  log.Logon(20.5, kAdmin, "admin", 2);
  log.Logon(40, kTarget, "admin", 2);
  EXPECT_THAT(log.Trace().Links(),
              ElementsAre("explicit_credentials explicit_credentials 0x50000 0x60000"));
}

TEST_F(LocalLinks, AProcessInAnotherSessionThanItsCreatorsIsATokenLink) {
  log.Logon(15, kAdmin, "admin", 2);
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\cmd.exe", kAdmin);
  log.Start(21, kAlice, "alice", 504, 400, "C:\\a\\cmd.exe", kAdmin);
  EXPECT_THAT(log.Trace().Links(), ElementsAre("token target_logon_id 0x50000 0x60000"));
}

TEST_F(LocalLinks, AProcessOfTheOtherHalfIsAnElevation) {
  log.AdminLogon(15, 0x80000, 0x80100, "carol", 2);
  log.Start(20, 0x80100, "carol", 500, 400, "C:\\a\\cmd.exe", 0x80000);
  EXPECT_THAT(log.Trace().Links(), Contains("elevation target_logon_id 0x80100 0x80000"));
}

TEST_F(LocalLinks, ATaskThatRanIsOfWhoeverMadeIt) {
  Event& made = log.Add("Security", EventKind::kActivity, 4698, 20);
  made.subject_logon_id = kAlice;
  made.object = log.Text("\\Update");
  log.Start(60, 0x3e7, "SYSTEM", 500, 400, "C:\\a\\evil.exe");
  Event& ran = log.Add("Microsoft-Windows-TaskScheduler/Operational", EventKind::kTaskRan, 129, 60);
  ran.object = log.Text("\\Update");
  ran.process_id = 500;
  EXPECT_THAT(log.Trace().Links(), ElementsAre("task object_name 0x50000 0x3e7"));
}

TEST_F(LocalLinks, AServiceThatStartedIsOfWhoeverInstalledIt) {
  Event& made = log.Add("Security", EventKind::kActivity, 4697, 20);
  made.subject_logon_id = kAlice;
  made.object = log.Text("PSEXESVC");
  made.object_path = log.Text("\"%SystemRoot%\\PSEXESVC.exe\" -x");
  StartService(22, "C:\\Windows\\PSEXESVC.exe", "\"C:\\Windows\\PSEXESVC.exe\" -x");
  const Traced t = log.Trace();
  EXPECT_THAT(t.Links(), ElementsAre("service object_name 0x50000 0x3e7"));
  const Index to = t.activity.link_processes.at(0).to;
  ASSERT_NE(to, kNone);
  EXPECT_EQ(t.activity.processes[static_cast<std::size_t>(to)].process_id, 500u);
}

TEST_F(LocalLinks, AServiceIsKnownByItsWholeCommandLine) {
  Install(20, "%COMSPEC% /b /c start /b /min powershell.exe -nop");
  StartService(3600, "C:\\Windows\\System32\\cmd.exe",
               "C:\\Windows\\system32\\cmd.exe /b /c start /b /min powershell.exe -nop");
  EXPECT_THAT(log.Trace().Links(), ElementsAre("service object_name 0x50000 0x3e7"));
}

TEST_F(LocalLinks, AnotherCommandOfTheSameProgramIsNotTheService) {
  Install(20, "%COMSPEC% /c evil.bat");
  StartService(21, "C:\\Windows\\System32\\cmd.exe", "C:\\Windows\\system32\\cmd.exe /c update");
  EXPECT_THAT(log.Trace().Links(), IsEmpty());
}

TEST_F(LocalLinks, WithoutCommandLineAServiceIsKnownByItsProgramForAMinute) {
  Install(20, "C:\\a dir\\tool.exe -k");
  StartService(50, "C:\\a dir\\tool.exe", "");
  EXPECT_THAT(log.Trace().Links(), ElementsAre("service object_name 0x50000 0x3e7"));
  log.events.pop_back();
  StartService(500, "C:\\a dir\\tool.exe", "");
  EXPECT_THAT(log.Trace().Links(), IsEmpty());
}

TEST_F(LocalLinks, AHostOfManyServicesIsNotTheServiceOfLastWeek) {
  const std::string command = "C:\\Windows\\System32\\svchost.exe -k netsvcs";
  Install(20, "%SystemRoot%\\System32\\svchost.exe -k netsvcs");
  StartService(7 * 86400, "C:\\Windows\\System32\\svchost.exe", command);
  EXPECT_THAT(log.Trace().Links(), IsEmpty());
  log.events.pop_back();
  StartService(21, "C:\\Windows\\System32\\svchost.exe", "");
  EXPECT_THAT(log.Trace().Links(), IsEmpty());
  log.events.pop_back();
  StartService(21, "C:\\Windows\\System32\\svchost.exe", command);
  EXPECT_THAT(log.Trace().Links(), ElementsAre("service object_name 0x50000 0x3e7"));
}

TEST_F(LocalLinks, ATaskIsKnownByTheCommandThatRunsRightBehindItsMaking) {
  Event& made = log.Add("Security", EventKind::kActivity, 4698, 20);
  made.subject_logon_id = kAlice;
  made.object = log.Text("\\bouWFQYO");
  made.command_line = log.Text("cmd.exe /C whoami > %windir%\\Temp\\x.tmp 2>&1");
  const auto run = [&](double seconds, const char* command) {
    log.Start(seconds, 0x3e7, "SYSTEM", 500, 400, "C:\\Windows\\System32\\cmd.exe").command_line =
        log.Text(command);
    const auto links = log.Trace().Links();
    log.events.pop_back();
    return links;
  };
  const char* command = "cmd.exe /C whoami > C:\\Windows\\Temp\\x.tmp 2>&1";
  EXPECT_THAT(run(20.1, command), ElementsAre("task command_line 0x50000 0x3e7"));
  EXPECT_THAT(run(90, command), IsEmpty());
  EXPECT_THAT(run(21, "cmd.exe /C whoami"), IsEmpty());
}

TEST_F(LocalLinks, AServiceOfTheSameNameStartedBySomethingElseIsNone) {
  Event& made = log.Add("Security", EventKind::kActivity, 4697, 20);
  made.subject_logon_id = kAlice;
  made.object_path = log.Text("C:\\a\\tool.exe");
  log.Start(22, kAlice, "alice", 500, 480, "C:\\a\\tool.exe").parent_process_name =
      log.Text("C:\\Windows\\explorer.exe");
  EXPECT_THAT(log.Trace().Links(), IsEmpty());
}

// Case 8 of the ten: a desktop whose connection comes out of a program on its own machine.
TEST_F(LocalLinks, ADesktopFromLoopbackIsTunnelledByTheProgramOnThatPort) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\plink.exe");
  log.Connection(30, true, "127.0.0.1", 51234, "127.0.0.1", 3389, 500, "C:\\a\\plink.exe");
  log.FromAddress(log.Logon(32, kTarget, "bob", 10), "127.0.0.1", 51234);
  log.Ts(33, EventKind::kTsLogon, 3, "CORP\\bob", "127.0.0.1");
  const Traced t = log.Trace();
  EXPECT_THAT(t.Links(), ElementsAre("tunnel connection_process 0x50000 0x70000"));
  const Index from = t.activity.link_processes.at(0).from;
  ASSERT_NE(from, kNone);
  EXPECT_EQ(t.activity.processes[static_cast<std::size_t>(from)].image, "C:\\a\\plink.exe");
}

TEST_F(LocalLinks, ADesktopFromLoopbackOnAnotherPortIsNoTunnelOfTheProgram) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\plink.exe");
  log.Connection(30, true, "127.0.0.1", 51235, "127.0.0.1", 3389, 500, "C:\\a\\plink.exe");
  log.FromAddress(log.Logon(32, kTarget, "bob", 10), "127.0.0.1", 51234);
  log.Ts(33, EventKind::kTsLogon, 3, "CORP\\bob", "127.0.0.1");
  EXPECT_THAT(log.Trace().Links(), IsEmpty());
}

TEST_F(LocalLinks, ATakeoverLeadsFromTheDisplacedSession) {
  log.Logon(12, kTarget, "bob", 10);
  log.Disconnect(50, kAlice, "alice", "RDP-Tcp#1").workstation = log.Text("LAPTOP7");
  log.Reconnect(51, kTarget, "bob", "", "RDP-Tcp#1").workstation = log.Text("LAPTOP7");
  EXPECT_THAT(log.Trace().Links(), Contains("takeover same_connection 0x50000 0x70000"));
}

}  // namespace
}  // namespace logonloom
