// Whom the view activity shows to have done what a record tells.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include "casedb/case_writer.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

constexpr const char* kAlice = "S-1-5-21-1-2-3-1001";
constexpr const char* kStranger = "S-1-5-21-1-2-3-1002";

class ActRows : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"WS01", "WS02"}) {
      Boot boot;
      boot.host = static_cast<Index>(contents_.correlation.hosts.size());
      contents_.correlation.boots.push_back(boot);
      Host host;
      host.name = name;
      contents_.correlation.hosts.push_back(host);
    }
    EvidenceFile file;
    file.path = "System.evtx";
    file.reader = "evtx";
    file.status = "complete";
    contents_.files.push_back(file);
    AccessSession visit;
    visit.key = "S-1";
    visit.host = visit.boot = 0;
    visit.user = {"alice", "CORP", kAlice};
    contents_.correlation.access_sessions.push_back(visit);
  }
  Event& Add(EventKind kind, std::uint32_t id, Index host, const std::string& writer) {
    EventPlace place;
    place.host = place.boot = host;
    contents_.correlation.places.push_back(place);
    EventTable& events = contents_.correlation.events;
    events.Append(Event());
    Event& e = events[events.size() - 1];
    e.kind = kind;
    e.event_id = id;
    e.channel = pool_.Intern("System");
    e.provider = pool_.Intern("Service Control Manager");
    e.computer = pool_.Intern("WS01");
    e.source.file_index = 0;
    e.writer_sid = pool_.Intern(writer);
    return e;
  }
  Event& Install(Index host, const std::string& writer) {
    Event& e = Add(EventKind::kActivity, 7045, host, writer);
    e.object = pool_.Intern("PSEXESVC");
    e.target.name = pool_.Intern("LocalSystem");
    return e;
  }
  // Of all rows, one behind the other, NULL as «NULL».
  std::vector<std::string> Cells(const std::string& sql) {
    WriteCase(folder_ / "case.db", contents_);
    SQLite::Database db((folder_ / "case.db").string());
    SQLite::Statement query(db, sql);
    std::vector<std::string> cells;
    while (query.executeStep())
      for (int i = 0; i < query.getColumnCount(); ++i)
        cells.push_back(query.getColumn(i).isNull() ? "NULL" : query.getColumn(i).getString());
    return cells;
  }

  const support::TempFolder folder_;
  StringPool pool_;
  CaseContents contents_;
};

TEST_F(ActRows, OfServicesAreOfWhoWroteTheRecordAndNotOfTheAccountThatTheServiceRunsAs) {
  Install(0, kAlice);
  Install(0, kStranger);
  Install(1, kAlice);  // whom that machine does not know
  Install(0, "S-1-5-18");
  Install(0, "");
  EXPECT_THAT(Cells("SELECT user_name FROM activity ORDER BY activity_id"),
              testing::ElementsAre("alice", kStranger, kAlice, "SYSTEM", "NULL"));
  EXPECT_THAT(Cells("SELECT DISTINCT user_name FROM timeline WHERE kind = 'service_install'"),
              testing::UnorderedElementsAre("alice", kStranger, kAlice, "SYSTEM", "NULL"));
  EXPECT_THAT(Cells("SELECT DISTINCT summary FROM activity"),
              testing::ElementsAre("Installed service PSEXESVC to run as LocalSystem"));
}

TEST_F(ActRows, ThatNameTheirActorAreHisWhoeverWroteThem) {
  Add(EventKind::kShutdownRequested, 1074, 0, kAlice).target.name = pool_.Intern("bob");
  Add(EventKind::kLogCleared, 104, 0, kStranger).subject.name = pool_.Intern("carol");
  Add(EventKind::kScript, 4104, 0, kAlice);
  EXPECT_THAT(Cells("SELECT user_name FROM activity ORDER BY activity_id"),
              testing::ElementsAre("bob", "carol", "alice"));
}

TEST_F(ActRows, AreShownWithTheSidWhereTheLogonSessionHasNoName) {
  LogonSession session;
  session.key = "L-1";
  session.host = session.boot = 0;
  session.user.sid = kStranger;
  contents_.correlation.logon_sessions.push_back(session);
  Install(0, kStranger);
  contents_.correlation.places.back().logon_session = 0;
  EXPECT_THAT(Cells("SELECT user_name, attribution FROM activity"),
              testing::ElementsAre(kStranger, "logon_id"));
}

TEST_F(ActRows, OfAVisitWithoutLogonSessionAreAttributed) {
  Install(0, kAlice);
  contents_.correlation.places.back().access_session = 0;
  contents_.correlation.places.back().attribution = Attribution::kTimeOnly;
  Install(0, kStranger);
  EXPECT_THAT(
      Cells("SELECT session_id, logon_session_id, attribution, confidence, user_name FROM activity "
            "WHERE activity_id = 1"),
      testing::ElementsAre("1", "NULL", "time_only", "0.5", "alice"));
  EXPECT_THAT(Cells("SELECT records FROM unattributed"), testing::ElementsAre("1"));
}

}  // namespace
}  // namespace logonloom
