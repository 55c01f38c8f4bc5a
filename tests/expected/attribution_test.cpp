// All real logs: each Security record that names a logon session is told once, as of the session
// with that logon id in the record's boot. What the records name is read here by itself, without
// the catalogue.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <map>
#include <set>

#include "base/text.h"
#include "evidence/file_source.h"
#include "model/value_text.h"
#include "pipeline/readers.h"
#include "real_case.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;

std::uint64_t NumberOf(const Field& field) {
  return ParseUnsigned(ValueText(field.value)).value_or(0);
}

struct NamedSession {
  std::string file;
  std::uint64_t offset = 0;
  std::uint32_t event_id = 0;
  Luid owner = 0;  // the session that the record is about, else the one that acted
};

// logonid_fields: TargetLogonId and LogonID name the session that a record is about, the others
// whoever acted. 4625 has no new session, 4672's subject is the new session.
class NamedSessions : public RecordSink {
 public:
  void ReadFile(const fs::path& path) {
    file_ = path.string();
    FileSource source(path);
    reader_->Read(source, *this);
  }
  void OnRecord(const Record& record) override {
    if (!EqualsIgnoreCase(record.system.channel, "Security") || !record.complete) return;
    // A recovered record whose provider was overwritten can be of any event.
    if (record.recovery != Recovery::kListed && !record.system.provider.starts_with("Microsoft-"))
      return;
    NamedSession named{file_, record.offset, record.system.event_id, 0};
    Luid actor = 0;
    for (const Field& field : record.fields) {
      if (field.name == "TargetLogonId" || field.name == "LogonID") named.owner = NumberOf(field);
      if (field.name == "SubjectLogonId" || field.name == "CallerLogonId" ||
          field.name == "ClientLogonId")
        actor = NumberOf(field);
    }
    if (named.owner == 0) named.owner = actor;
    if (named.owner != 0) all.push_back(named);
  }
  void OnDiagnostic(Diagnostic) override {}

  std::vector<NamedSession> all;

 private:
  std::string file_;
  std::unique_ptr<RecordReader> reader_ = MakeReader({}, nullptr);
};

using Place = std::pair<std::string, std::int64_t>;

std::map<Place, std::int64_t> EventsByPlace(SQLite::Database& db) {
  std::map<Place, std::int64_t> events;
  SQLite::Statement query(
      db,
      "SELECT f.path, e.offset, e.id FROM event e JOIN file f ON f.id = e.file_id UNION ALL "
      "SELECT f.path, c.offset, c.event_id FROM event_copy c JOIN file f ON f.id = c.file_id");
  while (query.executeStep())
    events[{query.getColumn(0).getString(), query.getColumn(1).getInt64()}] =
        query.getColumn(2).getInt64();
  return events;
}

struct Told {
  std::int64_t activities = 0;
  Luid of = 0;            // logon id of the session of its row in activity
  std::set<Luid> proves;  // logon ids of the sessions that it proves
  bool other_boot = false;
};

std::map<std::int64_t, Told> ToldByCase(SQLite::Database& db) {
  std::map<std::int64_t, Told> told;
  SQLite::Statement acts(db,
                         "SELECT a.activity_id, s.logon_id, s.boot_id <> e.boot_id FROM activity a "
                         "JOIN event e ON e.id = a.activity_id "
                         "LEFT JOIN logon_sessions s USING (logon_session_id)");
  while (acts.executeStep()) {
    Told& t = told[acts.getColumn(0).getInt64()];
    ++t.activities;
    if (acts.getColumn(1).isNull()) continue;
    t.of = ParseUnsigned(acts.getColumn(1).getString()).value();
    t.other_boot |= acts.getColumn(2).getInt() != 0;
  }
  SQLite::Statement proofs(
      db,
      "SELECT v.event_id, s.logon_id, s.boot_id <> e.boot_id FROM whole_evidence v "
      "JOIN event e ON e.id = v.event_id JOIN logon_session s ON s.id = v.logon_session_id");
  while (proofs.executeStep())
    if (proofs.getColumn(2).getInt() == 0)
      told[proofs.getColumn(0).getInt64()].proves.insert(
          static_cast<Luid>(proofs.getColumn(1).getInt64()));
  return told;
}

TEST(Attribution, TellsEveryRecordOfASessionOnceAsOfThatSession) {
  if (!HasCorpus()) GTEST_SKIP() << CorpusMissing();
  NamedSessions named;
  for (const auto& entry : fs::recursive_directory_iterator(LOGONLOOM_CORPUS))
    if (entry.is_regular_file() && entry.path().extension() == ".evtx")
      named.ReadFile(entry.path());
  EXPECT_GT(named.all.size(), 10'000u);
  const RealCase all({""});
  SQLite::Database db(all.path().string());
  const auto events = EventsByPlace(db);
  const auto told = ToldByCase(db);
  for (const NamedSession& n : named.all) {
    const std::string where = n.file + " at " + std::to_string(n.offset) + ", event " +
                              std::to_string(n.event_id) + ", " + HexText(n.owner);
    const auto event = events.find({n.file, static_cast<std::int64_t>(n.offset)});
    ASSERT_NE(event, events.end()) << where;
    const auto known = told.find(event->second);
    ASSERT_NE(known, told.end()) << where;
    const Told& t = known->second;
    EXPECT_LE(t.activities, 1) << where;
    EXPECT_FALSE(t.other_boot) << where;
    if (t.activities == 1) {
      EXPECT_EQ(HexText(t.of), HexText(n.owner)) << where;
    } else {
      EXPECT_TRUE(t.proves.contains(n.owner)) << where;
    }
  }
}

TEST(Attribution, ExplainsWhateverIsOfNoSession) {
  if (!HasCorpus()) GTEST_SKIP() << CorpusMissing();
  const RealCase all({""});
  std::int64_t explained = 0;
  for (const ViewRow& row : all.Rows("unattributed")) {
    EXPECT_NE(row.at("why"), "NULL") << row.at("file");
    explained += std::stol(row.at("records"));
  }
  EXPECT_EQ(explained,
            static_cast<std::int64_t>(all.Rows("activity", "attribution IS NULL").size()));
  EXPECT_EQ(all.Rows("activity", "logon_session_id IS NOT NULL AND attribution IS NULL").size(),
            0u);
}

}  // namespace
}  // namespace logonloom
