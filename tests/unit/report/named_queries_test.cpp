// Queries that find what must not be, each on a case that has one row for it and others beside.
#include <gmock/gmock.h>

#include "casedb/case_reader.h"
#include "casedb/case_writer.h"
#include "report/query_library.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t kHour = 36'000'000'000, kDay = 24 * kHour;

FileTime At(std::int64_t ticks) { return FileTime{133'500'000'000'000'000 + ticks}; }

class NamedQueries : public testing::Test {
 protected:
  NamedQueries() {
    Correlation& c = contents_.correlation;
    for (const char* name : {"WS01.corp.example", "HOME"}) {
      Host& host = c.hosts.emplace_back();
      host.name = name;
      if (host.name.find('.') != std::string::npos) host.domain = "corp.example";
      c.boots.emplace_back().host = static_cast<Index>(c.hosts.size()) - 1;
    }
  }

  template <typename Session>
  static void Place(Session& s, Index host, const char* domain, const char* user) {
    s.key = "K" + std::to_string(++keys_);
    s.host = s.boot = host;
    s.user = {user, domain, ""};
    s.start_time = At(0);
  }
  LogonSession& Logon(const char* user, std::uint32_t type) {
    LogonSession& s = contents_.correlation.logon_sessions.emplace_back();
    Place(s, 0, "CORP", user);
    s.logon_id = 0x1000 + static_cast<Luid>(keys_);
    s.logon_type = type;
    s.start_basis = StartBasis::kLogonEvent;
    s.logon_process = "User32";
    s.key_length = 128;
    return s;
  }
  AccessSession& Visit(const char* domain, const char* user, Index host = 0) {
    AccessSession& s = contents_.correlation.access_sessions.emplace_back();
    Place(s, host, domain, user);
    s.attempt_time = s.start_time;
    s.kind = SessionKind::kRdp;
    s.logon_type = 10;
    s.source_ip = "10.0.0.9";
    return s;
  }

  // The values of one column, in the order of the rows.
  std::vector<std::string> Ask(const std::string& name, const std::string& column,
                               std::map<std::string, SqlValue> values = {}) {
    WriteCase(folder_ / "case.db", contents_);
    std::vector<std::string> found;
    for (const NamedQuery& query : QueryLibrary({})) {
      if (query.name != name) continue;
      for (const QueryParameter& parameter : query.parameters)
        values.try_emplace(parameter.name, parameter.fallback);
      std::size_t place = 0;
      CaseReader(folder_ / "case.db")
          .Query(
              query.sql, values,
              [&](const std::vector<std::string>& columns) {
                place = static_cast<std::size_t>(
                    std::find(columns.begin(), columns.end(), column) - columns.begin());
                ASSERT_LT(place, columns.size());
              },
              [&](const std::vector<Cell>& row) {
                const auto* text = std::get_if<std::string_view>(&row[place]);
                found.emplace_back(text != nullptr ? *text : "(none)");
              });
    }
    return found;
  }

  support::TempFolder folder_;
  CaseContents contents_;
  static inline int keys_ = 0;
};

TEST_F(NamedQueries, TypeAgainstClassFindsMachinesAtDesktopsAndPeopleAsServices) {
  Logon("alice", 2);
  Logon("WS01$", 3).account_class = AccountClass::kMachine;
  Logon("WS07$", 2).account_class = AccountClass::kMachine;
  Logon("bob", 5);
  EXPECT_THAT(Ask("type_against_class", "user_name"), ElementsAre("WS07$", "bob"));
}

TEST_F(NamedQueries, ExternalAccountsAreOfNeitherTheDomainNorTheMachine) {
  Visit("CORP", "alice");
  Visit("corp.example", "bob");
  Visit("WS01", "localadmin");
  Visit("OTHER", "mallory");
  Visit("HOME", "carol", 1);
  Visit(".", "dave", 1);
  Visit("CORP", "erin", 1);
  EXPECT_THAT(Ask("external_accounts", "user_name"), ElementsAre("mallory", "erin"));
  EXPECT_THAT(Ask("external_accounts", "user_name", {{"domains", "other"}}), ElementsAre("erin"));
}

TEST_F(NamedQueries, RestrictedAdminFindsLogonsWithoutCredentials) {
  Logon("alice", 10).restricted_admin = "%%1843";
  Logon("bob", 10).restricted_admin = "%%1842";
  EXPECT_THAT(Ask("restricted_admin", "user_name"), ElementsAre("bob"));
}

TEST_F(NamedQueries, TunnelsAreDesktopsFromTheMachineItself) {
  Visit("CORP", "alice");
  Visit("CORP", "bob").source_ip = "127.0.0.1";
  Visit("CORP", "carol").source_ip = "::1";
  AccessSession& console = Visit("CORP", "dave");
  console.source_ip = "127.0.0.1";
  console.logon_type = 2;
  EXPECT_THAT(Ask("tunnels", "user_name"), ElementsAre("bob", "carol"));
}

TEST_F(NamedQueries, OverlappingSessionsComeFromTwoAddressesAtOnce) {
  const auto visit = [this](const char* user, const char* address, std::int64_t from) {
    AccessSession& s = Visit("CORP", user);
    s.source_ip = address;
    s.start_time = At(from);
    s.end.time = At(from + kHour);
  };
  visit("alice", "10.0.0.1", 0);
  visit("alice", "10.0.0.2", kHour / 2);
  visit("bob", "10.0.0.1", 0);
  visit("bob", "10.0.0.1", kHour / 2);
  visit("carol", "10.0.0.1", 0);
  visit("carol", "10.0.0.2", 2 * kHour);
  EXPECT_THAT(Ask("overlapping_sessions", "user_name"), ElementsAre("alice"));
}

TEST_F(NamedQueries, OutsideMachinesFindsAccountsWhereTheyDoNotBelong) {
  Visit("CORP", "svc-backup");
  Visit("CORP", "svc-backup", 1);
  Visit("CORP", "alice", 1);
  EXPECT_THAT(Ask("outside_machines", "host", {{"users", "SVC-Backup"}, {"hosts", "WS01%"}}),
              ElementsAre("HOME"));
}

TEST_F(NamedQueries, DormantAccountsAreThoseOfTheList) {
  Visit("CORP", "alice");
  Visit("CORP", "Guest");
  EXPECT_THAT(Ask("dormant_accounts", "user_name"), ElementsAre("Guest"));
}

TEST_F(NamedQueries, KeyLengthFindsShortKeysOfNtlm) {
  Logon("alice", 3).lm_package = "NTLM V2";
  LogonSession& weak = Logon("bob", 3);
  weak.lm_package = "NTLM V1";
  weak.key_length = 56;
  Logon("carol", 3).key_length = 0;  // Kerberos
  EXPECT_THAT(Ask("key_length", "user_name"), ElementsAre("bob"));
}

TEST_F(NamedQueries, LogonProcessesThatAreUsualAreLeftOut) {
  Logon("alice", 2);
  Logon("bob", 2).logon_process = "Evil";
  EXPECT_THAT(Ask("logon_processes", "logon_process"), ElementsAre("Evil"));
}

TEST_F(NamedQueries, PasswordSprayingIsManyAccountsFromOneSource) {
  const auto group = [this](std::vector<std::string> users) {
    AttemptGroup& g = contents_.correlation.attempt_groups.emplace_back();
    g.host = g.boot = 0;
    g.users = std::move(users);
    g.sources = {"10.0.0." + std::to_string(g.users.size())};
    g.first_time = g.last_time = At(0);
    g.count = 20;
  };
  group({"a", "b", "c", "d", "e", "f"});
  group({"a", "b"});
  EXPECT_THAT(Ask("password_spraying", "sources"), ElementsAre("[\"10.0.0.6\"]"));
  EXPECT_THAT(Ask("password_spraying", "sources", {{"users", "7"}}), IsEmpty());
}

TEST_F(NamedQueries, ReturningAccountsWereAwayForLong) {
  const auto visit = [this](const char* user, std::int64_t day) {
    AccessSession& s = Visit("CORP", user);
    s.start_time = At(day * kDay);
    s.end.time = At(day * kDay + kHour);
  };
  visit("alice", 0);
  visit("alice", 3);
  visit("bob", 0);
  visit("bob", 400);
  EXPECT_THAT(Ask("returning_accounts", "user_name"), ElementsAre("bob"));
}

}  // namespace
}  // namespace logonloom
