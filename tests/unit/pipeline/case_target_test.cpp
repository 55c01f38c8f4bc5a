#include "pipeline/case_target.h"

#include <gmock/gmock.h>

#include "casedb/case_writer.h"
#include "logonloom/ingest.h"
#include "support/evtx_writer.h"
#include "support/temp_folder.h"
#include "support/unprivileged.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::TempFolder;
using support::Unprivileged;
using support::WriteFile;
using testing::AllOf;
using testing::HasSubstr;

// What the user is told; empty if the case may be written.
std::string Refusal(const fs::path& target, ExistingCase existing = ExistingCase::kKeep) {
  try {
    CheckCaseTarget(target, existing);
  } catch (const IngestError& error) {
    EXPECT_EQ(error.kind, IngestError::Kind::kUsage);
    return error.what();
  }
  return {};
}

TEST(CaseTarget, TakesANewFileInAnExistingFolder) {
  const TempFolder folder;
  EXPECT_EQ(Refusal(folder / "case.db"), "");
  EXPECT_FALSE(fs::exists(folder / "case.db")) << "asking makes nothing";
}

TEST(CaseTarget, TakesABareNameForAFileOfTheCurrentFolder) {
  const fs::path before = fs::current_path();
  const TempFolder folder;
  fs::current_path(folder.path());
  EXPECT_EQ(Refusal("case.db"), "");
  fs::current_path(before);
}

TEST(CaseTarget, ReplacesACaseOnlyWhenTold) {
  const TempFolder folder;
  WriteCase(folder / "case.db", {});
  EXPECT_THAT(Refusal(folder / "case.db"), HasSubstr("--force"));
  EXPECT_EQ(Refusal(folder / "case.db", ExistingCase::kReplace), "");
}

TEST(CaseTarget, NeverReplacesWhatIsNoCase) {
  const TempFolder folder;
  WriteCase(folder / "case.db", {});
  std::string other = support::ReadWholeFile(folder / "case.db");
  other[68] = 'x';  // the application id: somebody else's database
  WriteFile(folder / "other.db", other);
  WriteFile(folder / "short.db", "SQLite format 3");
  WriteFile(folder / "a.evtx", "ElfFile");
  fs::create_symlink(folder / "a.evtx", folder / "link.db");
  for (const char* name : {"other.db", "short.db", "a.evtx", "link.db"})
    for (const ExistingCase existing : {ExistingCase::kKeep, ExistingCase::kReplace})
      EXPECT_THAT(Refusal(folder / name, existing), AllOf(HasSubstr(name), HasSubstr("no case")));
  EXPECT_THAT(Refusal("/dev/null", ExistingCase::kReplace), HasSubstr("no case"));
}

TEST(CaseTarget, IsNeitherAFolderNorNothingNorInAMissingFolder) {
  const TempFolder folder;
  EXPECT_THAT(Refusal(folder.path()), HasSubstr("is a folder"));
  EXPECT_THAT(Refusal(""), HasSubstr("no name"));
  EXPECT_THAT(Refusal(folder / "no/case.db"), AllOf(HasSubstr("/no "), HasSubstr("not exist")));
  WriteFile(folder / "file", "x");
  EXPECT_NE(Refusal(folder / "file/case.db"), "");
  EXPECT_NE(Refusal(folder / std::string(300, 'x')), "") << "longer than names may be";
}

TEST(CaseTarget, IsNotInAFolderThatIsNotWritable) {
  const TempFolder folder;
  fs::permissions(folder.path(), fs::perms(0555));
  const Unprivileged nobody;
  EXPECT_THAT(Refusal(folder / "case.db"), HasSubstr("not writable"));
}

TEST(CaseTarget, IsNotInAFolderThatMayNotBeLookedInto) {
  const TempFolder folder;
  fs::create_directory(folder / "closed");
  fs::permissions(folder / "closed", fs::perms::none);
  {
    const Unprivileged nobody;
    EXPECT_THAT(Refusal(folder / "closed/case.db"), HasSubstr("Permission denied"));
  }
  fs::permissions(folder / "closed", fs::perms::owner_all);
}

}  // namespace
}  // namespace logonloom
