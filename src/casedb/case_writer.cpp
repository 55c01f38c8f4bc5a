#include "casedb/case_writer.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>
#include <string>
#include <vector>

#include "casedb/act_rows.h"
#include "casedb/activity_tables.h"
#include "casedb/case_draft.h"
#include "casedb/case_words.h"
#include "casedb/event_rows.h"
#include "casedb/logged_values.h"
#include "casedb/rows.h"
#include "casedb/schema.h"
#include "casedb/session_rows.h"
#include "casedb/side_tables.h"
#include "casedb/squeeze.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;

class CaseWriter {
 public:
  CaseWriter(SQLite::Database& db, const CaseContents& contents)
      : db_(db), contents_(contents), c_(contents.correlation) {}

  WrittenActivity Run(const WritingAids& aids) {
    db_.exec(FastWriting() + "PRAGMA application_id = " + std::to_string(kApplicationId) +
             "; PRAGMA user_version = " + std::to_string(kSchemaVersion));
    std::optional<SideTables> side;
    if (!aids.side_file.empty()) side.emplace(db_, aids.side_file);
    SQLite::Transaction transaction(db_);
    db_.exec(TableSql());
    const Acts acts(contents_);
    if (side) side->Fill([&](SQLite::Database& db) { WriteDoings(db, acts); });
    WriteRecords();
    if (aids.between) aids.between();
    if (side) {
      db_.exec(DoingIndexSql());  // declared alike, they are copied with their tables
      side->Take(DoingTables());
    } else {
      WriteDoings(db_, acts);
    }
    if (aids.between) aids.between();
    db_.exec(ViewSql());
    transaction.commit();
    if (side) side->Detach();
    // Rows for the planner's estimates; all of them would only take longer.
    db_.exec("PRAGMA analysis_limit = 2000; ANALYZE");
    return acts.totals();
  }

 private:
  void WriteRecords() {
    WriteFacts();
    WriteFiles();
    WriteFindings();
    WriteHostsAndBoots(db_, c_);
    WriteEvents(db_, c_);
    WriteDecodedValues(db_);
    WriteActivityTables(db_, contents_.activity);
    WriteAttemptsLinksAndGaps(db_, c_, contents_.activity.link_processes);
    WriteDiagnostics();
    db_.exec(RecordIndexSql());
  }

  void WriteFacts() {
    InsertEach(db_, "case_fact", contents_.facts, [](Row& row, std::int64_t, const auto& fact) {
      row.Text(fact.first).Text(fact.second);
    });
    for (const auto* words : {&EnumWords(), &CaseWords()})
      InsertEach(db_, "enum_values", *words, [](Row& row, std::int64_t, const EnumWord& w) {
        row.Text(w.name).Text(w.value).Text(w.meaning);
      });
  }

  void WriteFiles() {
    InsertEach(db_, "file", contents_.files, [](Row& row, std::int64_t id, const EvidenceFile& f) {
      const auto count = [&row](std::uint64_t n) { row.Number(static_cast<std::int64_t>(n)); };
      row.Number(id).Path(f.path).Path(f.container_path).Text(f.container_sha256);
      count(f.size_bytes);
      row.Text(f.sha256).Text(f.reader);
      count(f.tally.chunks);
      count(f.tally.records_seen);
      count(f.records_stored);
      count(f.records_filtered);
      count(f.records_duplicate);
      count(f.tally.records_rejected);
      count(f.tally.records_recovered);
      row.Time(f.first_time).Time(f.last_time).Number(f.tally.dirty ? 1 : 0);
      row.Number(f.tally.truncated ? 1 : 0).Text(f.status).Text(f.note).Text(f.message);
      // Bytes that do not add up to the file are no account of it.
      const ByteTally& bytes = f.tally.bytes;
      const bool accounted = bytes.sum() != 0 && bytes.sum() == f.size_bytes;
      for (const std::uint64_t kind :
           {bytes.headers, bytes.records, bytes.torn, bytes.recovered, bytes.residue})
        accounted ? row.Number(static_cast<std::int64_t>(kind)) : row.Null();
      row.Text(f.layout).Text(f.host_hint).Text(f.shadow_copy);
    });
  }

  void WriteFindings() {
    struct Finding {
      std::size_t file;
      std::int64_t part;
      std::string_view kind, data;
    };
    std::vector<Finding> all;
    for (std::size_t file = 0; file < contents_.findings.size(); ++file) {
      std::int64_t part = 0;
      const auto add = [&](std::string_view kind, std::string_view data) {
        all.push_back({file + 1, part++, kind, data});
      };
      const KeptFindings& kept = contents_.findings[file];
      add("head", kept.head);
      for (std::size_t i = 0; i < kept.events.size(); ++i) add("events", kept.events[i]);
      for (const std::string& chunk : kept.chunks) add("chunk", chunk);
    }
    // At once: a statement for each of hundreds of files would take longer than their rows.
    InsertEach(db_, "finding", all, [](Row& row, std::int64_t, const Finding& f) {
      row.Number(static_cast<std::int64_t>(f.file)).Number(f.part).Text(f.kind).Blob(f.data);
    });
    const std::string packed = Squeeze(contents_.templates);
    InsertCounted(db_, "definitions", 1, [&](Row& row, std::size_t) { row.Blob(packed); });
  }

  void WriteDiagnostics() {
    InsertEach(db_, "diagnostic", contents_.diagnostics,
               [](Row& row, std::int64_t id, const Diagnostic& d) {
                 row.Number(id).Text(d.severity == Severity::kError     ? "error"
                                     : d.severity == Severity::kWarning ? "warning"
                                                                        : "info");
                 row.Text(d.code).Text(d.message).Reference(static_cast<Index>(d.file_index));
                 row.Number(d.offset).Text(d.host);
               });
  }

  // What was done, and by whom.
  void WriteDoings(SQLite::Database& db, const Acts& acts) {
    StringRows strings;
    acts.Write(db, strings);
    WriteLoggedValues(db, contents_.correlation.events, strings);
    strings.Write(db);
    WriteSessions(db, c_, acts.counts());
    db.exec(DoingIndexSql());
  }

  static std::vector<std::string> DoingTables() {
    return {"act",         "authentication", "account_flags",  "string",           "privilege",
            "token_group", "local_session",  "access_session", "logon_privileges", "logon_session"};
  }

  SQLite::Database& db_;
  const CaseContents& contents_;
  const Correlation& c_;
};

}  // namespace

WrittenActivity WriteRows(SQLite::Database& db, const CaseContents& contents,
                          const WritingAids& aids) {
  return CaseWriter(db, contents).Run(aids);
}

void WriteCase(const fs::path& path, const CaseContents& contents) {
  CaseDraft(path).Write(contents);
}

}  // namespace logonloom
