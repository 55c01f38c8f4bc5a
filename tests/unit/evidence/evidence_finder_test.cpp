#include "evidence/evidence_finder.h"

#include <gmock/gmock.h>

#include "evidence/image_search.h"
#include "support/evtx_writer.h"
#include "support/temp_folder.h"
#include "support/unprivileged.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::TempFolder;
using support::Unprivileged;
using support::WriteFile;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

FoundEvidence Find(const std::vector<fs::path>& inputs) {
  MemberCache cache;
  ImageShelf shelf;
  return FindEvidence(inputs, {}, cache, shelf);
}

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
  const FoundEvidence found = Find({folder.path()});
  EXPECT_THAT(Names(found), ElementsAre("Security.evtx", "renamed.bin"));
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_EQ(found.ignored, 1u);
}

TEST(FindEvidence, TellsOfALogByNameThatHoldsSomethingElse) {
  const TempFolder folder;
  WriteFile(folder / "System.evtx", "this is no event log");
  const FoundEvidence found = Find({folder.path()});
  EXPECT_THAT(found.files, IsEmpty());
  ASSERT_THAT(found.problems, SizeIs(1));
  EXPECT_EQ(found.problems[0].path.filename(), "System.evtx");
  EXPECT_FALSE(found.problems[0].missing);
}

TEST(FindEvidence, TellsOfALogOfOldWindows) {
  const TempFolder folder;
  WriteFile(folder / "SecEvent.Evt", std::string("\x30\0\0\0LfLe", 8) + std::string(40, '\0'));
  const FoundEvidence found = Find({folder.path()});
  EXPECT_THAT(found.files, IsEmpty());
  ASSERT_THAT(found.problems, SizeIs(1));
  EXPECT_THAT(found.problems[0].reason, testing::HasSubstr("wevtutil export-log"));
}

TEST(FindEvidence, ReadsExportsByHowTheyBegin) {
  const TempFolder folder;
  const std::string json = R"({"Event":{"System":{"EventID":4624,"Channel":"Security"}}})";
  WriteFile(folder / "lines.jsonl", json + "\n" + json);
  WriteFile(folder / "array.json", "[\n  " + json + "]");
  WriteFile(folder / "headed.json", "Record 1\n" + json);
  WriteFile(folder / "headed.xml",
            "Record 1\r\n<?xml version='1.0'?>\r\n<Event><System><EventRecordID>1</EventRecordID>");
  WriteFile(folder / "other.json", R"([{"EventID":"x"}])");
  WriteFile(folder / "other.xml", "<Events><Event id='1'/></Events>");
  const FoundEvidence found = Find({folder.path()});
  EXPECT_THAT(Names(found), ElementsAre("array.json", "headed.json", "headed.xml", "lines.jsonl"));
  EXPECT_EQ(found.ignored, 2u);
}

TEST(FindEvidence, TakesALogWhoseFileHeaderIsDestroyed) {
  const TempFolder folder;
  std::string bytes = EmptyLog();
  bytes.resize(4096 + 65536, '\0');
  bytes.replace(0, 8, std::string(8, '\0'));
  bytes.replace(4096, 8, std::string("ElfChnk\0", 8));
  WriteFile(folder / "damaged", bytes);
  EXPECT_THAT(Names(Find({folder / "damaged"})), ElementsAre("damaged"));
}

TEST(FindEvidence, SearchesFoldersInFoldersButFollowsNoLinksToFolders) {
  const TempFolder folder;
  fs::create_directories(folder / "host/Logs");
  WriteFile(folder / "host/Logs/a.evtx", EmptyLog());
  fs::create_directory_symlink(folder.path(), folder / "host/loop");
  EXPECT_THAT(Names(Find({folder.path()})), ElementsAre("a.evtx"));
}

TEST(FindEvidence, TakesAFileOnceHoweverOftenItIsNamed) {
  const TempFolder folder;
  WriteFile(folder / "a.evtx", EmptyLog());
  EXPECT_THAT(Names(Find({folder / "a.evtx", folder.path(), folder / "a.evtx"})),
              ElementsAre("a.evtx"));
}

TEST(FindEvidence, NamesAMissingPath) {
  const TempFolder folder;
  const FoundEvidence found = Find({folder / "nowhere"});
  ASSERT_THAT(found.problems, SizeIs(1));
  EXPECT_TRUE(found.problems[0].missing);
}

TEST(FindEvidence, TellsOfANamedFileThatIsNoLog) {
  const TempFolder folder;
  WriteFile(folder / "notes.txt", "hello");
  const FoundEvidence found = Find({folder / "notes.txt"});
  ASSERT_THAT(found.problems, SizeIs(1));
  EXPECT_TRUE(found.problems[0].named);
}

TEST(FindEvidence, SaysThatAFileIsEmpty) {
  const TempFolder folder;
  WriteFile(folder / "a.EVTX", "");
  const FoundEvidence found = Find({folder.path()});
  ASSERT_THAT(found.problems, SizeIs(1));
  EXPECT_THAT(found.problems[0].reason, HasSubstr("empty"));
}

// Whatever its name: nobody can say that it is no log.
TEST(FindEvidence, TellsOfAFileThatMayNotBeRead) {
  const TempFolder folder;
  WriteFile(folder / "notes.txt", EmptyLog());
  WriteFile(folder / "z.evtx", EmptyLog());
  fs::permissions(folder / "notes.txt", fs::perms::none);
  const Unprivileged nobody;
  const FoundEvidence found = Find({folder.path()});
  EXPECT_THAT(Names(found), ElementsAre("z.evtx"));
  ASSERT_THAT(found.problems, SizeIs(1));
  EXPECT_EQ(found.problems[0].path, folder / "notes.txt");
  EXPECT_THAT(found.problems[0].reason, HasSubstr("Permission denied"));
  EXPECT_FALSE(found.problems[0].missing);
}

TEST(FindEvidence, TellsOfAFolderThatMayNotBeReadAndGoesOn) {
  const TempFolder folder;
  fs::create_directory(folder / "closed");
  WriteFile(folder / "closed/a.evtx", EmptyLog());
  fs::create_directory(folder / "open");
  WriteFile(folder / "open/b.evtx", EmptyLog());
  fs::permissions(folder / "closed", fs::perms::none);
  {
    const Unprivileged nobody;
    const FoundEvidence found = Find({folder.path()});
    EXPECT_THAT(Names(found), ElementsAre("b.evtx"));
    ASSERT_THAT(found.problems, SizeIs(1));
    EXPECT_EQ(found.problems[0].path, folder / "closed");
    EXPECT_THAT(Find({folder / "closed"}).problems, SizeIs(1));
  }
  fs::permissions(folder / "closed", fs::perms::owner_all);
}

// The process's own memory can be opened, but there is nothing to read at address 0.
TEST(FindEvidence, TellsOfAMediumThatFails) {
  const FoundEvidence found = Find({"/proc/self/mem"});
  EXPECT_THAT(found.files, IsEmpty());
  ASSERT_THAT(found.problems, SizeIs(1));
  EXPECT_THAT(found.problems[0].reason, HasSubstr("cannot be read"));
}

TEST(FindEvidence, TellsOfALogByNameWhoseLinkLeadsNowhere) {
  const TempFolder folder;
  fs::create_symlink("gone.evtx", folder / "Security.evtx");
  fs::create_symlink("gone.txt", folder / "notes.txt");
  const FoundEvidence found = Find({folder.path()});
  ASSERT_THAT(found.problems, SizeIs(1));
  EXPECT_EQ(found.problems[0].path, folder / "Security.evtx");
  EXPECT_FALSE(found.problems[0].missing) << "one bad link must not end the run";
}

TEST(FindEvidence, TakesALinkToAFileForTheFile) {
  const TempFolder folder;
  fs::create_directories(folder / "logs");
  WriteFile(folder / "a.evtx", EmptyLog());
  fs::create_symlink(folder / "a.evtx", folder / "logs/link.evtx");
  EXPECT_THAT(Names(Find({folder / "logs"})), ElementsAre("link.evtx"));
  EXPECT_THAT(Names(Find({folder.path()})), SizeIs(1));
}

TEST(FindEvidence, ListsFilesByPathInWhateverOrderTheyAreNamed) {
  const TempFolder folder;
  for (const char* name : {"b", "c", "a"}) WriteFile(folder / name, EmptyLog());
  EXPECT_THAT(Names(Find({folder / "c", folder / "a", folder / "b"})), ElementsAre("a", "b", "c"));
}

}  // namespace
}  // namespace logonloom
