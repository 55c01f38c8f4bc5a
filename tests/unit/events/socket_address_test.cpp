#include "events/socket_address.h"

#include <gtest/gtest.h>

#include <string>

namespace logonloom {
namespace {

std::optional<SocketAddress> Parse(const std::string& bytes) {
  return SocketAddressAt(std::as_bytes(std::span(bytes.data(), bytes.size())));
}

const std::string kInet("\x02\x00\xc3\x5a\x0a\x17\x17\x09", 8);
const std::string kInet6 =
    std::string("\x17\x00\x01\xbd\x00\x00\x00\x00\xfe\x80", 10) + std::string(13, '\0') + "\x05";

TEST(SocketAddress, OfIpVersion4HasPortInNetworkOrder) {
  const auto address = Parse(kInet + std::string(8, '\0'));
  ASSERT_TRUE(address);
  EXPECT_EQ(address->host, "10.23.23.9");
  EXPECT_EQ(address->port, 50010u);
}

TEST(SocketAddress, OfIpVersion6IsInCanonicalForm) {
  const auto address = Parse(kInet6 + std::string(4, '\0'));
  ASSERT_TRUE(address);
  EXPECT_EQ(address->host, "fe80::5");
  EXPECT_EQ(address->port, 445u);
}

TEST(SocketAddress, CutAnywhereIsNone) {
  for (std::size_t size = 0; size < kInet.size(); ++size)
    EXPECT_FALSE(Parse(kInet.substr(0, size))) << size;
  for (std::size_t size = 0; size < kInet6.size(); ++size)
    EXPECT_FALSE(Parse(kInet6.substr(0, size))) << size;
}

TEST(SocketAddress, OfAnotherFamilyIsNone) {
  EXPECT_FALSE(Parse(std::string("\x01\x00", 2) + std::string(26, '\0')));
  EXPECT_FALSE(Parse(std::string(28, '\0')));
}

}  // namespace
}  // namespace logonloom
