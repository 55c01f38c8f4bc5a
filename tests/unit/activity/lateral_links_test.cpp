// Links over machines.
#include <gmock/gmock.h>

#include "activity_script.h"

namespace logonloom {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Luid kAlice = 0x50000, kOther = 0x51000, kArrived = 0x90000;

class LateralLinks : public testing::Test {
 protected:
  // Alice works at WS01; FS01 is elsewhere.
  void SetUp() override {
    log.Boot(0);
    log.Logon(10, kAlice, "alice", 2);
    log.computer = "FS01";
    log.Boot(0);
    log.computer = "WS01";
  }
  Event& Arrive(double seconds, const std::string& user, const std::string& address,
                std::uint16_t port, const std::string& name = {}) {
    log.computer = "FS01";
    Event& e = log.FromAddress(log.Logon(seconds, kArrived, user, 3), address, port, name);
    return e;
  }
  // 4769 and 4776, on a domain controller.
  Event& Ticket(double seconds, const std::string& user, const std::string& service,
                const std::string& address) {
    log.computer = "DC01";
    Event& e = log.Add("Security", EventKind::kTicketRequested, 4769, seconds);
    e.target.name = log.Text(user + "@CORP.EXAMPLE");
    e.object = log.Text(service);
    e.address = log.Text(address);
    return e;
  }
  void PasswordCheck(double seconds, const std::string& user, const std::string& workstation) {
    log.computer = "DC01";
    Event& e = log.Add("Security", EventKind::kCredentialsValidated, 4776, seconds);
    e.target.name = log.Text(user);
    e.workstation = log.Text(workstation);
  }
  // What makes 10.0.0.1 WS01's address.
  void KnowAddress() {
    log.computer = "WS01";
    log.Connection(20, true, "10.0.0.1", 40000, "10.0.0.9", 80, 999);
  }
  ActivityScript log;
};

TEST_F(LateralLinks, AConnectionWithAddressAndPortLeadsToItsProcess) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\tool.exe");
  log.Connection(30, true, "10.0.0.1", 50000, "10.0.0.2", 135, 500, "C:\\a\\tool.exe");
  Arrive(30.2, "admin", "10.0.0.1", 50000);
  const Traced t = log.Trace();
  EXPECT_THAT(t.Links(), ElementsAre("lateral connection_process 0x50000 0x90000"));
  EXPECT_EQ(t.correlation.links[0].confidence, 1.0);
}

TEST_F(LateralLinks, SmbIsOfTheCallerThatA4703NamesJustAhead) {
  Event& adjusted = log.Add("Security", EventKind::kTokenAdjusted, 4703, 29.9);
  adjusted.subject_logon_id = 0x3e7;
  adjusted.target_logon_id = kAlice;
  log.Connection(30, true, "10.0.0.1", 50000, "10.0.0.2", 445, 4, "System");
  Arrive(30.2, "admin", "10.0.0.1", 50000);
  EXPECT_THAT(log.Trace().Links(), ElementsAre("lateral connection_process 0x50000 0x90000"));
}

TEST_F(LateralLinks, AConnectionOfNoKnownProcessTellsTheMachineAlone) {
  log.Connection(30, true, "10.0.0.1", 50000, "10.0.0.2", 445, 4, "System");
  Arrive(30.2, "admin", "10.0.0.1", 50000);
  const Traced t = log.Trace();
  EXPECT_THAT(t.Links(), ElementsAre("lateral address_port - 0x90000"));
  EXPECT_EQ(t.correlation.hosts[static_cast<std::size_t>(t.correlation.links[0].from_host)].name,
            "WS01");
}

TEST_F(LateralLinks, ANameInAnotherDomainIsAnotherServer) {
  log.Credentials(30, kAlice, "admin", "fs01.other.example");
  Arrive(31, "admin", "10.0.0.1", 0);
  EXPECT_THAT(log.Trace().Links(), IsEmpty());
}

TEST_F(LateralLinks, CredentialsForTheServersNameLeadToTheLogonThere) {
  log.Credentials(30, kAlice, "admin", "fs01");
  Arrive(31, "admin", "10.0.0.1", 0);
  EXPECT_THAT(log.Trace().Links(), ElementsAre("lateral explicit_credentials 0x50000 0x90000"));
}

TEST_F(LateralLinks, CredentialsOfAnotherAccountLeadNowhere) {
  log.Credentials(30, kAlice, "backup", "fs01");
  Arrive(31, "admin", "10.0.0.1", 0);
  EXPECT_THAT(log.Trace().Links(), IsEmpty());
}

TEST_F(LateralLinks, TwoSessionsThatUsedTheCredentialsAreAmbiguous) {
  log.Logon(12, kOther, "bob", 2);
  log.Credentials(29, kOther, "admin", "fs01");
  log.Credentials(30, kAlice, "admin", "fs01");
  Arrive(31, "admin", "10.0.0.1", 0);
  const Traced t = log.Trace();
  EXPECT_THAT(t.Links(), ElementsAre("lateral explicit_credentials 0x50000 0x90000 ambiguous"));
  EXPECT_EQ(t.correlation.links[0].confidence, 0.3);
}

TEST_F(LateralLinks, TheOnlySessionOfTheAccountAtTheAddressIsLikely) {
  log.Connection(20, true, "10.0.0.1", 40000, "10.0.0.9", 80, 999);
  Arrive(30, "alice", "10.0.0.1", 50000);
  const Traced t = log.Trace();
  EXPECT_THAT(t.Links(), ElementsAre("lateral address_user_time 0x50000 0x90000"));
  EXPECT_EQ(t.correlation.links[0].confidence, 0.5);
}

TEST_F(LateralLinks, ANameThatTheMachinesOwnConnectionsRefuteLeadsNowhere) {
  log.Connection(20, true, "10.0.0.1", 40000, "10.0.0.9", 80, 999);
  log.Connection(90, true, "10.0.0.1", 40001, "10.0.0.9", 80, 999);
  Arrive(30, "alice", "10.0.0.66", 50000, "WS01");  // made up, or relayed
  PasswordCheck(30, "alice", "WS01");               // of the same word
  EXPECT_THAT(log.Trace().Links(), IsEmpty());
}

TEST_F(LateralLinks, AnArrivalIsNoWitnessOfItsOwnAddress) {
  Arrive(30, "alice", "10.0.0.66", 50000, "WS01");
  EXPECT_THAT(log.Trace().Links(), ElementsAre("lateral workstation_name 0x50000 0x90000"));
}

TEST_F(LateralLinks, AnArrivalWithoutNameIsNotOfTheMachineThatAnotherPretendedToBe) {
  log.Connection(20, true, "10.0.0.1", 40000, "10.0.0.9", 80, 999);
  log.Connection(90, true, "10.0.0.1", 40001, "10.0.0.9", 80, 999);
  log.Connection(91, false, "10.0.0.8", 137, "10.0.0.255", 137, 4);  // to many is to nobody
  Arrive(30, "alice", "10.0.0.66", 50000, "WS01");
  Arrive(40, "alice", "10.0.0.66", 50001);
  EXPECT_THAT(log.Trace().Links(), IsEmpty());
}

TEST_F(LateralLinks, AnAccountWithoutSessionAtTheAddressTellsTheMachineAlone) {
  log.Connection(20, true, "10.0.0.1", 40000, "10.0.0.9", 80, 999);
  Arrive(30, "admin", "10.0.0.1", 50000);
  EXPECT_THAT(log.Trace().Links(), ElementsAre("lateral address - 0x90000"));
}

TEST_F(LateralLinks, ASessionThatWasOverLeadsNowhere) {
  log.Connection(20, true, "10.0.0.1", 40000, "10.0.0.9", 80, 999);
  log.Logoff(25, kAlice, "alice");
  Arrive(30, "alice", "10.0.0.1", 50000);
  EXPECT_THAT(log.Trace().Links(), ElementsAre("lateral address - 0x90000"));
}

TEST_F(LateralLinks, ARemoteDesktopClientLeadsToTheDesktopItOpened) {
  Event& client = log.Add("Microsoft-Windows-TerminalServices-RDPClient/Operational",
                          EventKind::kRdpClientConnecting, 1024, 29);
  client.server_name = log.Text("FS01");
  client.writer_sid = log.events[1].target.sid;
  log.computer = "FS01";
  log.FromAddress(log.Logon(31, kArrived, "admin", 10), "10.0.0.1", 0);
  log.Ts(32, EventKind::kTsLogon, 3, "admin", "10.0.0.1");
  EXPECT_THAT(log.Trace().Links(), ElementsAre("lateral client_record 0x50000 0x90000"));
}

// FS01's clock is 100 s ahead, as their common connections show.
TEST_F(LateralLinks, ClocksThatDifferAreMeasuredAndTakenOff) {
  log.Connection(30, true, "10.0.0.1", 40000, "10.0.0.2", 80, 999);
  log.Connection(40, true, "10.0.0.1", 40001, "10.0.0.2", 80, 999);
  log.Credentials(50, kAlice, "admin", "fs01");
  log.computer = "FS01";
  log.Connection(130, false, "10.0.0.1", 40000, "10.0.0.2", 80, 4);
  log.Connection(140, false, "10.0.0.1", 40001, "10.0.0.2", 80, 4);
  Arrive(151, "admin", "10.0.0.1", 0);
  const Traced t = log.Trace();
  ASSERT_EQ(t.activity.skews.size(), 1u);
  EXPECT_EQ(t.activity.skews[0].samples, 2);
  EXPECT_THAT(t.Links(), ElementsAre("lateral explicit_credentials 0x50000 0x90000"));
  EXPECT_EQ(t.correlation.links[0].clock_skew_seconds, 100.0);
}

TEST_F(LateralLinks, AddressesAreLearnedWithTheirBasis) {
  log.Connection(20, true, "10.0.0.1", 40000, "10.0.0.9", 80, 999);
  Arrive(30, "alice", "10.0.0.7", 50000, "LAPTOP");
  const Traced t = log.Trace();
  std::vector<std::string> told;
  for (const HostAddress& a : t.activity.addresses)
    told.push_back(a.name + " " + a.address + " " + std::string(a.basis));
  EXPECT_THAT(told,
              ElementsAre("laptop 10.0.0.7 logon_workstation", "ws01 10.0.0.1 own_connection"));
  EXPECT_EQ(t.activity.addresses[0].host, kNone);
}

TEST_F(LateralLinks, AMachinesOwnAccountAtAShareOfItTellsNoAddressOfIt) {
  const auto access = [&](double seconds, Luid id, const char* account, const char* address) {
    Event& e = log.Add("Security", EventKind::kShareAccess, 5140, seconds);
    e.subject_logon_id = id;
    e.subject.name = log.Text(account);
    e.address = log.Text(address);
  };
  access(20, 0x3e7, "WS01$", "203.0.113.11");  // who came in by a hole in the system
  access(21, 0xa0000, "WS01$", "203.0.113.12");
  access(22, 0xb0000, "WS02$", "10.0.0.2");
  const Traced t = log.Trace();
  ASSERT_EQ(t.activity.addresses.size(), 1u);
  EXPECT_EQ(t.activity.addresses[0].name, "ws02");
  EXPECT_EQ(t.activity.addresses[0].basis, "machine_access");
}

TEST_F(LateralLinks, ADesktopsWorkstationIsNotTheMachineAtTheAddress) {
  log.FromAddress(log.Logon(30, kOther, "bob", 10), "203.0.113.7", 0, "WS01");
  EXPECT_TRUE(log.Trace().activity.addresses.empty());
}

TEST_F(LateralLinks, WithoutAddressTheTicketForTheMachineTellsWhoAskedForIt) {
  KnowAddress();
  Ticket(29, "alice", "FS01$", "::ffff:10.0.0.1");
  Arrive(30, "alice", "", 0);
  const Traced t = log.Trace();
  EXPECT_THAT(t.Links(), ElementsAre("lateral service_ticket 0x50000 0x90000"));
  EXPECT_EQ(t.correlation.links[0].confidence, 0.5);
}

TEST_F(LateralLinks, TicketsForOthersOfOthersOrOfLongAgoTellNothing) {
  KnowAddress();
  Ticket(15, "alice", "FS01$", "::ffff:10.0.0.1");
  Ticket(29, "bob", "FS01$", "::ffff:10.0.0.1");
  Ticket(29.1, "alice", "WEB01$", "::ffff:10.0.0.1");
  Ticket(29.2, "alice", "FS01$", "::ffff:10.0.0.1").status = 0x25;
  Arrive(30, "alice", "", 0);
  EXPECT_THAT(log.Trace().Links(), IsEmpty());
}

TEST_F(LateralLinks, TicketsFromTwoMachinesAreAmbiguous) {
  KnowAddress();
  log.computer = "WS02";
  log.Boot(0);
  log.Connection(20, true, "10.0.0.4", 40000, "10.0.0.9", 80, 999);
  Ticket(28, "alice", "FS01$", "::ffff:10.0.0.4");
  Ticket(29, "alice", "FS01$", "::ffff:10.0.0.1");
  Arrive(30, "alice", "", 0);
  const Traced t = log.Trace();
  EXPECT_THAT(t.Links(), ElementsAre("lateral service_ticket 0x50000 0x90000 ambiguous"));
  EXPECT_EQ(t.correlation.links[0].confidence, 0.3);
}

TEST_F(LateralLinks, APasswordThatTheControllerCheckedNamesTheMachine) {
  PasswordCheck(29.5, "alice", "WS01");
  Arrive(30, "alice", "", 0);
  EXPECT_THAT(log.Trace().Links(), ElementsAre("lateral password_check 0x50000 0x90000"));
}

TEST_F(LateralLinks, CredentialsForAnAliasAreFollowedByTheirTicket) {
  const Symbol guid = log.Text("{00000000-0000-0000-0000-00000000000a}");
  log.Credentials(29, kAlice, "admin", "files.corp.example").logon_guid = guid;
  Ticket(29.1, "admin", "FS01$", "::ffff:10.0.0.1").logon_guid = guid;
  Arrive(30, "admin", "10.0.0.1", 0);
  const Traced t = log.Trace();
  EXPECT_THAT(t.Links(), ElementsAre("lateral explicit_credentials 0x50000 0x90000"));
  ASSERT_EQ(t.activity.addresses.size(), 1u);
  EXPECT_EQ(t.activity.addresses[0].name, "ws01");
  EXPECT_EQ(t.activity.addresses[0].basis, "ticket");
}

TEST_F(LateralLinks, AFailedAttemptLeadsBackToTheSessionThatMadeIt) {
  log.Credentials(30, kAlice, "admin", "fs01");
  log.computer = "FS01";
  log.Failure(31, "admin", 3, "10.0.0.1");
  const Traced t = log.Trace();
  EXPECT_THAT(t.Links(), ElementsAre("attempt explicit_credentials 0x50000 -"));
  const Link& link = t.correlation.links[0];
  ASSERT_NE(link.to_access_session, kNone);
  const AccessSession& failed =
      t.correlation.access_sessions[static_cast<std::size_t>(link.to_access_session)];
  EXPECT_EQ(failed.outcome, Outcome::kFailed);
  EXPECT_EQ(failed.host, link.to_host);
}

TEST_F(LateralLinks, EachFailedAttemptHasALinkOfItsOwn) {
  log.Credentials(30, kAlice, "admin", "fs01");
  log.Credentials(40, kAlice, "backup", "fs01");
  log.computer = "FS01";
  log.Failure(31, "admin", 3, "10.0.0.1");
  log.Failure(41, "backup", 3, "10.0.0.1");
  EXPECT_THAT(log.Trace().Links(), ElementsAre("attempt explicit_credentials 0x50000 -",
                                               "attempt explicit_credentials 0x50000 -"));
}

TEST_F(LateralLinks, ADesktopWithoutSecurityLogIsReachedAllTheSame) {
  log.computer = "TS01";
  log.Ts(40, EventKind::kTsLogon, 3, "alice", "10.0.0.1");
  KnowAddress();
  const Traced t = log.Trace();
  EXPECT_THAT(t.Links(), ElementsAre("lateral address_user_time 0x50000 -"));
  EXPECT_NE(t.correlation.links[0].to_access_session, kNone);
}

TEST_F(LateralLinks, APersonNamedAsAComputerIsFollowed) {
  log.Start(20, kAlice, "alice", 500, 400, "C:\\a\\tool.exe");
  log.Connection(30, true, "10.0.0.1", 50000, "10.0.0.2", 135, 500, "C:\\a\\tool.exe");
  Arrive(30.2, "support$", "10.0.0.1", 50000).target.domain = log.Text("FS01");
  EXPECT_THAT(log.Trace().Links(), ElementsAre("lateral connection_process 0x50000 0x90000"));
}

TEST_F(LateralLinks, AMachinesOwnAccountIsNoStepOfAPerson) {
  log.Connection(20, true, "10.0.0.1", 40000, "10.0.0.9", 80, 999);
  Arrive(30, "WS01$", "10.0.0.1", 50000);
  EXPECT_THAT(log.Trace().Links(), IsEmpty());
}

}  // namespace
}  // namespace logonloom
