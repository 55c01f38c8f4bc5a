#include "correlate/boot_key.h"

#include <gtest/gtest.h>

#include "base/time.h"

namespace logonloom {
namespace {

// As observed in mdecrevoisier ID4688,4778,4779_RDP_hijack_direct: {A67BE420-4636-…}.
constexpr const char* kMade = "{A67BE420-4636-0001-5555-5555364 6D701}";
const FileTime kEvent = *ParseTime("2021-05-14T21:01:05Z");

TEST(BootKey, ReadsTheBootTimeOutOfAnIdThatEtwMade) {
  // The tail's bytes, little-endian: low half overwritten, then 0x4636 and 0x01d7.
  const auto boot = BootKey("{A67BE420-4636-0001-0000-00003646D701}", kEvent);
  ASSERT_TRUE(boot);
  EXPECT_EQ(boot->ticks, 0x01d74636a67be420);
  EXPECT_EQ(FormatTime(*boot).substr(0, 10), "2021-05-11");
}

TEST(BootKey, RefusesRandomIdsAndTheConsolesConstant) {
  EXPECT_FALSE(BootKey("{61A55000-55E5-1017-0000-000000000000}", kEvent));
  EXPECT_FALSE(BootKey("{F4203A2C-9D8E-4D51-B1A4-6F4E1C3B0000}", kEvent));
  EXPECT_FALSE(BootKey("", kEvent));
  EXPECT_FALSE(BootKey(kMade, kEvent));  // not a GUID
}

TEST(BootKey, RefusesTimesThatCannotBeThisBoot) {
  EXPECT_FALSE(
      BootKey("{A67BE420-4636-0001-0000-00003646D701}", *ParseTime("2019-01-01T00:00:00Z")));
  EXPECT_FALSE(
      BootKey("{A67BE420-4636-0001-0000-00003646D701}", *ParseTime("2030-01-01T00:00:00Z")));
}

// As observed on Windows 7: a counter, a process and the whole boot time.
TEST(BootKey, OfWindows7IsNoneButTheIdIsMadeByEtw) {
  const FileTime event = *ParseTime("2014-11-26T23:25:04Z");
  EXPECT_FALSE(BootKey("{00000000-18C4-0000-05A4-D5A3CF09D001}", event));
  EXPECT_TRUE(IsMadeByEtw("{00000000-18C4-0000-05A4-D5A3CF09D001}", event));
  EXPECT_TRUE(IsMadeByEtw("{A67BE420-4636-0001-0000-00003646D701}", kEvent));
  EXPECT_FALSE(IsMadeByEtw("{F4203A2C-9D8E-4D51-B1A4-6F4E1C3B0000}", kEvent));
  EXPECT_FALSE(IsMadeByEtw("{61A55000-55E5-1017-0000-000000000000}", kEvent));
}

}  // namespace
}  // namespace logonloom
