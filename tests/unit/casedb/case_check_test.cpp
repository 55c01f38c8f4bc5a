// What `check` finds in a case that somebody or something has changed.
#include "casedb/case_check.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <fstream>

#include "casedb/case_writer.h"
#include "casedb/event_columns.h"
#include "casedb/findings.h"
#include "full_case.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

using support::TempFolder;
using testing::HasSubstr;

// A small case whose findings fit its ledger.
CaseContents SmallCase(StringPool& pool) {
  CaseContents contents;
  EvidenceFile& file = contents.files.emplace_back();
  file.path = "logs/a.evtx";
  file.sha256 = std::string(64, 'a');
  file.reader = "evtx";
  file.status = "complete";
  file.tally.records_seen = 3;
  file.records_filtered = 1;
  file.records_stored = 2;
  Correlation& c = contents.correlation;
  c.hosts.emplace_back().name = "WS01";
  c.boots.emplace_back().host = 0;
  for (std::uint64_t id = 1; id <= 2; ++id) {
    Event event;
    event.source.file_index = 0;
    event.channel = event.provider = pool.Intern("Security");
    event.record_id = id;
    c.events.Append(event);
    c.places.emplace_back();
    c.places.back().host = c.places.back().boot = 0;
  }
  FindingsHead head;
  head.sha256 = file.sha256;
  head.records = 3;
  head.filtered = 1;
  head.tally = file.tally;
  KeptFindings& kept = contents.findings.emplace_back();
  kept.head = Pack(head);
  kept.events.Add(PackEvents({c.events.data(), c.events.size()}));
  contents.facts = {{"findings_version", FindingsVersion()}};
  return contents;
}

class CaseCheck : public testing::Test {
 protected:
  void SetUp() override { WriteCase(path_, SmallCase(pool_)); }

  std::string BadAfter(const std::string& sql) {
    {
      SQLite::Database db(path_.string(), SQLite::OPEN_READWRITE);
      db.exec(sql);
    }
    return Bad();
  }
  std::string Bad() {
    std::string bad;
    for (const CheckFinding& finding : CheckCaseDatabase(path_))
      if (!finding.good) bad += finding.what + "\n";
    return bad;
  }

  TempFolder folder_;
  const std::filesystem::path path_ = folder_ / "case.db";
  StringPool pool_;
};

TEST_F(CaseCheck, FindsNothingInAWholeCase) {
  EXPECT_EQ(Bad(), "");
  EXPECT_GE(CheckCaseDatabase(path_).size(), 5u) << "it says what it looked at";
}

TEST_F(CaseCheck, FindsARowThatIsGone) {
  EXPECT_THAT(BadAfter("DELETE FROM event WHERE id = 2"),
              HasSubstr("logs/a.evtx says 2 stored records, 1 are there."));
}

TEST_F(CaseCheck, FindsADuplicateThatIsNoneOfTheLedger) {
  EXPECT_THAT(BadAfter("INSERT INTO event_copy VALUES (1, 1, 4096, 0)"),
              HasSubstr("says 0 duplicates, 1 are there."));
}

TEST_F(CaseCheck, FindsALedgerThatDoesNotAddUp) {
  EXPECT_THAT(BadAfter("PRAGMA ignore_check_constraints = 1; UPDATE file SET records_seen = 9"),
              HasSubstr("does not add up"));
}

TEST_F(CaseCheck, FindsARowThatRefersToNothing) {
  EXPECT_THAT(BadAfter("UPDATE event SET boot_id = 77 WHERE id = 1"),
              HasSubstr("Row 1 of event refers to a row of boot that does not exist."));
}

TEST_F(CaseCheck, FindsFindingsThatAreDamaged) {
  EXPECT_THAT(BadAfter("UPDATE finding SET data = x'00' WHERE kind = 'events'"),
              HasSubstr("logs/a.evtx: what the case keeps of a file is damaged."));
  EXPECT_THAT(BadAfter("DELETE FROM finding WHERE kind = 'events'"),
              HasSubstr("what is kept of it is not what the ledger says"));
  EXPECT_THAT(BadAfter("UPDATE finding SET file_id = 5"), HasSubstr("cannot be added to"));
}

TEST_F(CaseCheck, FindsDamagedPages) {
  const auto size = std::filesystem::file_size(path_);
  // All but the first page, which says what the file is.
  std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(16'384);
  file << std::string(static_cast<std::size_t>(size) - 16'384, '\xa5');
  file.close();
  EXPECT_NE(Bad(), "");
}

}  // namespace
}  // namespace logonloom
