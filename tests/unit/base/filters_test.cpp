// What users type to choose rows: patterns, networks, times, zones.
#include <gtest/gtest.h>

#include "base/glob.h"
#include "base/ip_network.h"
#include "base/time.h"
#include "base/time_input.h"
#include "base/replace_all.h"
#include "base/time_zone.h"

namespace logonloom {
namespace {

TEST(ReplaceAll, GoesOnBehindWhatItPutIn) {
  EXPECT_EQ(ReplaceAll("a-b-", "-", "--"), "a--b--");
  EXPECT_EQ(ReplaceAll("aaa", "aa", "b"), "ba");
  EXPECT_EQ(ReplaceAll("text", "", "x"), "text");
}

TEST(GlobMatchesHost, TakesTheWholeOrTheShortName) {
  EXPECT_TRUE(GlobMatchesHost("ws01", "WS01.corp.example"));
  EXPECT_TRUE(GlobMatchesHost("ws01.corp.*", "WS01.corp.example"));
  EXPECT_TRUE(GlobMatchesHost("ws01", "WS01"));
  EXPECT_FALSE(GlobMatchesHost("ws01.corp", "WS01.corp.example"));
  EXPECT_FALSE(GlobMatchesHost("corp", "WS01.corp.example"));
}

TEST(GlobMatches, KnowsStarAndQuestionMark) {
  EXPECT_TRUE(GlobMatches("svc_*", "SVC_backup"));
  EXPECT_TRUE(GlobMatches("*a*b", "xxaxxb"));
  EXPECT_TRUE(GlobMatches("w?01", "WS01"));
  EXPECT_TRUE(GlobMatches("*", ""));
  EXPECT_TRUE(GlobMatches("[a]", "[a]"));
  EXPECT_FALSE(GlobMatches("", "a"));
  EXPECT_FALSE(GlobMatches("a", "ab"));
  EXPECT_FALSE(GlobMatches("*a*b", "b"));
}

TEST(GlobMatches, GoesByLettersOfAnyAlphabet) {
  EXPECT_TRUE(GlobMatches("иван?в", "ИВАНОВ"));
  EXPECT_TRUE(GlobMatches("*ü?ge*", "JÜRGEN"));
  EXPECT_FALSE(GlobMatches("?", "山田"));
}

TEST(GlobMatches, EndsSoonOnPatternsMadeToBeSlow) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  EXPECT_FALSE(GlobMatches(pattern + "b", std::string(20000, 'a')));
}

bool Holds(const char* network, const char* address) {
  const auto parsed = IpNetwork::Parse(network);
  return parsed && parsed->Contains(address);
}

TEST(IpNetwork, HoldsTheAddressesOfItsPrefix) {
  EXPECT_TRUE(Holds("10.0.0.0/8", "10.255.1.2"));
  EXPECT_TRUE(Holds("10.1.2.3/8", "10.9.9.9"));
  EXPECT_TRUE(Holds("192.168.4.0/22", "192.168.7.255"));
  EXPECT_FALSE(Holds("192.168.4.0/22", "192.168.8.0"));
  EXPECT_TRUE(Holds("0.0.0.0/0", "8.8.8.8"));
  EXPECT_TRUE(Holds("2001:db8::/33", "2001:db8:7fff::1"));
  EXPECT_FALSE(Holds("2001:db8::/33", "2001:db8:8000::1"));
  EXPECT_TRUE(Holds("::ffff:10.0.0.0/104", "10.3.3.3"));
}

TEST(IpNetwork, KeepsFamiliesApart) {
  EXPECT_FALSE(Holds("0.0.0.0/0", "::1"));
  EXPECT_FALSE(Holds("::/0", "10.0.0.1"));
  EXPECT_TRUE(Holds("::/0", "fe80::1"));
}

TEST(IpNetwork, RefusesWhatIsNoNetwork) {
  for (const char* text : {"10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "/8", "::/129",
                           "host/8", "10.0.0.1:80/8"})
    EXPECT_FALSE(IpNetwork::Parse(text)) << text;
  EXPECT_FALSE(Holds("10.0.0.0/8", "LOCAL"));
}

std::string Read(const char* text) {
  const auto reading = ReadTime(text);
  if (!reading) return "none";
  return FormatTime(reading->time) + (reading->has_zone ? "" : " without zone");
}

TEST(ReadTime, ReadsWhatPeopleAndToolsWrite) {
  EXPECT_EQ(Read("2024-03-05T21:43:50.1234567Z"), "2024-03-05T21:43:50.1234567Z");
  EXPECT_EQ(Read("2024-03-05T21:43:50.123456+00:00"), "2024-03-05T21:43:50.1234560Z");
  EXPECT_EQ(Read("2024-03-05 21:43+01:00"), "2024-03-05T20:43:00.0000000Z");
  EXPECT_EQ(Read("2024-03-05 21:43:50 UTC"), "2024-03-05T21:43:50.0000000Z");
  EXPECT_EQ(Read("2024-03-05T21:43:50-0530"), "2024-03-06T03:13:50.0000000Z");
  EXPECT_EQ(Read("03/05/2024 21:43:50"), "2024-03-05T21:43:50.0000000Z without zone");
  EXPECT_EQ(Read("2024-03-05"), "2024-03-05T00:00:00.0000000Z without zone");
}

TEST(ReadTime, RefusesWhatIsNoTime) {
  for (const char* text : {"", "yesterday", "2024-13-01", "2024-03-05T25:00Z", "2024-03-05T21",
                           "2024-03-05T21:43:50 CET", "2024-03-05T21:43:50.Z", "21:43"})
    EXPECT_EQ(Read(text), "none") << text;
}

TEST(TimeZone, ShowsItsOffsetInEveryTime) {
  const FileTime time = *ParseTime("2024-03-05T23:30:00Z");
  EXPECT_EQ(TimeZone().Show(time), "2024-03-05 23:30:00Z");
  EXPECT_EQ(TimeZone::Find("+01:00")->Show(time), "2024-03-06 00:30:00+01:00");
  EXPECT_EQ(TimeZone::Find("-05:30")->Show(time), "2024-03-05 18:00:00-05:30");
  EXPECT_TRUE(TimeZone::Find("utc")->IsUtc());
}

TEST(TimeZone, KnowsSummerTimeOfNamedZones) {
  const auto berlin = TimeZone::Find("Europe/Berlin");
  if (!berlin) GTEST_SKIP() << "this machine has no zone database";
  EXPECT_EQ(berlin->Show(*ParseTime("2024-03-31T00:59:59Z")), "2024-03-31 01:59:59+01:00");
  EXPECT_EQ(berlin->Show(*ParseTime("2024-03-31T01:00:00Z")), "2024-03-31 03:00:00+02:00");
  const auto to_utc = [&](const char* wall) {
    return FormatTime(berlin->ToUtc(*ParseTime(wall))).substr(0, 16);
  };
  EXPECT_EQ(to_utc("2024-07-01T12:00:00Z"), "2024-07-01T10:00");
  EXPECT_EQ(to_utc("2024-10-27T02:30:00Z"), "2024-10-27T00:30") << "the first of two";
}

TEST(TimeZone, RefusesNamesThatAreNoZone) {
  for (const char* name : {"", "Mars/Olympus", "/etc/passwd", "../../../etc/passwd", "+25:00"})
    EXPECT_FALSE(TimeZone::Find(name)) << name;
}

}  // namespace
}  // namespace logonloom
