// Classes of accounts by all that their machine tells.
#include <gmock/gmock.h>

#include "log_script.h"

namespace logonloom {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kSysmon = "Microsoft-Windows-Sysmon/Operational";
constexpr Luid kHidden = 0x80000;

class AccountClasses : public testing::Test {
 protected:
  AccountClasses() { log.computer = "SRV01"; }

  Account Named(const std::string& name, const std::string& domain, const std::string& sid = {}) {
    return {log.Text(name), log.Text(domain), log.Text(sid)};
  }
  Event& Arrive(const Account& account, std::uint32_t type = 3) {
    Event& e = log.Logon(100, kHidden, "x", type);
    e.target = account;
    e.address = log.Text("203.0.113.5");
    e.port = type == 3 ? 51000 : 0;
    return e;
  }
  // 4720, 4738: users', 4741, 4742: computers'.
  Event& Manage(std::uint32_t id, const Account& account, std::uint32_t flags) {
    Event& e = log.Add("Security", EventKind::kActivity, id, 50);
    e.target = account;
    e.flags = flags;
    return e;
  }
  Event& Process(double seconds, Luid id, const std::string& user, const std::string& domain,
                 const char* integrity) {
    Event& e = log.Add(kSysmon, EventKind::kProcessStart, 1, seconds);
    e.target = Named(user, domain);
    e.target_logon_id = id;
    e.ts_session_id = 2;
    e.integrity = log.Text(integrity);
    e.process_name = log.Text("C:\\Windows\\System32\\cmd.exe");
    return e;
  }
  AccountClass ClassOfHidden() { return LogonOf(log.Run(), kHidden).account_class; }

  LogScript log;
};

TEST_F(AccountClasses, APersonMayBearTheNameOfAComputerInTheMachinesOwnDomain) {
  Arrive(Named("support$", "SRV01", "S-1-5-21-11-22-33-1005"));
  log.Failure(200, "support$", 3, "203.0.113.5").target.domain = log.Text("SRV01");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, kHidden).account_class, AccountClass::kUser);
  ASSERT_THAT(c.access_sessions, SizeIs(2));
  EXPECT_EQ(c.access_sessions[0].account_class, AccountClass::kUser);
  EXPECT_EQ(c.access_sessions[1].account_class, AccountClass::kUser);
}

TEST_F(AccountClasses, APersonMayBearTheNameOfAComputerUnderTheMachinesOwnSid) {
  Arrive(Named("Administrator", "SRV01", "S-1-5-21-11-22-33-500")).target_logon_id = 0x70000;
  Arrive(Named("support$", "", "S-1-5-21-11-22-33-1005"));
  EXPECT_EQ(ClassOfHidden(), AccountClass::kUser);
}

TEST_F(AccountClasses, OfADomainWithThatSidNothingIsToldByIt) {
  Arrive(Named("Administrator", "SRV01", "S-1-5-21-11-22-33-500")).target_logon_id = 0x70000;
  Arrive(Named("WS02$", "CORP", "S-1-5-21-11-22-33-1105"));
  EXPECT_EQ(ClassOfHidden(), AccountClass::kMachine);
}

TEST_F(AccountClasses, ComputersAndManagedServicesStayMachines) {
  Arrive(Named("gmsa_sql$", "CORP", "S-1-5-21-9-9-9-2201"));
  EXPECT_EQ(ClassOfHidden(), AccountClass::kMachine);
}

TEST_F(AccountClasses, TheMachinesOwnAccountStaysOne) {
  Arrive(Named("SRV01$", "CORP", "S-1-5-18"));
  EXPECT_EQ(ClassOfHidden(), AccountClass::kMachine);
  log.events.clear();
  Arrive(Named("SRV01$", "SRV01"));
  EXPECT_EQ(ClassOfHidden(), AccountClass::kMachine);
}

TEST_F(AccountClasses, WhoComesToADesktopIsAPerson) {
  for (const std::uint32_t type : {2U, 10U, 11U}) {
    log.events.clear();
    Arrive(Named("evil$", "CORP", "S-1-5-21-9-9-9-2301"), type);
    EXPECT_EQ(ClassOfHidden(), AccountClass::kUser) << type;
  }
  log.events.clear();
  Arrive(Named("evil$", "CORP", "S-1-5-21-9-9-9-2301"), 2).logon_process = log.Text("Advapi");
  EXPECT_EQ(ClassOfHidden(), AccountClass::kMachine);
}

TEST_F(AccountClasses, WhomADesktopsLogNamesIsAPersonInOtherRecordsToo) {
  log.Ts(50, EventKind::kTsLogon, 2, "evil$", "203.0.113.5");
  Arrive(Named("evil$", "CORP", "S-1-5-21-9-9-9-2301"));
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, kHidden).account_class, AccountClass::kUser);
  for (const AccessSession& s : c.access_sessions)
    EXPECT_EQ(s.account_class, AccountClass::kUser);
}

TEST_F(AccountClasses, AnAccountMadeAsAUsersIsOneOnAllMachines) {
  const Account fake = Named("FAKE-COMPUTER$", "CORP", "S-1-5-21-9-9-9-2301");
  log.computer = "DC01";
  Manage(4720, fake, 0x15);
  log.computer = "SRV01";
  Arrive(fake);
  EXPECT_EQ(ClassOfHidden(), AccountClass::kUser);
}

TEST_F(AccountClasses, AnAccountMadeAsAComputersOrATrustsIsNone) {
  const Account account = Named("WS02$", "CORP", "S-1-5-21-9-9-9-2301");
  Manage(4741, account, 0x85);
  Manage(4738, account, 0x80);
  Arrive(account);
  EXPECT_EQ(ClassOfHidden(), AccountClass::kMachine);
}

TEST_F(AccountClasses, ADomainControllersOwnSidIsThatOfComputersToo) {
  log.Add("Security", EventKind::kTicketRequested, 4769, 10).target = Named("alice", "CORP");
  Arrive(Named("Administrator", "SRV01", "S-1-5-21-11-22-33-500")).target_logon_id = 0x70000;
  Arrive(Named("WS02$", "", "S-1-5-21-11-22-33-1105"));
  EXPECT_EQ(ClassOfHidden(), AccountClass::kMachine);
}

TEST_F(AccountClasses, TheMachineTellsWhatItCallsWindowsAccounts) {
  Process(10, 0x3e7, "Système", "AUTORITE NT", "System");
  Process(20, 0x3e4, "SERVICE RÉSEAU", "AUTORITE NT", "System");
  Process(30, 0x55555, "SYSTÈME", "Autorite NT", "Medium");
  Process(40, 0x66666, "Service réseau", "AUTORITE NT", "Medium");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x55555).account_class, AccountClass::kSystem);
  EXPECT_EQ(LogonOf(c, 0x66666).account_class, AccountClass::kService);
  EXPECT_THAT(c.access_sessions, IsEmpty());
}

TEST_F(AccountClasses, SystemIntegrityOpensNoDesktop) {
  Process(10, 0x55555, "Système", "AUTORITE NT", "System");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x55555).account_class, AccountClass::kSystem);
  EXPECT_THAT(c.access_sessions, IsEmpty());
  EXPECT_THAT(c.local_sessions, IsEmpty());
}

TEST_F(AccountClasses, APersonsProcessWithSystemIntegrityLeavesHimAPerson) {
  Process(10, 0x55555, "alice", "SRV01", "System");
  Process(20, 0x66666, "bob", "OTHER", "Medium");
  Process(30, 0x66666, "bob", "OTHER", "System");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x55555).account_class, AccountClass::kUser);
  EXPECT_EQ(LogonOf(c, 0x66666).account_class, AccountClass::kUser);
  EXPECT_THAT(c.access_sessions, SizeIs(1));
}

TEST_F(AccountClasses, WindowManagersAreKnownByTheirNumberedNames) {
  Process(10, 0x55555, "DWM-1", "Gestionnaire de fenêtres", "Medium");
  Process(20, 0x66666, "DWM-1", "SRV01", "Medium");
  Process(30, 0x77777, "DWM-x", "OTHER", "Medium");
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, 0x55555).account_class, AccountClass::kVirtual);
  EXPECT_EQ(LogonOf(c, 0x66666).account_class, AccountClass::kUser);
  EXPECT_EQ(LogonOf(c, 0x77777).account_class, AccountClass::kUser);
}

TEST_F(AccountClasses, APersonNamedAsAWindowManagerIsAtADesktop) {
  Arrive(Named("DWM-1", "SRV01", "S-1-5-21-11-22-33-1005"), 2);
  const Correlation c = log.Run();
  EXPECT_EQ(LogonOf(c, kHidden).purpose, Purpose::kDesktop);
  EXPECT_THAT(c.access_sessions, SizeIs(1));
}

}  // namespace
}  // namespace logonloom
