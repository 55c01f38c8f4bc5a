// Evidence that comes piece by piece, in any order, into one case or several, gives what one ingest
// of everything gives.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "all_rows.h"
#include "base/bytes.h"
#include "casedb/case_reader.h"
#include "logonloom/ingest.h"
#include "support/archive_writer.h"
#include "support/demo_case.h"
#include "support/sample_log.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;
using support::EvtxFile;
using support::SampleLog;
using support::TempFolder;
using support::WriteFile;
using testing::HasSubstr;

IngestSummary IngestInto(const fs::path& case_path, const std::vector<fs::path>& inputs,
                         unsigned threads = 1) {
  IngestOptions options;
  options.inputs = inputs;
  options.case_path = case_path;
  options.threads = threads;
  return Ingest(options);
}

IngestSummary MergeInto(const fs::path& case_path, const std::vector<fs::path>& cases) {
  MergeOptions options;
  options.cases = cases;
  options.case_path = case_path;
  return Merge(options);
}

// The definitions of all records stand in the first; it is gone. Only other files name them.
std::string WithoutDefinitions() {
  EvtxFile file = SampleLog(40);
  const support::RecordPlace& first = file.records.front();
  file.bytes.replace(first.offset, first.size, first.size, 'x');
  return file.bytes;
}

// SampleLog, but of two records something else is told.
std::string Conflicting() {
  std::vector<support::EventSpec> specs;
  for (std::uint64_t id = 1; id <= 20; ++id) {
    specs.push_back(support::SampleEvent(id));
    if (id != 5 && id != 6) continue;
    specs.back().payload = {
        support::EventData({{"TargetUserName", support::EvtxValue::String("mallory")},
                            {"TargetLogonId", support::EvtxValue::Hex64(0x20000 + id)}})};
  }
  return WriteEvtx(specs).bytes;
}

std::vector<support::ArchiveFile> Packed(const fs::path& folder) {
  return {{"host/sample.evtx", support::ReadWholeFile(folder / "sample.evtx")},
          {"host/torn.evtx", support::ReadWholeFile(folder / "torn.evtx")},
          {"host/more.evtx", SampleLog(75).bytes}};
}

// The demo case and logs with all that makes files depend on each other.
std::vector<fs::path> WriteEvidence(const fs::path& folder) {
  support::Scenario story;
  support::TellDemoCase(story);
  story.Write(folder);
  WriteFile(folder / "sample.evtx", SampleLog(20).bytes);
  WriteFile(folder / "copy.evtx", SampleLog(20).bytes);
  WriteFile(folder / "archive.evtx", SampleLog(60).bytes);
  WriteFile(folder / "cut.evtx", SampleLog(700).bytes.substr(0, 4096 + 70'000));
  WriteFile(folder / "torn.evtx", WithoutDefinitions());
  WriteFile(folder / "conflict.evtx", Conflicting());
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".evtx") files.push_back(entry.path());
  // The members of an archive are evidence too; some stand in the folder as well.
  WriteFile(folder / "packed.zip", support::WriteArchive("zip", "", Packed(folder), "infected"));
  files.push_back(folder / "packed.zip");
  std::sort(files.begin(), files.end());
  // A case of nothing but this is refused, so that it goes along with another.
  WriteFile(folder / "none.evtx", "no log");
  return files;
}

class Increments : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    shared_ = new Shared;
    shared_->files = WriteEvidence(shared_->folder / "logs");
    IngestInto(shared_->folder / "all.db", {shared_->folder / "logs"});
    shared_->rows = AllRows(shared_->folder / "all.db");
  }
  static void TearDownTestSuite() {
    delete shared_;
    shared_ = nullptr;
  }

  static fs::path Log(const std::string& name) { return shared_->folder / "logs" / name; }
  std::string FromWhole(const std::string& case_name) const {
    return Difference(shared_->rows, AllRows(folder_ / case_name));
  }

  struct Shared {
    TempFolder folder;
    std::vector<fs::path> files;
    std::vector<std::string> rows;
  };
  static Shared* shared_;
  TempFolder folder_;
};
Increments::Shared* Increments::shared_ = nullptr;

// One way to get everything into one case, chosen by chance.
class RandomWay {
 public:
  RandomWay(unsigned seed, fs::path folder, std::vector<fs::path> files, fs::path with_first)
      : random_(seed), folder_(std::move(folder)), files_(std::move(files)) {
    std::shuffle(files_.begin(), files_.end(), random_);
    parts_.resize(1 + Below(5));
    for (const fs::path& file : files_) {
      parts_[Below(parts_.size())].push_back(file);
      if (Below(5) == 0) parts_[Below(parts_.size())].push_back(file);
    }
    std::erase_if(parts_, [](const auto& part) { return part.empty(); });
    parts_.front().push_back(std::move(with_first));
  }

  fs::path Go() {
    for (const auto& part : parts_) {
      if (cases_.empty() || Below(2) == 0)
        cases_.push_back(folder_ / (std::to_string(cases_.size()) + ".db"));
      IngestInto(cases_[Below(cases_.size())], part, static_cast<unsigned>(1 + Below(3)));
    }
    std::erase_if(cases_, [](const fs::path& path) { return !fs::exists(path); });
    if (cases_.size() == 1) return cases_.front();
    std::shuffle(cases_.begin(), cases_.end(), random_);
    MergeInto(folder_ / "merged.db", cases_);
    return folder_ / "merged.db";
  }

 private:
  std::size_t Below(std::size_t limit) { return random_() % limit; }

  std::mt19937 random_;
  fs::path folder_;
  std::vector<fs::path> files_, cases_;
  std::vector<std::vector<fs::path>> parts_;
};

TEST_F(Increments, InRandomPartsIntoOneCaseOrSeveralGiveTheRowsOfOneIngest) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const TempFolder folder;
    RandomWay way(seed, folder.path(), shared_->files, Log("none.evtx"));
    const std::string difference = Difference(shared_->rows, AllRows(way.Go()));
    ASSERT_EQ(difference, "") << "seed " << seed;
  }
}

TEST_F(Increments, FileByFileGiveTheRowsOfOneIngest) {
  for (const fs::path& file : shared_->files) IngestInto(folder_ / "case.db", {file});
  IngestInto(folder_ / "case.db", {Log("sample.evtx"), Log("none.evtx")});
  EXPECT_EQ(FromWhole("case.db"), "");
}

TEST_F(Increments, ThatAreKnownAreNotReadAgain) {
  const IngestSummary first = IngestInto(folder_ / "case.db", {shared_->folder / "logs"});
  const IngestSummary again = IngestInto(folder_ / "case.db", {shared_->folder / "logs"});
  EXPECT_EQ(first.files_known, 0u);
  EXPECT_EQ(again.files_read, 0u);
  EXPECT_EQ(again.files_known, first.files_read);
  EXPECT_EQ(again.records_stored, first.records_stored);
  EXPECT_EQ(FromWhole("case.db"), "");
}

TEST_F(Increments, NeedNoEvidenceOfOldOnes) {
  fs::copy(shared_->folder / "logs", folder_ / "moved", fs::copy_options::recursive);
  IngestInto(folder_ / "case.db", {folder_ / "moved/FS01", folder_ / "moved/archive.evtx"});
  fs::remove_all(folder_ / "moved");
  EXPECT_GT(IngestInto(folder_ / "case.db", {Log("torn.evtx")}).records_duplicate, 30u);
}

TEST_F(Increments, NameRecordsWhoseDefinitionComesLater) {
  IngestInto(folder_ / "case.db", {Log("torn.evtx")});
  EXPECT_EQ(CaseReader(folder_ / "case.db").Count("logon_sessions", ""), 0);
  IngestInto(folder_ / "case.db", {Log("conflict.evtx")});
  EXPECT_GT(CaseReader(folder_ / "case.db").Count("logon_sessions", "user_name = 'alice'"), 30);
}

TEST_F(Increments, TellConflictsOfRecordsThatComeOneAfterTheOther) {
  IngestInto(folder_ / "case.db", {Log("sample.evtx")});
  EXPECT_EQ(CaseReader(folder_ / "case.db").Count("warnings", "code = 'conflicting_records'"), 0);
  const IngestSummary summary = IngestInto(folder_ / "case.db", {Log("conflict.evtx")});
  EXPECT_EQ(summary.records_stored, 22u) << "both of each are kept";
  EXPECT_EQ(CaseReader(folder_ / "case.db").Count("warnings", "code = 'conflicting_records'"), 2);
}

TEST_F(Increments, OfOneFileInTwoPlacesAreOneEventWithTwoSources) {
  IngestInto(folder_ / "case.db", {Log("sample.evtx")});
  const IngestSummary summary = IngestInto(folder_ / "case.db", {Log("copy.evtx")});
  EXPECT_EQ(summary.files, 2u);
  EXPECT_EQ(summary.records_stored, 20u);
  EXPECT_EQ(summary.records_duplicate, 20u);
}

TEST_F(Increments, ReadAgainWhatCouldNotBeRead) {
  fs::copy_file(Log("sample.evtx"), folder_ / "a.evtx");
  WriteFile(folder_ / "b.evtx", "not copied well");
  EXPECT_EQ(
      IngestInto(folder_ / "case.db", {folder_ / "a.evtx", folder_ / "b.evtx"}).files_unreadable,
      1u);
  WriteFile(folder_ / "b.evtx", SampleLog(30).bytes);
  const IngestSummary summary = IngestInto(folder_ / "case.db", {folder_ / "b.evtx"});
  EXPECT_EQ(summary.files_unreadable, 0u);
  EXPECT_EQ(summary.files, 2u);
  EXPECT_EQ(summary.records_seen, 50u);
}

TEST_F(Increments, OfAnotherWayOfReadingAreRefused) {
  IngestOptions options;
  options.inputs = {Log("sample.evtx")};
  options.case_path = folder_ / "case.db";
  Ingest(options);
  const std::string before = support::ReadWholeFile(options.case_path);
  options.recover = false;
  try {
    Ingest(options);
    ADD_FAILURE() << "half of the case would have been read in another way";
  } catch (const IngestError& error) {
    EXPECT_EQ(error.kind, IngestError::Kind::kUsage);
    EXPECT_THAT(error.what(), HasSubstr("recover=no"));
  }
  EXPECT_EQ(support::ReadWholeFile(options.case_path), before);
}

TEST_F(Increments, OfMergedCasesAreRefusedWhereOneIsNone) {
  IngestInto(folder_ / "a.db", {Log("sample.evtx")});
  WriteFile(folder_ / "b.db", "no case");
  EXPECT_THROW(MergeInto(folder_ / "c.db", {folder_ / "a.db", folder_ / "b.db"}), IngestError);
  EXPECT_FALSE(fs::exists(folder_ / "c.db"));
  EXPECT_THROW(MergeInto(folder_ / "a.db", {folder_ / "a.db"}), IngestError) << "it exists";
}

}  // namespace
}  // namespace logonloom
