#include "base/ip_address.h"

#include <gtest/gtest.h>

#include <string>

namespace logonloom {
namespace {

std::string Canonical(std::string_view text) {
  const auto address = ParseIpAddress(text);
  return address ? address->text : "no address";
}

TEST(ParseIpAddress, KeepsPlainV4) {
  EXPECT_EQ(Canonical("10.0.0.5"), "10.0.0.5");
  EXPECT_EQ(Canonical(" 255.255.255.255 "), "255.255.255.255");
}

TEST(ParseIpAddress, WritesV6AsRfc5952Does) {
  EXPECT_EQ(Canonical("2001:DB8::1"), "2001:db8::1");
  EXPECT_EQ(Canonical("2001:0db8:0000:0000:0001:0000:0000:0001"), "2001:db8::1:0:0:1");
  EXPECT_EQ(Canonical("2001:db8:0:1:1:1:1:1"), "2001:db8:0:1:1:1:1:1");
  EXPECT_EQ(Canonical("2001:0:0:1:0:0:0:1"), "2001:0:0:1::1");
  EXPECT_EQ(Canonical("0:0:0:0:0:0:0:1"), "::1");
}

TEST(ParseIpAddress, WritesMappedV4AsV4) {
  EXPECT_EQ(Canonical("::ffff:10.0.0.5"), "10.0.0.5");
  EXPECT_EQ(Canonical("::FFFF:0a00:0005"), "10.0.0.5");
  EXPECT_EQ(Canonical("[::ffff:10.0.0.5]:445"), "10.0.0.5");
  EXPECT_EQ(Canonical("::fffe:a00:5"), "::fffe:a00:5");
  EXPECT_EQ(ParseIpAddress("::ffff:10.0.0.5%3")->zone, "3");
  EXPECT_TRUE(ParseIpAddress("::ffff:127.0.0.1")->loopback);
  EXPECT_TRUE(ParseIpAddress("::ffff:0.0.0.0")->unspecified);
}

TEST(ParseIpAddress, TakesTheZoneOff) {
  const auto address = ParseIpAddress("fe80::1%4");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->text, "fe80::1");
  EXPECT_EQ(address->zone, "4");
  EXPECT_EQ(address->port, 0);
}

TEST(ParseIpAddress, TakesThePortOff) {
  const auto v4 = ParseIpAddress("192.168.1.20:49733");
  ASSERT_TRUE(v4);
  EXPECT_EQ(v4->text, "192.168.1.20");
  EXPECT_EQ(v4->port, 49733);
  const auto v6 = ParseIpAddress("[fe80::1%12]:3389");
  ASSERT_TRUE(v6);
  EXPECT_EQ(v6->text, "fe80::1");
  EXPECT_EQ(v6->zone, "12");
  EXPECT_EQ(v6->port, 3389);
  EXPECT_EQ(Canonical("[::1]"), "::1");
}

TEST(ParseIpAddress, KnowsLoopbackAndUnspecified) {
  EXPECT_TRUE(ParseIpAddress("127.0.0.1")->loopback);
  EXPECT_TRUE(ParseIpAddress("127.8.9.1:5000")->loopback);
  EXPECT_TRUE(ParseIpAddress("::1")->loopback);
  EXPECT_FALSE(ParseIpAddress("::2")->loopback);
  EXPECT_FALSE(ParseIpAddress("10.0.0.1")->loopback);
  EXPECT_TRUE(ParseIpAddress("0.0.0.0")->unspecified);
  EXPECT_TRUE(ParseIpAddress("::")->unspecified);
  EXPECT_FALSE(ParseIpAddress("0.0.0.1")->unspecified);
}

TEST(ParseIpAddress, DoesNotTakeTheLastGroupForAPort) {
  EXPECT_EQ(Canonical("2001:db8::3389"), "2001:db8::3389");
  EXPECT_EQ(ParseIpAddress("2001:db8::3389")->port, 0);
}

class NoAddress : public testing::TestWithParam<std::string> {};

TEST_P(NoAddress, IsNotParsed) { EXPECT_EQ(Canonical(GetParam()), "no address"); }

INSTANTIATE_TEST_SUITE_P(Texts, NoAddress,
                         testing::Values("", " ", "-", "LOCAL", "LOKAL", "10.0.0", "10.0.0.256",
                                         "10.0.0.1:", "10.0.0.1:65536", "10.0.0.1:0x50",
                                         "10.0.0.1:80x", "10.0.0.1 5", "1::2::3", "fe80:::1",
                                         "[::1", "[::1]3389", "[::1]:", "[10.0.0.1]:3389", "%4",
                                         "host.example.org", std::string("10.0.0.1\0x", 10)));

}  // namespace
}  // namespace logonloom
