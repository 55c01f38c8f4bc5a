#include "correlate/users.h"

#include <gtest/gtest.h>

namespace logonloom {
namespace {

const HomeNames kHost = {{"ws01"}, {{"ad.firma.de", "firma"}}};

TEST(Users, CompareBySidWhereBothHaveOne) {
  EXPECT_TRUE(SameUser({"alice", "CORP", "S-1-5-21-1"}, {"renamed", "X", "S-1-5-21-1"}, kHost));
  EXPECT_FALSE(SameUser({"alice", "CORP", "S-1-5-21-1"}, {"alice", "CORP", "S-1-5-21-2"}, kHost));
}

TEST(Users, CompareByNameInTheFormsOfOneDomain) {
  EXPECT_TRUE(SameUser({"Alice", "CORP", ""}, {"alice", "corp.example", "S-1-5-21-1"}, kHost));
  EXPECT_TRUE(SameUser({"alice", "WS01", ""}, {"alice", ".", ""}, kHost));
  EXPECT_TRUE(SameUser({"alice", "", ""}, {"alice", "CORP", ""}, kHost));
  EXPECT_FALSE(SameUser({"alice", "CORP", ""}, {"alice", "OTHER", ""}, kHost));
  EXPECT_FALSE(SameUser({"", "CORP", ""}, {"", "CORP", ""}, kHost));
}

TEST(Users, CompareByNameInTheFormsThatTheMachineTellsOfItsDomain) {
  EXPECT_TRUE(SameUser({"hans", "ad.firma.de", ""}, {"hans", "FIRMA", ""}, kHost));
  EXPECT_FALSE(SameUser({"hans", "ad.firma.de", ""}, {"hans", "WS01", ""}, kHost));
  EXPECT_FALSE(SameUser({"hans", "ad.other.de", ""}, {"hans", "FIRMA", ""}, kHost));
}

TEST(Users, CompareByNameInAnyCaseOfAnyAlphabet) {
  EXPECT_TRUE(SameUser({"Иванов", "ФИРМА", ""}, {"иванов", "фирма", ""}, kHost));
  EXPECT_FALSE(SameUser({"Иванов", "", ""}, {"Иванова", "", ""}, kHost));
}

TEST(Users, HaveAClassByIdNameAndSid) {
  EXPECT_EQ(ClassOf({"alice", "CORP", "S-1-5-21-1-2-3-1001"}, 0x5000), AccountClass::kUser);
  EXPECT_EQ(ClassOf({"DC01$", "CORP", "S-1-5-18"}, 0x5000), AccountClass::kMachine);
  EXPECT_EQ(ClassOf({"DC01$", "CORP", "S-1-5-18"}, 0x3e7), AccountClass::kSystem);
  EXPECT_EQ(ClassOf({"ANONYMOUS LOGON", "NT AUTHORITY", "S-1-5-7"}, 0x5000),
            AccountClass::kAnonymous);
  EXPECT_EQ(ClassOf({"DWM-1", "Window Manager", "S-1-5-90-0-1"}, 0x5000), AccountClass::kVirtual);
  EXPECT_EQ(ClassOf({"LOCAL SERVICE", "NT AUTHORITY", "S-1-5-19"}, 0x3e5), AccountClass::kService);
}

}  // namespace
}  // namespace logonloom
