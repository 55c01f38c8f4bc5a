// Evidence in disk images gives what the same evidence gives in a folder, and damaged images give
// messages.
#include <cstdint>
#include <fstream>
#include <random>

#include "image_fixture.h"
#include "pipeline/check.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::RunTool;
using testing::AllOf;
using testing::Contains;
using testing::EndsWith;
using testing::HasSubstr;

class DiskImages : public ImageFixture {
 protected:
  // One volume that has the logs of all machines, as those of a collector of forwarded events has.
  fs::path Volume(const fs::path& logs) {
    std::vector<std::pair<fs::path, std::string>> files;
    for (const auto& entry : fs::recursive_directory_iterator(logs)) {
      if (!entry.is_regular_file()) continue;
      const fs::path host = entry.path().parent_path().filename();
      files.emplace_back(entry.path(), kLogs + host.string() + "-" + entry.path().filename().string());
    }
    support::MakeNtfsImage(folder_ / "volume.img", kVolumeSize, kFiller, files);
    return folder_ / "volume.img";
  }
};

TEST_F(DiskImages, GiveTheRowsOfTheFolderInEveryFormat) {
  std::string missing;
  if (!support::HasTools({"ewfacquire", "qemu-img"}, missing)) return Skip(missing);
  const fs::path logs = Demo(), volume = Volume(logs), disk = folder_ / "disk.img";
  const auto expected = RowsOf("folder.db", logs);
  support::MakePartitionedImage(disk, volume);
  support::MakeEwfImage(disk, folder_ / "disk");
  ASSERT_TRUE(fs::exists(folder_ / "disk.E02"));
  for (const std::string format : {"vmdk", "vhdx", "vpc"})
    RunTool({"qemu-img", "convert", "-f", "raw", "-O", format, disk, folder_ / ("disk." + format)});
  RunTool({"qemu-img", "convert", "-f", "raw", "-O", "vmdk", "-o", "subformat=monolithicFlat", disk,
           folder_ / "flat.vmdk"});
  for (const std::string name : {"volume.img", "disk.img", "disk.E01", "disk.vmdk", "flat.vmdk",
                                 "disk.vhdx", "disk.vpc"})
    EXPECT_EQ(Difference(expected, RowsOf("image.db", folder_ / name)), "") << name;
}

TEST_F(DiskImages, StandInTheLedgerWithPlaceAndHashes) {
  const fs::path disk = folder_ / "disk.img";
  support::MakePartitionedImage(disk, Volume(Demo()));
  IngestInto("a.db", disk);
  EXPECT_THAT(Files("a.db"), Contains(AllOf(HasSubstr("path=" + disk.string() + "\n"),
                                            HasSubstr("container_path=p2/" + kLogs + "WS01-Security"),
                                            HasSubstr("container_sha256="),
                                            HasSubstr("layout=disk_image"),
                                            HasSubstr("status=complete"))));
  EXPECT_EQ(CheckCase(folder_ / "a.db", {}).files_unchanged, Files("a.db").size());
}

TEST_F(DiskImages, GiveDeletedLogsMarkedAsSuch) {
  const fs::path logs = Demo(), volume = Volume(logs);
  const auto expected = RowsOf("folder.db", logs);
  RunTool({kFiller, volume, "delete", kLogs + "WS01-Security.evtx"});
  EXPECT_EQ(Difference(expected, RowsOf("image.db", volume)), "");
  EXPECT_THAT(Files("image.db"),
              Contains(AllOf(HasSubstr("WS01-Security.evtx (deleted, MFT entry "),
                             HasSubstr("message=The file was deleted."))));
}

TEST_F(DiskImages, GiveLogsByContentWhereWindowsKeepsThem) {
  const fs::path logs = Demo();
  const fs::path security = logs / "WS01" / "Security.evtx", image = folder_ / "v.img";
  std::ofstream(folder_ / "notes.txt") << std::string(100'000, 'x');
  support::MakeNtfsImage(image, kVolumeSize, kFiller,
                         {{security, kLogs + "renamed.bak"},
                          {security, "Windows.old/" + kLogs + "Archive-Security-1.evtx"},
                          {security, "Users/a/renamed.bak"},
                          {folder_ / "notes.txt", kLogs + "notes.txt"},
                          {folder_ / "notes.txt", kLogs + "Fake.evtx"}});
  const IngestSummary summary = IngestInto("a.db", image);
  EXPECT_EQ(summary.files_read, 2u);
  EXPECT_THAT(Files("a.db"), Contains(HasSubstr("container_path=" + kLogs + "renamed.bak")));
  EXPECT_THAT(Files("a.db"), Contains(HasSubstr("Windows.old/" + kLogs + "Archive-Security-1")));
  EXPECT_THAT(Files("a.db"), Contains(AllOf(HasSubstr("Fake.evtx"), HasSubstr("is no event log"))));
  EXPECT_EQ(summary.files_unreadable, 1u);
}

TEST_F(DiskImages, NameVolumesThatAreEncrypted) {
  const fs::path disk = folder_ / "disk.img";
  support::MakePartitionedImage(disk, Volume(Demo()), std::string("\xeb\x58\x90-FVE-FS-", 11));
  const IngestSummary summary = IngestInto("a.db", disk);
  EXPECT_EQ(summary.files_unreadable, 1u);
  EXPECT_THAT(Files("a.db"),
              Contains(AllOf(HasSubstr(disk.string() + "/p3\n"), HasSubstr("BitLocker"))));
}

TEST_F(DiskImages, NameVmdkPartsOfOtherFoldersAndSnapshots) {
  const fs::path logs = Demo();
  std::ofstream(logs / "a.vmdk") << "# Disk DescriptorFile\nparentCID=ffffffff\n"
                                 << "RW 100 FLAT \"/etc/passwd\" 0\n";
  std::ofstream(logs / "b.vmdk") << "# Disk DescriptorFile\nparentCID=12345678\n";
  EXPECT_EQ(IngestInto("a.db", logs).files_unreadable, 2u);
  EXPECT_THAT(Files("a.db"), Contains(HasSubstr("lies in another folder")));
  EXPECT_THAT(Files("a.db"), Contains(HasSubstr("is a snapshot")));
}

// Whatever the library makes of such images: the run ends, and what is left is told.
TEST_F(DiskImages, ThatAreDamagedEndNoRun) {
  const fs::path logs = Demo(), volume = Volume(logs);
  const std::string whole = support::ReadWholeFile(volume);
  const std::size_t table = whole.find("FILE0");
  ASSERT_NE(table, whole.npos);
  std::mt19937 random(1);
  for (int round = 0; round < 24; ++round) {
    std::string damaged = whole;
    const std::size_t from = round % 2 == 0 ? 11 : table;
    const std::size_t span = round % 2 == 0 ? 80 : 100 * 1024;
    for (int i = 0; i < (round % 2 == 0 ? 2 : 400); ++i)
      damaged[from + random() % span] = static_cast<char>(random());
    std::ofstream(logs / "damaged.img", std::ios::binary) << damaged;
    const IngestSummary summary = IngestInto("damaged.db", logs);
    EXPECT_GE(summary.records_stored, 100u) << "round " << round;
  }
}

TEST_F(DiskImages, ThatAreCutShortGiveWhatIsThere) {
  const fs::path logs = Demo(), volume = Volume(logs);
  for (const std::uintmax_t size : {std::uintmax_t{1} << 20, kVolumeSize / 2, kVolumeSize - 4096}) {
    fs::copy_file(volume, logs / "short.img", fs::copy_options::overwrite_existing);
    fs::resize_file(logs / "short.img", size);
    EXPECT_NO_THROW(IngestInto("short.db", logs)) << size;
  }
}

}  // namespace
}  // namespace logonloom
