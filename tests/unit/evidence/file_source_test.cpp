#include "evidence/file_source.h"

#include <gmock/gmock.h>

#include <array>
#include <system_error>

#include "evidence/sha256.h"
#include "support/evtx_writer.h"
#include "support/memory_source.h"
#include "support/temp_folder.h"
#include "support/unprivileged.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::TempFolder;

std::string HashOf(std::string_view text) {
  MemorySource source(std::as_bytes(std::span(text)));
  return Sha256(source);
}

TEST(FileSource, ReadsFewerBytesOnlyAtTheEnd) {
  const TempFolder folder;
  support::WriteFile(folder / "f", "abcdef");
  FileSource source(folder / "f");
  EXPECT_EQ(source.size(), 6u);
  std::array<std::byte, 4> buffer{};
  EXPECT_EQ(source.ReadAt(1, buffer), 4u);
  EXPECT_EQ(static_cast<char>(buffer[0]), 'b');
  EXPECT_EQ(source.ReadAt(4, buffer), 2u);
  EXPECT_EQ(source.ReadAt(6, buffer), 0u);
  EXPECT_EQ(source.ReadAt(1u << 30, buffer), 0u);
}

TEST(FileSource, ThrowsForAFileThatIsNotThere) {
  const TempFolder folder;
  EXPECT_THROW(FileSource(folder / "f"), std::system_error);
}

TEST(FileSource, LeavesTheFileAsItWas) {
  const TempFolder folder;
  support::WriteFile(folder / "f", "evidence");
  fs::permissions(folder / "f", fs::perms::owner_read);
  const auto written = fs::last_write_time(folder / "f");
  {
    FileSource source(folder / "f");
    Sha256(source);
  }
  EXPECT_EQ(fs::last_write_time(folder / "f"), written);
  EXPECT_EQ(support::ReadWholeFile(folder / "f"), "evidence");
}

TEST(FileSource, ThrowsForAFileThatMayNotBeRead) {
  const TempFolder folder;
  support::WriteFile(folder / "f", "evidence");
  fs::permissions(folder / "f", fs::perms::none);
  const support::Unprivileged nobody;
  EXPECT_THROW(FileSource(folder / "f"), std::system_error);
}

// Only the owner may ask to leave the access time alone; others read all the same.
TEST(FileSource, ReadsAFileOfSomebodyElse) {
  const support::Unprivileged nobody;
  FileSource source("/etc/os-release");
  std::array<std::byte, 4> buffer{};
  EXPECT_EQ(source.ReadAt(0, buffer), 4u);
}

// The process's own memory can be opened, but there is nothing to read at address 0.
TEST(FileSource, ThrowsIfTheMediumFails) {
  FileSource source("/proc/self/mem");
  std::array<std::byte, 4> buffer{};
  EXPECT_THROW(source.ReadAt(0, buffer), std::system_error);
  EXPECT_THROW(Sha256(source), std::system_error);
}

// Source of the values: FIPS 180-4's examples.
TEST(Sha256, KnowsTheValuesOfTheStandard) {
  EXPECT_EQ(HashOf(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(HashOf("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, TakesAllBytesOfALongSource) {
  EXPECT_EQ(HashOf(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  // Longer than what is read at a time. Source: sha256sum of GNU coreutils.
  EXPECT_EQ(HashOf(std::string(3'000'001, 'a')),
            "71b1401c2645810a611615bae0fce7b308f0ed904a54af8ec8be0fe435581611");
}

}  // namespace
}  // namespace logonloom
