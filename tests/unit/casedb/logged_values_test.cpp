// The numbers of single records, as logged and with their meaning.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include "casedb/case_writer.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

using testing::ElementsAre;

class LoggedRecords : public testing::Test {
 protected:
  void SetUp() override {
    Host host;
    host.name = "DC01";
    contents_.correlation.hosts.push_back(host);
    Boot boot;
    boot.host = 0;
    contents_.correlation.boots.push_back(boot);
    EvidenceFile file;
    file.path = "Security.evtx";
    file.reader = "evtx";
    file.status = "complete";
    contents_.files.push_back(file);
  }
  Event& Add(EventKind kind, std::uint32_t id) {
    EventPlace place;
    place.host = place.boot = 0;
    contents_.correlation.places.push_back(place);
    EventTable& events = contents_.correlation.events;
    events.Append(Event());
    Event& e = events[events.size() - 1];
    e.kind = kind;
    e.event_id = id;
    e.channel = pool_.Intern("Security");
    e.provider = pool_.Intern("Microsoft-Windows-Security-Auditing");
    e.source.file_index = 0;
    e.target.name = pool_.Intern("alice");
    return e;
  }
  // The cells of the first row, NULL as «NULL».
  std::vector<std::string> Row(const std::string& sql) {
    WriteCase(folder_ / "case.db", contents_);
    SQLite::Database db((folder_ / "case.db").string());
    SQLite::Statement query(db, sql);
    std::vector<std::string> cells;
    if (!query.executeStep()) return cells;
    for (int i = 0; i < query.getColumnCount(); ++i)
      cells.push_back(query.getColumn(i).isNull() ? "NULL" : query.getColumn(i).getString());
    return cells;
  }

  const support::TempFolder folder_;
  StringPool pool_;
  CaseContents contents_;
};

TEST_F(LoggedRecords, OfTicketsHaveOptionsEncryptionAndStatusDecoded) {
  Event& e = Add(EventKind::kTicketGrantingRequested, 4768);
  e.object = pool_.Intern("krbtgt");
  e.flags = 0x40800000;
  e.ticket_encryption = 0x17;
  e.reason = 0;
  e.address = pool_.Intern("::ffff:10.0.0.7");
  EXPECT_THAT(Row("SELECT user_name, service_name, source_ip, ticket_options, ticket_option_names, "
                  "ticket_encryption, ticket_encryption_name, pre_auth_type, pre_auth_name, "
                  "status, status_meaning, sub_status FROM authentications"),
              ElementsAre("alice", "krbtgt", "10.0.0.7", "0x40800000", "Forwardable, Renewable",
                          "0x17", "RC4-HMAC", "0", "None", "0x0", "Success", "NULL"));
}

// 0x18 is a wrong password to Kerberos and something else elsewhere.
TEST_F(LoggedRecords, HaveTheMeaningOfTheirOwnProtocol) {
  Add(EventKind::kPreAuthenticationFailed, 4771).status = 0x18;
  EXPECT_THAT(Row("SELECT status, status_meaning, ticket_encryption, ticket_encryption_name "
                  "FROM authentications"),
              ElementsAre("0x18", "Wrong password", "NULL", "NULL"));
}

TEST_F(LoggedRecords, OfFailedLogonsHaveBothStatusesAndTheReason) {
  Event& e = Add(EventKind::kLogonFailed, 4625);
  e.status = 0xc000006d;
  e.sub_status = 0xc0000064;
  e.message = pool_.Intern("%%2313");
  EXPECT_THAT(Row("SELECT status_meaning, sub_status_meaning, failure_reason, "
                  "failure_reason_meaning FROM authentications"),
              ElementsAre("Wrong name or password", "The account does not exist", "%%2313",
                          "Unknown name or wrong password"));
}

TEST_F(LoggedRecords, OfAccountsTellWhichFlagsCameAndWent) {
  Event& e = Add(EventKind::kActivity, 4738);
  e.old_flags = 0x15;
  e.flags = 0x10210;
  e.message = pool_.Intern("\r\n\t\t%%2048\r\n\t\t%%2089");
  EXPECT_THAT(Row("SELECT user_name, old_flags, new_flags, flags_set, flags_cleared, changes, "
                  "change_names FROM account_controls"),
              ElementsAre("alice", "0x15", "0x10210",
                          "Pre-authentication not required, Password does not expire",
                          "Account disabled, Password not required", "%%2048 %%2089",
                          "Account enabled, Password does not expire"));
}

TEST_F(LoggedRecords, OfAccountsWithoutFlagsAndOfOtherEventsHaveNoRow) {
  Add(EventKind::kActivity, 4738);
  Add(EventKind::kActivity, 4739).flags = 1;
  Add(EventKind::kLogon, 4624);
  EXPECT_THAT(Row("SELECT (SELECT count(*) FROM account_controls), "
                  "(SELECT count(*) FROM authentications)"),
              ElementsAre("0", "0"));
}

TEST_F(LoggedRecords, CanBeMaskedWithTheNumbersOfTheTables) {
  Add(EventKind::kTicketRequested, 4769).flags = 0x40810000;
  EXPECT_THAT(Row("SELECT group_concat(meaning, '+') FROM decoded_values, authentication "
                  "WHERE name = 'kerberos_ticket_option' AND number & ticket_options"),
              ElementsAre("Canonicalise the name+Forwardable+Renewable"));
}

}  // namespace
}  // namespace logonloom
