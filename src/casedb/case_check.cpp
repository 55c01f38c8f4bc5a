#include "casedb/case_check.h"

#include "base/packed_bytes.h"
#include "casedb/case_evidence.h"
#include "casedb/case_writer.h"
#include "casedb/event_columns.h"
#include "casedb/findings.h"
#include "casedb/open_case.h"
#include "casedb/schema.h"

namespace logonloom {
namespace {

constexpr int kMostTold = 20;

class Checker {
 public:
  explicit Checker(const std::filesystem::path& path) : path_(path), db_(OpenCase(path)) {}

  std::vector<CheckFinding> Run() {
    Tell(true, "Schema " + std::to_string(kSchemaVersion) + ", as this version writes it.");
    Step("The pages and indexes of the database are whole.", &Checker::Pages);
    Step("Each row refers to rows that exist.", &Checker::References);
    Step("The ledger of each file adds up and counts the rows that are there.", &Checker::Ledger);
    Step("What is kept of each file can be read, so that evidence can be added.",
         &Checker::Findings);
    return std::move(found_);
  }

 private:
  void Tell(bool good, std::string what) { found_.push_back({good, std::move(what)}); }

  void Step(const std::string& promise, void (Checker::*look)()) {
    const std::size_t before = found_.size();
    try {
      (this->*look)();
    } catch (const std::exception& failure) {
      Tell(false, std::string("The case cannot be read: ") + failure.what() + ".");
    }
    if (found_.size() == before) Tell(true, promise);
  }

  // Each row of `sql` is a complaint.
  void Complaints(const std::string& sql) {
    SQLite::Statement rows(db_, sql + " LIMIT " + std::to_string(kMostTold));
    while (rows.executeStep()) Tell(false, rows.getColumn(0).getString());
  }

  void Pages() {
    SQLite::Statement rows(db_, "PRAGMA integrity_check(" + std::to_string(kMostTold) + ")");
    while (rows.executeStep()) {
      const std::string answer = rows.getColumn(0).getString();
      if (answer != "ok") Tell(false, "The database is damaged: " + answer + ".");
    }
  }

  void References() {
    Complaints(
        "SELECT 'Row ' || coalesce(rowid, '?') || ' of ' || \"table\" || ' refers to a row of ' || "
        "parent || ' that does not exist.' FROM pragma_foreign_key_check");
  }

  void Ledger() {
    Complaints(
        "SELECT 'The ledger of ' || path || ' does not add up.' FROM file WHERE records_seen <> "
        "records_stored + records_filtered + records_duplicate + records_rejected");
    Complaints(
        "SELECT 'The ledger of ' || path || ' says ' || records_stored || ' stored records, ' || "
        "count(e.id) || ' are there.' FROM file f LEFT JOIN event e ON e.file_id = f.id "
        "GROUP BY f.id HAVING count(e.id) <> records_stored");
    Complaints(
        "SELECT 'The ledger of ' || path || ' says ' || records_duplicate || ' duplicates, ' || "
        "count(c.event_id) || ' are there.' FROM file f LEFT JOIN event_copy c "
        "ON c.file_id = f.id GROUP BY f.id HAVING count(c.event_id) <> records_duplicate");
  }

  void Findings() {
    const CaseEvidence evidence = ReadCaseEvidence(path_);
    const auto version = evidence.facts.find("findings_version");
    if (version == evidence.facts.end() || version->second != FindingsVersion()) return;
    for (const KnownFile& file : evidence.files) {
      try {
        CheckFindings(file);
      } catch (const PackedError& error) {
        Tell(false, file.path + ": " + error.what() + ".");
      }
    }
  }

  void CheckFindings(const KnownFile& file) {
    if (file.findings.head.empty()) return;
    StringPool pool;
    const FindingsHead head = UnpackHead(file.findings.head, 0, pool);
    std::uint64_t records = head.filtered + head.tally.records_rejected;
    for (std::size_t i = 0; i < file.findings.events.size(); ++i) {
      std::vector<Event> events;
      UnpackEvents(file.findings.events[i], 0, pool, events);
      records += events.size();
    }
    for (const std::string& packed : file.findings.chunks) UnpackChunk(packed);
    if (head.sha256 != file.sha256 || records != head.records + head.tally.records_rejected)
      Tell(false, file.path + ": what is kept of it is not what the ledger says.");
  }

  std::filesystem::path path_;
  SQLite::Database db_;
  std::vector<CheckFinding> found_;
};

}  // namespace

std::vector<CheckFinding> CheckCaseDatabase(const std::filesystem::path& path) {
  return Checker(path).Run();
}

}  // namespace logonloom
