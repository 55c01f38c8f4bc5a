#include "evidence/evidence_finder.h"

#include <gmock/gmock.h>

#include "support/evtx_writer.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::TempFolder;
using support::WriteFile;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::string EmptyLog() { return support::WriteEvtx({}).bytes; }

std::vector<std::string> Names(const FoundEvidence& found) {
  std::vector<std::string> names;
  for (const FoundFile& file : found.files) names.push_back(file.path.filename());
  return names;
}

TEST(FindEvidence, GoesByContentNotByName) {
  const TempFolder folder;
  WriteFile(folder / "renamed.bin", EmptyLog());
  WriteFile(folder / "Security.evtx", EmptyLog());
  WriteFile(folder / "notes.txt", "ElfFil");
  const FoundEvidence found = FindEvidence({folder.path()});
  EXPECT_THAT(Names(found), ElementsAre("Security.evtx", "renamed.bin"));
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_EQ(found.ignored, 1u);
}

TEST(FindEvidence, TellsOfALogByNameThatHoldsSomethingElse) {
  const TempFolder folder;
  WriteFile(folder / "System.evtx", "this is no event log");
  const FoundEvidence found = FindEvidence({folder.path()});
  EXPECT_THAT(found.files, IsEmpty());
  ASSERT_THAT(found.problems, SizeIs(1));
  EXPECT_EQ(found.problems[0].path.filename(), "System.evtx");
  EXPECT_FALSE(found.problems[0].missing);
}

TEST(FindEvidence, TakesALogWhoseFileHeaderIsDestroyed) {
  const TempFolder folder;
  std::string bytes = EmptyLog();
  bytes.resize(4096 + 65536, '\0');
  bytes.replace(0, 8, std::string(8, '\0'));
  bytes.replace(4096, 8, std::string("ElfChnk\0", 8));
  WriteFile(folder / "damaged", bytes);
  EXPECT_THAT(Names(FindEvidence({folder / "damaged"})), ElementsAre("damaged"));
}

TEST(FindEvidence, SearchesFoldersInFoldersButFollowsNoLinksToFolders) {
  const TempFolder folder;
  fs::create_directories(folder / "host/Logs");
  WriteFile(folder / "host/Logs/a.evtx", EmptyLog());
  fs::create_directory_symlink(folder.path(), folder / "host/loop");
  EXPECT_THAT(Names(FindEvidence({folder.path()})), ElementsAre("a.evtx"));
}

TEST(FindEvidence, TakesAFileOnceHoweverOftenItIsNamed) {
  const TempFolder folder;
  WriteFile(folder / "a.evtx", EmptyLog());
  EXPECT_THAT(Names(FindEvidence({folder / "a.evtx", folder.path(), folder / "a.evtx"})),
              ElementsAre("a.evtx"));
}

TEST(FindEvidence, NamesAMissingPath) {
  const TempFolder folder;
  const FoundEvidence found = FindEvidence({folder / "nowhere"});
  ASSERT_THAT(found.problems, SizeIs(1));
  EXPECT_TRUE(found.problems[0].missing);
}

TEST(FindEvidence, TellsOfANamedFileThatIsNoLog) {
  const TempFolder folder;
  WriteFile(folder / "notes.txt", "hello");
  const FoundEvidence found = FindEvidence({folder / "notes.txt"});
  ASSERT_THAT(found.problems, SizeIs(1));
  EXPECT_TRUE(found.problems[0].named);
}

}  // namespace
}  // namespace logonloom
