#include "evidence/evidence_store.h"

#include <gmock/gmock.h>

#include <system_error>

#include "evidence/file_source.h"
#include "evidence/sha256.h"
#include "support/archive_writer.h"
#include "support/sample_log.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

using support::ArchiveFile;
using support::SampleLog;
using support::TempFolder;
using support::WriteArchive;
using support::WriteFile;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string BytesOf(EvidenceSource& source) {
  std::string bytes(source.size(), 0);
  source.ReadAt(0, std::as_writable_bytes(std::span(bytes)));
  return bytes;
}

std::vector<ArchiveFile> Collection() {
  return {{"C/Windows/System32/winevt/Logs/Security.evtx", SampleLog(40).bytes},
          {"C/notes.txt", "nothing"},
          {"C/renamed.bin", SampleLog(7).bytes}};
}

struct Form {
  const char *format, *filter, *name;
};

class EveryArchive : public testing::TestWithParam<Form> {};

TEST_P(EveryArchive, GivesTheLogsInIt) {
  const TempFolder folder;
  WriteFile(folder / GetParam().name,
            WriteArchive(GetParam().format, GetParam().filter, Collection()));
  EvidenceStore store;
  const FoundEvidence found = store.Find({folder.path()});
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_EQ(found.ignored, 1u);
  ASSERT_THAT(found.files, SizeIs(2));
  FileSource archive(folder / GetParam().name);
  for (const FoundFile& file : found.files) {
    EXPECT_EQ(file.container, folder / GetParam().name);
    EXPECT_EQ(file.container_sha256, Sha256(archive));
    EXPECT_EQ(file.sha256, Sha256(*store.Open(file.path)));
  }
  EXPECT_EQ(found.files[0].path, folder / GetParam().name / Collection()[0].name);
  EXPECT_EQ(BytesOf(*store.Open(found.files[0].path)), Collection()[0].bytes);
  EvidenceStore fresh;  // has nothing unpacked yet
  EXPECT_EQ(BytesOf(*fresh.Open(found.files[1].path)), Collection()[2].bytes);
}

INSTANTIATE_TEST_SUITE_P(EvidenceStore, EveryArchive,
                         testing::Values(Form{"zip", "", "a.zip"}, Form{"7zip", "", "a.7z"},
                                         Form{"paxr", "", "a.tar"},
                                         Form{"paxr", "gzip", "a.tar.gz"},
                                         Form{"paxr", "xz", "a.tar.xz"},
                                         Form{"paxr", "zstd", "a.tar.zst"}));

TEST(EvidenceStore, LooksIntoArchivesInArchives) {
  const TempFolder folder;
  const std::string inner = WriteArchive("zip", "", Collection());
  WriteFile(folder / "outer.zip", WriteArchive("zip", "", {{"host-a/inner.zip", inner}}));
  const FoundEvidence found = EvidenceStore().Find({folder / "outer.zip"});
  ASSERT_THAT(found.files, SizeIs(2));
  EXPECT_EQ(found.files[1].path, folder / "outer.zip" / "host-a/inner.zip" / "C/renamed.bin");
  EXPECT_EQ(BytesOf(*EvidenceStore().Open(found.files[1].path)), Collection()[2].bytes);
}

TEST(EvidenceStore, ArchivesTooDeepAreToldAndNotOpened) {
  const TempFolder folder;
  std::string bytes = WriteArchive("zip", "", Collection());
  for (int i = 0; i < 5; ++i) bytes = WriteArchive("zip", "", {{"in.zip", bytes}});
  WriteFile(folder / "deep.zip", bytes);
  const FoundEvidence found = EvidenceStore().Find({folder / "deep.zip"});
  EXPECT_THAT(found.files, IsEmpty());
  ASSERT_THAT(found.problems, SizeIs(1));
  EXPECT_THAT(found.problems[0].reason, HasSubstr("Unpack it"));
}

TEST(EvidenceStore, ALogPackedByItselfHasItsNameWithoutTheEnding) {
  const TempFolder folder;
  WriteFile(folder / "Security.evtx.gz",
            WriteArchive("raw", "gzip", {{"Security.evtx", SampleLog(7).bytes}}));
  const FoundEvidence found = EvidenceStore().Find({folder.path()});
  ASSERT_THAT(found.files, SizeIs(1));
  EXPECT_EQ(found.files[0].path, folder / "Security.evtx.gz" / "Security.evtx");
}

TEST(EvidenceStore, PasswordsThatAreGivenOrUsualOpenAndAreNamed) {
  const TempFolder folder;
  WriteFile(folder / "mine.zip", WriteArchive("zip", "", Collection(), "s3cret"));
  WriteFile(folder / "usual.zip", WriteArchive("zip", "", Collection(), "infected"));
  EvidenceStore store({"wrong", "s3cret"});
  const FoundEvidence found = store.Find({folder.path()});
  EXPECT_THAT(found.problems, IsEmpty());
  ASSERT_THAT(found.files, SizeIs(4));
  EXPECT_EQ(found.files[0].note, "Opened with a password of the call.");
  EXPECT_EQ(found.files[2].note, "Opened with the password «infected».");
  EXPECT_EQ(BytesOf(*store.Open(found.files[0].path)), Collection()[0].bytes);
}

TEST(EvidenceStore, WithoutThePasswordItSaysWhatToDo) {
  const TempFolder folder;
  WriteFile(folder / "mine.zip", WriteArchive("zip", "", Collection(), "s3cret"));
  const FoundEvidence found = EvidenceStore().Find({folder.path()});
  EXPECT_THAT(found.files, IsEmpty());
  ASSERT_FALSE(found.problems.empty());
  EXPECT_THAT(found.problems[0].reason, HasSubstr("--password"));
}

TEST(EvidenceStore, ABombIsLeftAndTold) {
  const TempFolder folder;
  std::string bomb = "ElfFile";
  bomb.resize(std::size_t{300} << 20);
  WriteFile(folder / "bomb.zip", WriteArchive("zip", "", {{"Security.evtx", bomb}}));
  const FoundEvidence found = EvidenceStore().Find({folder.path()});
  EXPECT_THAT(found.files, IsEmpty());
  ASSERT_THAT(found.problems, SizeIs(1));
  EXPECT_THAT(found.problems[0].reason, HasSubstr("bomb"));
}

TEST(EvidenceStore, ADamagedArchiveGivesWhatComesAheadOfTheDamage) {
  const TempFolder folder;
  const std::string whole = WriteArchive("paxr", "", Collection());
  WriteFile(folder / "cut.tar", whole.substr(0, whole.size() - SampleLog(7).bytes.size()));
  const FoundEvidence found = EvidenceStore().Find({folder.path()});
  EXPECT_THAT(found.files, SizeIs(1));
  EXPECT_FALSE(found.problems.empty());
}

TEST(EvidenceStore, AMemberThatIsGoneIsAnError) {
  const TempFolder folder;
  WriteFile(folder / "a.zip", WriteArchive("zip", "", Collection()));
  EXPECT_THROW(EvidenceStore().Open(folder / "a.zip" / "C/gone.evtx"), std::system_error);
  EXPECT_THROW(EvidenceStore().Open(folder / "none" / "gone.evtx"), std::system_error);
}

TEST(EvidenceStore, MembersOfOneNameAreBothFound) {
  const TempFolder folder;
  WriteFile(
      folder / "a.zip",
      WriteArchive("zip", "", {{"S.evtx", SampleLog(7).bytes}, {"S.evtx", SampleLog(9).bytes}}));
  EvidenceStore store;
  const FoundEvidence found = store.Find({folder.path()});
  ASSERT_THAT(found.files, SizeIs(2));
  EXPECT_EQ(BytesOf(*EvidenceStore().Open(found.files[1].path)), SampleLog(9).bytes);
}

}  // namespace
}  // namespace logonloom
