#include "correlate/home_names.h"

#include <gmock/gmock.h>

#include "log_script.h"

namespace logonloom {
namespace {

using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;
using testing::UnorderedElementsAre;

constexpr const char* kComputer = "TS7.ad.firma.de";

class HomeNamesOfRecords : public testing::Test {
 protected:
  HomeNamesOfRecords() { log.computer = kComputer; }

  // 4624 of whom the machine's own account asked for.
  void LogonAskedBy(const char* name, const char* domain, const char* sid = "S-1-5-18") {
    Event& e = log.Logon(10, 0x5000, "hans", 2);
    e.subject = {log.Text(name), log.Text(domain), log.Text(sid)};
  }
  void Authenticated(double seconds, const char* domain, const char* address) {
    log.Rcm(seconds, EventKind::kRcmAuthenticated, "Hans", address).target.domain = log.Text(domain);
  }
  void Desktop(double seconds, const char* domain, const char* address) {
    log.Ts(seconds, EventKind::kTsLogon, 2, "hans", address).target.domain = log.Text(domain);
  }
  HomeNames Find() {
    return FindHomeNames(log.events, EventIndex(log.events), {"ts7", "ts7.ad.firma.de"});
  }
  LogScript log;
};

TEST_F(HomeNamesOfRecords, TellTheDomainByTheMachinesOwnAccount) {
  LogonAskedBy("TS7$", "FIRMA");
  const HomeNames names = Find();
  EXPECT_THAT(names.domains, UnorderedElementsAre(Pair("ad.firma.de", "firma")));
  EXPECT_TRUE(names.AreFormsOfOne("AD.FIRMA.DE", "Firma"));
  EXPECT_TRUE(names.AreFormsOfOne("firma", "ad.firma.de"));
  EXPECT_FALSE(names.AreFormsOfOne("firma", "firma.de"));
}

TEST_F(HomeNamesOfRecords, TellNothingByOtherAccountsAndWorkgroups) {
  LogonAskedBy("TS8$", "OTHER");
  LogonAskedBy("TS7$", "OTHER", "S-1-5-21-1-2-3-1105");
  LogonAskedBy("TS7$", "WORKGROUP");
  LogonAskedBy("TS7$", "TS7");
  LogonAskedBy("SYSTEM", "NT AUTHORITY");
  EXPECT_THAT(Find().domains, IsEmpty());
}

TEST_F(HomeNamesOfRecords, TellTheDomainByADesktopOfWhoHasJustAuthenticated) {
  Authenticated(100, "ad.firma.de", "10.0.0.9");
  Desktop(101, "FIRMA", "10.0.0.9");
  EXPECT_THAT(Find().domains, UnorderedElementsAre(Pair("ad.firma.de", "firma")));
}

TEST_F(HomeNamesOfRecords, TellNothingByDesktopsFromElsewhereOrOfOtherDomains) {
  Authenticated(100, "ad.firma.de", "10.0.0.9");
  Authenticated(200, "other.example", "10.0.0.9");
  Desktop(101, "FIRMA", "10.0.0.8");
  Desktop(201, "FIRMA", "10.0.0.9");
  Desktop(99, "FIRMA", "10.0.0.9");
  EXPECT_THAT(Find().domains, IsEmpty());
}

TEST_F(HomeNamesOfRecords, TellNothingByDesktopsThatDisagree) {
  Authenticated(100, "ad.firma.de", "10.0.0.9");
  Desktop(101, "FIRMA", "10.0.0.9");
  Authenticated(500, "ad.firma.de", "10.0.0.9");
  Desktop(501, "OTHER", "10.0.0.9");
  EXPECT_THAT(Find().domains, IsEmpty());
}

// Windows 7 writes no ActivityIDs that would join them.
TEST_F(HomeNamesOfRecords, MakeOneVisitOfBothFormsOfTheDomain) {
  log.Boot(0);
  Authenticated(100, "ad.firma.de", "10.0.0.9");
  Event& logon = log.Logon(101, 0x5000, "hans", 10);
  logon.subject = {log.Text("TS7$"), log.Text("FIRMA"), log.Text("S-1-5-18")};
  logon.target.domain = log.Text("FIRMA");
  logon.address = log.Text("10.0.0.9");
  Desktop(102, "FIRMA", "10.0.0.9");
  EXPECT_THAT(log.Run().access_sessions, SizeIs(1));
}

TEST_F(HomeNamesOfRecords, MakeOneVisitOfBothFormsWithoutTheSecurityLog) {
  Authenticated(100, "ad.firma.de", "10.0.0.9");
  Desktop(101, "FIRMA", "10.0.0.9");
  EXPECT_THAT(log.Run().access_sessions, SizeIs(1));
}

TEST(ComputerAccounts, MayBeCutToTheLengthOfNetBios) {
  EXPECT_TRUE(IsComputerAccountOf("ws01.corp.example", "WS01$"));
  EXPECT_TRUE(IsComputerAccountOf("averylongcomputername", "AVERYLONGCOMPUT$"));
  EXPECT_FALSE(IsComputerAccountOf("ws01", "WS0$"));
  EXPECT_FALSE(IsComputerAccountOf("ws01", "WS01"));
  EXPECT_FALSE(IsComputerAccountOf("", "$"));
}

}  // namespace
}  // namespace logonloom
