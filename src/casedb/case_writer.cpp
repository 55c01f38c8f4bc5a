#include "casedb/case_writer.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <unordered_map>

#include "base/ip_address.h"
#include "casedb/activity_rows.h"
#include "casedb/activity_tables.h"
#include "casedb/case_draft.h"
#include "casedb/case_words.h"
#include "casedb/inserter.h"
#include "casedb/logged_values.h"
#include "casedb/schema.h"
#include "casedb/session_rows.h"
#include "casedb/squeeze.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;

class CaseWriter {
 public:
  CaseWriter(SQLite::Database& db, const CaseContents& contents)
      : db_(db), contents_(contents), c_(contents.correlation) {}

  WrittenActivity Run() {
    db_.exec(
        "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
        "PRAGMA cache_size = -65536; PRAGMA application_id = " +
        std::to_string(kApplicationId) +
        "; PRAGMA user_version = " + std::to_string(kSchemaVersion));
    db_.exec(TableSql());
    SQLite::Transaction transaction(db_);
    WriteFacts();
    WriteFiles();
    WriteFindings();
    WriteHostsAndBoots(db_, c_);
    NoteEvidence();
    CountActivity();
    WriteSessions(db_, c_, activity_count_);
    WriteEvents();
    WriteActivityTables(db_, contents_.activity);
    WriteDecodedValues(db_);
    WriteAttemptsLinksAndGaps(db_, c_, contents_.activity.link_processes);
    WriteEvidence();
    WriteDiagnostics();
    WriteStrings();
    db_.exec(IndexSql());
    db_.exec(ViewSql());
    transaction.commit();
    // Rows for the planner's estimates; all of them would only take longer.
    db_.exec("PRAGMA analysis_limit = 2000; ANALYZE");
    return written_;
  }

 private:
  void WriteFacts() {
    Inserter fact(db_, "case_fact");
    for (const auto& [name, value] : contents_.facts) fact.Text(name).Text(value).Run();
    Inserter word(db_, "enum_values");
    for (const auto* words : {&EnumWords(), &CaseWords()})
      for (const EnumWord& w : *words) word.Text(w.name).Text(w.value).Text(w.meaning).Run();
  }

  void WriteFiles() {
    Inserter row(db_, "file");
    std::int64_t id = 0;
    for (const EvidenceFile& f : contents_.files) {
      const auto count = [&row](std::uint64_t n) { row.Number(static_cast<std::int64_t>(n)); };
      row.Number(++id).Text(f.path).Text(f.container_path).Text(f.container_sha256);
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
      row.Text(f.layout).Text(f.host_hint).Text(f.shadow_copy).Run();
    }
  }

  void WriteFindings() {
    SQLite::Statement row(db_, "INSERT INTO finding VALUES (?, ?, ?, ?)");
    for (std::size_t file = 0; file < contents_.findings.size(); ++file) {
      const KeptFindings& kept = contents_.findings[file];
      int part = 0;
      const auto put = [&](const char* kind, const std::string& data) {
        row.bind(1, static_cast<std::int64_t>(file) + 1);
        row.bind(2, part++);
        row.bind(3, kind);
        row.bindNoCopy(4, data.data(), static_cast<int>(data.size()));
        row.exec();
        row.reset();
      };
      put("head", kept.head);
      for (const std::string& events : kept.events) put("events", events);
      for (const std::string& chunk : kept.chunks) put("chunk", chunk);
    }
    SQLite::Statement definitions(db_, "INSERT INTO definitions VALUES (?)");
    const std::string packed = Squeeze(contents_.templates);
    definitions.bindNoCopy(1, packed.data(), static_cast<int>(packed.size()));
    definitions.exec();
  }

  // Records that prove a logon session stand in session_events; the rest of what names one is
  // activity.
  void NoteEvidence() {
    evident_.assign(c_.events.size(), false);
    for (const SessionEvidence& e : c_.evidence)
      if (e.logon_session != kNone) evident_[static_cast<std::size_t>(e.event)] = true;
  }

  std::string_view KindOf(std::size_t i) const {
    const std::string_view kind = ActivityKind(c_.events[i]);
    return kind.empty() && !evident_[i] ? LogonKind(c_.events[i]) : kind;
  }

  void CountActivity() {
    activity_count_.assign(c_.access_sessions.size(), 0);
    for (std::size_t i = 0; i < c_.events.size(); ++i) {
      if (KindOf(i).empty()) continue;
      const EventPlace& place = c_.places[i];
      ++written_.acts;
      if (place.logon_session == kNone) ++written_.of_no_session;
      if (place.access_session != kNone)
        ++activity_count_[static_cast<std::size_t>(place.access_session)];
    }
  }

  void WriteEvents() {
    Inserter row(db_, "event");
    Inserter act(db_, "act");
    std::int64_t channel = 0, provider = 0;
    LoggedValues values(db_, [this](Symbol text) { return StringId(text); });
    for (std::size_t i = 0; i < c_.events.size(); ++i) {
      const Event& e = c_.events[i];
      const EventPlace& place = c_.places[i];
      row.Number(static_cast<std::int64_t>(i) + 1).Reference(e.source.file_index);
      row.Number(static_cast<std::int64_t>(e.source.offset));
      row.Number(static_cast<std::int64_t>(e.source.recovery)).Reference(place.host);
      if (i == 0 || e.channel != c_.events[i - 1].channel) channel = StringId(e.channel);
      if (i == 0 || e.provider != c_.events[i - 1].provider) provider = StringId(e.provider);
      row.Reference(place.boot).Number(channel).Number(provider);
      row.Number(e.event_id).Number(e.version).Number(static_cast<std::int64_t>(e.record_id));
      row.Time(e.time).Reference(place.logon_session).Reference(place.access_session).Run();
      if (const std::string_view kind = KindOf(i); !kind.empty()) WriteAct(act, i, kind);
      values.Add(static_cast<Index>(i), e);
    }
    Inserter copy(db_, "event_copy");
    for (const auto& [event, source] : c_.duplicates)
      copy.Reference(event)
          .Reference(source.file_index)
          .Number(static_cast<std::int64_t>(source.offset))
          .Number(static_cast<std::int64_t>(source.recovery))
          .Run();
  }

  void WriteAct(Inserter& act, std::size_t i, std::string_view kind) {
    const Event& e = c_.events[i];
    act.Number(static_cast<std::int64_t>(i) + 1).Text(kind);
    act.Text(c_.places[i].logon_session == kNone ? "" : AttributionWord(c_.places[i].attribution));
    act.Text(UserOf(i)).Text(ActivitySummary(e));
    e.process_name.empty() ? act.Null() : act.Number(StringId(e.process_name));
    act.NumberOrNull(e.process_id).Text(e.command_line.view());
    e.parent_process_name.empty() ? act.Null() : act.Number(StringId(e.parent_process_name));
    const std::string_view path = e.object_path.view();
    act.Text(e.object.empty() || path.empty()
                 ? std::string(e.object.view())
                 : std::string(e.object.view()) + "\\" + std::string(path));
    const auto address = ParseIpAddress(e.address.view());
    act.Text(address ? address->text : std::string());
    const auto& details = contents_.activity.details;
    const EventDetail detail = i < details.size() ? details[i] : EventDetail();
    act.Reference(detail.process).Reference(detail.access).Reference(detail.caller);
    act.Reference(detail.token).NumberOrNull(e.access_mask);
    HasStatus(e) ? act.Number(e.status) : act.Null();
    act.Run();
  }

  std::string_view UserOf(std::size_t i) const {
    const EventPlace& place = c_.places[i];
    if (place.logon_session != kNone)
      return c_.logon_sessions[static_cast<std::size_t>(place.logon_session)].user.name;
    const Event& e = c_.events[i];
    return e.subject.name.empty() ? e.target.name.view() : e.subject.name.view();
  }

  void WriteEvidence() {
    Inserter row(db_, "evidence");
    for (const SessionEvidence& e : c_.evidence)
      row.Reference(e.access_session)
          .Reference(e.logon_session)
          .Reference(e.event)
          .Text(Word(e.role))
          .Text(e.rule)
          .Run();
  }

  void WriteDiagnostics() {
    Inserter row(db_, "diagnostic");
    std::int64_t id = 0;
    for (const Diagnostic& d : contents_.diagnostics) {
      row.Number(++id).Text(d.severity == Severity::kError     ? "error"
                            : d.severity == Severity::kWarning ? "warning"
                                                               : "info");
      row.Text(d.code).Text(d.message).Reference(static_cast<Index>(d.file_index));
      row.Number(d.offset).Text(d.host).Run();
    }
  }

  std::int64_t StringId(Symbol symbol) {
    const auto [it, added] =
        string_ids_.try_emplace(symbol, static_cast<std::int64_t>(strings_.size()) + 1);
    if (added) strings_.push_back(symbol);
    return it->second;
  }

  void WriteStrings() {
    SQLite::Statement row(db_, "INSERT INTO string VALUES (?, ?)");
    for (std::size_t i = 0; i < strings_.size(); ++i) {
      row.bind(1, static_cast<std::int64_t>(i) + 1);
      row.bind(2, std::string(strings_[i].view()));
      row.exec();
      row.reset();
    }
  }

  SQLite::Database& db_;
  const CaseContents& contents_;
  const Correlation& c_;
  std::vector<bool> evident_;  // by event: proof of a logon session
  std::vector<std::int64_t> activity_count_;
  WrittenActivity written_;
  std::unordered_map<Symbol, std::int64_t> string_ids_;
  std::vector<Symbol> strings_;
};

}  // namespace

WrittenActivity WriteRows(SQLite::Database& db, const CaseContents& contents) {
  return CaseWriter(db, contents).Run();
}

void WriteCase(const fs::path& path, const CaseContents& contents) {
  CaseDraft(path).Write(contents);
}

}  // namespace logonloom
