#include "base/ip_text.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <random>

namespace logonloom {
namespace {

std::string SystemsText(const V6Bytes& bytes) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  return inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
}

// Many groups of zeros and small numbers, so that every kind of gap occurs.
V6Bytes RandomAddress(std::mt19937& random) {
  V6Bytes bytes{};
  const unsigned kind = random() % 4;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    if (random() % 3 != 0) continue;
    bytes[i] = static_cast<unsigned char>(kind == 0 ? 0 : random() % 256);
    bytes[i + 1] = static_cast<unsigned char>(random() % (kind == 1 ? 2 : 256));
  }
  if (kind == 2) bytes[10] = bytes[11] = 0xff;
  return bytes;
}

std::string RandomText(std::mt19937& random) {
  static constexpr std::string_view kSigns = "0123456789abcdefABCDEF::::::......gx %-+";
  std::string text;
  for (std::size_t left = random() % 24; left > 0; --left) text += kSigns[random() % kSigns.size()];
  return text;
}

template <std::size_t kSize>
void ExpectAsSystemReads(int family, const std::string& text,
                         const std::optional<std::array<unsigned char, kSize>>& read) {
  std::array<unsigned char, kSize> expected{};
  const bool valid = inet_pton(family, text.c_str(), expected.data()) == 1;
  ASSERT_EQ(read.has_value(), valid) << text;
  if (valid) {
    EXPECT_EQ(*read, expected) << text;
  }
}

TEST(IpText, WritesV6AsTheSystemDoes) {
  std::mt19937 random(1);
  for (int i = 0; i < 100'000; ++i) {
    const V6Bytes bytes = RandomAddress(random);
    ASSERT_EQ(V6Text(bytes), SystemsText(bytes));
    ASSERT_EQ(ReadV6(V6Text(bytes)), bytes);
  }
}

TEST(IpText, ReadsWhatTheSystemReadsAndNothingElse) {
  std::mt19937 random(2);
  for (int i = 0; i < 300'000; ++i) {
    std::string text = RandomText(random);
    ExpectAsSystemReads(AF_INET6, text, ReadV6(text));
    ExpectAsSystemReads(AF_INET, text, ReadV4(text));
    text = SystemsText(RandomAddress(random));
    text[random() % text.size()] = RandomText(random).append("0").front();
    ExpectAsSystemReads(AF_INET6, text, ReadV6(text));
  }
  for (const char* text : {"", ":", "::", ":::", "1::", "::1", "1:", ":1", "1:2:3:4:5:6:7:8",
                           "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9", "::1.2.3.4",
                           "1:2:3:4:5:6:1.2.3.4", "1.2.3.4::", "::1.2.3.4:1", "1::2::3", "12345::",
                           "1:2:3:4::5:6:7:8", "::ffff:1.2.3.256", "::01.2.3.4"})
    ExpectAsSystemReads(AF_INET6, text, ReadV6(text));
  for (const char* text : {"", "1.2.3", "1.2.3.4", "1.2.3.4.", ".1.2.3.4", "1.2.3.4.5", "01.2.3.4",
                           "0.0.0.0", "00.0.0.0", "256.1.1.1", "1..2.3", "1.2.3.0x4"})
    ExpectAsSystemReads(AF_INET, text, ReadV4(text));
}

}  // namespace
}  // namespace logonloom
