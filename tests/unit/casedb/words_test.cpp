// What stands in a column of words stands in enum_values, and the other way round.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <set>

#include "casedb/case_writer.h"
#include "full_case.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

using support::TempFolder;

struct WordColumn {
  const char* view;
  const char* column;
  const char* name;  // in enum_values
};

constexpr WordColumn kWordColumns[] = {
    {"sessions", "account_class", "account_class"},
    {"sessions", "kind", "kind"},
    {"sessions", "outcome", "outcome"},
    {"sessions", "end_reason", "end_reason"},
    {"sessions", "end_basis", "end_basis"},
    {"logon_sessions", "account_class", "account_class"},
    {"logon_sessions", "logon_type_name", "logon_type_name"},
    {"logon_sessions", "purpose", "purpose"},
    {"logon_sessions", "start_basis", "start_basis"},
    {"logon_sessions", "end_reason", "end_reason"},
    {"logon_sessions", "end_basis", "end_basis"},
    {"logon_sessions", "linked_basis", "linked_basis"},
    {"local_sessions", "end_reason", "end_reason"},
    {"local_sessions", "end_basis", "end_basis"},
    {"boots", "start_basis", "boot_start_basis"},
    {"boots", "end_basis", "boot_end_basis"},
    {"session_events", "role", "role"},
    {"session_events", "recovery", "recovery"},
    {"activity", "kind", "activity_kind"},
    {"activity", "attribution", "attribution"},
    {"object_accesses", "kind", "object_access_kind"},
    {"host_addresses", "basis", "address_basis"},
    {"gaps", "kind", "gap_kind"},
    {"timeline", "kind", "timeline_kind"},
    {"evidence_files", "status", "file_status"},
    {"evidence_files", "layout", "layout"},
    {"warnings", "severity", "severity"},
};

std::set<std::string> Texts(SQLite::Database& db, const std::string& sql) {
  SQLite::Statement query(db, sql);
  std::set<std::string> texts;
  while (query.executeStep()) texts.insert(query.getColumn(0).getString());
  return texts;
}

TEST(EnumValues, AreJustTheWordsThatTheColumnsCanHold) {
  const TempFolder folder;
  const FullCase full;
  WriteCase(folder / "case.db", full.contents);
  SQLite::Database db((folder / "case.db").string());
  std::set<std::string> names = {"link_kind", "link_basis"};  // correlation's own, see below
  for (const auto& [view, column, name] : kWordColumns) {
    const std::string shown =
        std::string("SELECT ") + column + " FROM " + view + " WHERE " + column + " IS NOT NULL";
    const std::string listed =
        std::string("SELECT value FROM enum_values WHERE name = '") + name + "'";
    EXPECT_EQ(Texts(db, shown), Texts(db, listed)) << view << '.' << column;
    names.insert(name);
  }
  EXPECT_EQ(Texts(db, "SELECT name FROM enum_values"), names);
}

TEST(EnumValues, HoldTheWordsOfLinks) {
  const TempFolder folder;
  const FullCase full;
  WriteCase(folder / "case.db", full.contents);
  SQLite::Database db((folder / "case.db").string());
  EXPECT_THAT(Texts(db, "SELECT value FROM enum_values WHERE name = 'link_kind'"),
              testing::IsSupersetOf({"runas", "elevation", "new_credentials"}));
  EXPECT_THAT(Texts(db, "SELECT value FROM enum_values WHERE name = 'link_basis'"),
              testing::Contains("subject_logon_id"));
}

TEST(EnumValues, HaveAMeaningEach) {
  const TempFolder folder;
  WriteCase(folder / "case.db", {});
  SQLite::Database db((folder / "case.db").string());
  EXPECT_GT(db.execAndGet("SELECT count(*) FROM enum_values").getInt(), 150);
  EXPECT_EQ(db.execAndGet("SELECT count(*) FROM enum_values WHERE meaning NOT LIKE '%.'").getInt(),
            0);
}

}  // namespace
}  // namespace logonloom
