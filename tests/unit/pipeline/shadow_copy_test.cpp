// Logs in the shadow copies of a volume: what only they have comes in, what the volume has too is
// folded, and damaged ones cost themselves alone.
#include <cstring>
#include <fstream>
#include <random>

#include "image_fixture.h"
#include "pipeline/check.h"
#include "support/shadow_copy_writer.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::RunTool;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr FileTime kFirstCopy = {133'540'000'000'000'000};
const std::string kVss1 = "vss1 2024-03-04T04:26:40Z {00000001-DB5C-11EE-8000-6C6F676F6E69}";
const std::string kVss2 = "vss2 2024-03-04T05:26:40Z {00000002-DB5C-11EE-8000-6C6F676F6E69}";
const std::string kRoom = "System Volume Information/{3808876b-c176-4e48-b7ae-04046e6cc752}";

class ShadowCopiesInImages : public ImageFixture {
 protected:
  // A volume of the workstation of the demo case; all its logs, and room for shadow copies.
  void SetUp() override {
    ImageFixture::SetUp();
    if (IsSkipped()) return;
    workstation_ = Demo() / "WS01";
    std::ofstream(folder_ / "room", std::ios::binary) << support::ShadowRoom(3u << 20);
    std::vector<std::pair<fs::path, std::string>> files = {{folder_ / "room", kRoom}};
    for (const auto& entry : fs::directory_iterator(workstation_))
      files.emplace_back(entry.path(), kLogs + entry.path().filename().string());
    support::MakeNtfsImage(volume_, kVolumeSize, kFiller, files);
  }

  // The log as it was before its last chunk was written.
  fs::path Earlier() {
    fs::copy_file(workstation_ / "Security.evtx", folder_ / "earlier.evtx",
                  fs::copy_options::overwrite_existing);
    fs::resize_file(folder_ / "earlier.evtx", 4096 + 65536);
    return folder_ / "earlier.evtx";
  }

  // Of the size of the full log, as one that was cleared is.
  fs::path Cleared() {
    fs::copy_file(workstation_ / "System.evtx", folder_ / "cleared.evtx",
                  fs::copy_options::overwrite_existing);
    fs::resize_file(folder_ / "cleared.evtx", fs::file_size(workstation_ / "Security.evtx"));
    return folder_ / "cleared.evtx";
  }

  void PutSecurity(const fs::path& log) {
    RunTool({kFiller, volume_, "put", log, kLogs + "Security.evtx"});
  }

  void TakeCopy() {
    states_.push_back({support::ReadWholeFile(volume_),
                       kFirstCopy + Seconds(3600.0 * static_cast<double>(states_.size()))});
  }

  // From now on the volume shows its copies.
  support::ShadowPlaces LayCopies() {
    std::string bytes = support::ReadWholeFile(volume_);
    const support::ShadowPlaces places = support::AddShadowCopies(bytes, states_);
    Write(bytes);
    return places;
  }

  void Write(const std::string& bytes) {
    std::ofstream(volume_, std::ios::binary) << bytes;
  }

  // Adds a state of the volume to a folder in which a collector lays them beside each other.
  void PutIntoTree(const std::string& state, const fs::path& security) {
    const fs::path logs = folder_ / "tree" / state / kLogs;
    fs::create_directories(logs.parent_path());
    fs::copy(workstation_, logs);
    fs::copy_file(security, logs / "Security.evtx", fs::copy_options::overwrite_existing);
  }

  fs::path workstation_;
  const fs::path volume_ = folder_ / "volume.img";
  std::vector<support::ShadowState> states_;
};

TEST_F(ShadowCopiesInImages, GiveWhatOnlyTheyHave) {
  TakeCopy();
  PutSecurity(Cleared());
  LayCopies();
  PutIntoTree("C", Cleared());
  PutIntoTree("HarddiskVolumeShadowCopy1", workstation_ / "Security.evtx");
  const auto expected = RowsOf("tree.db", folder_ / "tree");
  EXPECT_EQ(Difference(expected, RowsOf("image.db", volume_)), "");
  EXPECT_THAT(Files("image.db"),
              Contains(AllOf(HasSubstr("container_path=" + kVss1 + "/" + kLogs + "Security.evtx\n"),
                             HasSubstr("layout=disk_image\n"),
                             HasSubstr("shadow_copy=" + kVss1 + "\n"))));
  EXPECT_THAT(Files("image.db"), Contains(AllOf(HasSubstr("container_path=" + kLogs + "Security"),
                                                Not(HasSubstr("shadow_copy=")))));
  EXPECT_EQ(CheckCase(folder_ / "image.db", {}).files_unchanged, Files("image.db").size());
}

TEST_F(ShadowCopiesInImages, OfSeveralStatesGiveEachRecordOnce) {
  PutSecurity(Earlier());
  std::ofstream(folder_ / "junk") << std::string(100'000, 'x');
  TakeCopy();
  PutSecurity(workstation_ / "Security.evtx");
  RunTool({kFiller, volume_, "put", folder_ / "junk", "Users/junk"});
  TakeCopy();
  RunTool({kFiller, volume_, "delete", "Users/junk"});
  const auto live = IngestInto("live.db", volume_);
  LayCopies();
  support::MakePartitionedImage(folder_ / "disk.img", volume_);
  const auto all = IngestInto("all.db", folder_ / "disk.img");
  EXPECT_EQ(all.records_stored, live.records_stored);
  EXPECT_GT(all.records_duplicate, all.records_stored);
  EXPECT_TRUE(all.complete());
  for (const std::string& step : {kVss1, kVss2})
    EXPECT_THAT(Files("all.db"), Contains(HasSubstr("container_path=p2/" + step + "/" + kLogs)));
}

// The libraries behind the formats have parts by the same names.
TEST_F(ShadowCopiesInImages, GiveTheSameInEveryFormat) {
  std::string missing;
  if (!support::HasTools({"ewfacquire", "qemu-img"}, missing)) return Skip(missing);
  TakeCopy();
  PutSecurity(Cleared());
  LayCopies();
  const fs::path disk = folder_ / "disk.img";
  support::MakePartitionedImage(disk, volume_);
  const auto expected = RowsOf("raw.db", disk);
  EXPECT_GT(Files("raw.db").size(), 5u);
  support::MakeEwfImage(disk, folder_ / "disk");
  for (const std::string format : {"vmdk", "vhdx"})
    RunTool({"qemu-img", "convert", "-f", "raw", "-O", format, disk, folder_ / ("disk." + format)});
  for (const std::string name : {"disk.E01", "disk.vmdk", "disk.vhdx"})
    EXPECT_EQ(Difference(expected, RowsOf("image.db", folder_ / name)), "") << name;
}

TEST_F(ShadowCopiesInImages, GiveLogsThatWereDeletedThenOrSince) {
  TakeCopy();
  RunTool({kFiller, volume_, "delete", kLogs + "Security.evtx"});
  TakeCopy();
  // Takes over the entry in the file table.
  std::ofstream(folder_ / "junk") << std::string(100'000, 'x');
  RunTool({kFiller, volume_, "put", folder_ / "junk", "junk"});
  EXPECT_EQ(IngestInto("live.db", volume_).files_read, 4u);
  LayCopies();
  IngestInto("all.db", volume_);
  EXPECT_THAT(Files("all.db"), Contains(HasSubstr("container_path=" + kVss1 + "/" + kLogs +
                                                  "Security.evtx\n")));
  EXPECT_THAT(Files("all.db"),
              Contains(AllOf(HasSubstr("container_path=" + kVss2 + "/" + kLogs +
                                       "Security.evtx (deleted, MFT entry "),
                             HasSubstr("message=The file was deleted."))));
}

TEST_F(ShadowCopiesInImages, TellAFileThatIsNoLogOnce) {
  std::ofstream(folder_ / "empty");
  RunTool({kFiller, volume_, "put", folder_ / "empty", kLogs + "Empty.evtx"});
  TakeCopy();
  TakeCopy();
  LayCopies();
  EXPECT_EQ(IngestInto("all.db", volume_).files_unreadable, 1u);
}

TEST_F(ShadowCopiesInImages, ThatAreDamagedAreNamedAndLeft) {
  PutSecurity(Earlier());
  TakeCopy();
  PutSecurity(workstation_ / "Security.evtx");
  TakeCopy();
  PutSecurity(Cleared());
  const auto places = LayCopies();
  std::string bytes = support::ReadWholeFile(volume_);
  const std::uint64_t list = places.stores[0].list;
  std::memcpy(&bytes[list + support::kNextBlockField], &list, sizeof list);
  Write(bytes);
  EXPECT_EQ(IngestInto("all.db", volume_).files_unreadable, 1u);
  const std::string damaged = (volume_ / kVss1).string();
  EXPECT_THAT(Files("all.db"), Contains(AllOf(HasSubstr("path=" + damaged + "\n"),
                                              HasSubstr("list of blocks leads in a circle"))));
  EXPECT_THAT(Files("all.db"), Contains(HasSubstr("container_path=" + kVss2 + "/" + kLogs)));
}

// Whatever the library makes of such copies: the run ends, and the volume itself is read.
TEST_F(ShadowCopiesInImages, ThatAreDamagedAnyhowLeaveTheVolumeItself) {
  TakeCopy();
  PutSecurity(Cleared());
  const auto live = IngestInto("live.db", volume_);
  const auto places = LayCopies();
  const std::string whole = support::ReadWholeFile(volume_);
  const support::ShadowStore& store = places.stores[0];
  std::mt19937 random(1);
  for (const std::uint64_t block :
       {std::uint64_t{support::kShadowHeaderPlace}, places.catalogue, store.header, store.list,
        store.ranges, store.bitmap}) {
    std::string damaged = whole;
    for (int i = 0; i < 20; ++i) damaged[block + random() % 300] = static_cast<char>(random());
    Write(damaged);
    EXPECT_GE(IngestInto("damaged.db", volume_).records_stored, live.records_stored) << block;
  }
}

TEST_F(ShadowCopiesInImages, OfADamagedCatalogueAreTold) {
  TakeCopy();
  PutSecurity(Cleared());
  const auto places = LayCopies();
  std::string bytes = support::ReadWholeFile(volume_);
  std::memset(&bytes[places.catalogue + support::kNextBlockField], 0xff, 8);
  Write(bytes);
  EXPECT_EQ(IngestInto("all.db", volume_).files_unreadable, 1u);
  EXPECT_THAT(Files("all.db"), Contains(HasSubstr("catalogue of the shadow copies is damaged")));
}

}  // namespace
}  // namespace logonloom
