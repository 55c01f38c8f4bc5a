// The views are the public interface: a column that is listed here must never go or be renamed.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <sstream>

#include "casedb/case_reader.h"
#include "casedb/case_writer.h"
#include "support/temp_folder.h"

namespace logonloom {
namespace {

using support::TempFolder;

struct Contract {
  const char* view;
  const char* columns;
};

constexpr Contract kContract[] = {
    {"evidence_files",
     "file_id path container_path size_bytes sha256 reader chunks records_seen records_stored "
     "records_filtered records_duplicate records_rejected records_recovered first_time last_time "
     "dirty truncated status message header_bytes record_bytes torn_bytes recovered_bytes "
     "residue_bytes container_sha256 layout host_hint shadow_copy"},
    {"hosts", "host_id name aliases domain os_hint machine_sid first_time last_time"},
    {"boots", "boot_id host boot_number start_time start_basis end_time end_basis clean boot_key "
     "first_time last_time adjacent"},
    {"logon_sessions",
     "logon_session_id logon_session_key host boot_id logon_id user_name user_domain user_sid "
     "account_class logon_type logon_type_name purpose start_time start_basis end_time end_lower "
     "end_upper end_reason end_basis linked_logon_session_id linked_basis elevated "
     "parent_logon_session_id session_id local_session_id source_ip source_port source_host "
     "auth_package lm_package key_length logon_process process_id process_name logon_guid "
     "restricted_admin virtual_account impersonation_level outbound_user outbound_domain "
     "confidence recovered_records"},
    {"token_privileges", "logon_session_id privilege"},
    {"token_groups", "logon_session_id sid name special"},
    {"local_sessions",
     "local_session_id host boot_id ts_session_id use_number user_name user_domain user_sid "
     "start_time end_time end_reason connects logon_session_id end_lower end_upper end_basis"},
    {"sessions",
     "session_id session_key host boot_id user_name user_domain user_sid account_class kind "
     "outcome "
     "attempt_time start_time end_time end_lower end_upper end_reason duration_seconds source_ip "
     "source_port source_zone source_host is_local logon_type auth_package logon_session_id "
     "logon_id linked_logon_id elevated local_session_id ts_session_id reconnect_of_session_id "
     "superseded_by_session_id failures lock_count activity_count connection_id confidence "
     "begin_confidence end_confidence recovered_records"},
    {"session_events",
     "session_id logon_session_id event_id_ref role time channel event_id record_id rule file "
     "offset recovery file_sha256"},
    {"activity",
     "activity_id host time kind logon_session_id session_id attribution user_name summary "
     "process_name process_id command_line parent_process_name object source_ip channel event_id "
     "record_id file offset confidence process_key object_access_id caller_logon_session_id "
     "token_logon_session_id access_mask status"},
    {"process_tree",
     "logon_session_id session_id host root_process_key process_key depth image command_line "
     "start_time path"},
    {"object_accesses",
     "object_access_id host boot_id kind logon_session_id session_id user_name source_ip object "
     "object_type access_mask accesses known_as process_id process_name first_time last_time "
     "records closed deleted"},
    {"unattributed", "file channel event_id kind records why"},
    {"session_chain",
     "logon_session_id depth ancestor_logon_session_id ancestor_host ancestor_user kind basis time "
     "confidence ancestor_session_id access_kind source_ip source_host"},
    {"lateral_paths",
     "hops hosts first_user first_logon_session_id last_user last_logon_session_id "
     "first_source_ip first_time last_time confidence ambiguous last_session_id"},
    {"host_addresses", "host name address basis first_time last_time records"},
    {"clock_skews", "from_host to_host seconds samples"},
    {"processes",
     "process_key host boot_id process_id parent_process_key image command_line start_time "
     "end_time exit_status logon_session_id creator_logon_session_id token_elevation integrity "
     "process_guid session_id event_id_ref planner_logon_session_id"},
    {"authentications",
     "event_id_ref host time event_id user_name user_domain user_sid service_name source_ip "
     "source_port source_host auth_package ticket_options ticket_option_names ticket_encryption "
     "ticket_encryption_name pre_auth_type pre_auth_name status status_meaning sub_status "
     "sub_status_meaning failure_reason failure_reason_meaning logon_session_id session_id "
     "channel record_id file offset"},
    {"account_controls",
     "event_id_ref host time event_id user_name user_domain user_sid old_flags new_flags "
     "flags_set flags_cleared changes change_names logon_session_id session_id changed_by channel "
     "record_id file offset"},
    {"attempt_groups",
     "host users sources first_time last_time count distinct_users distinct_sources "
     "status_histogram session_id"},
    {"links",
     "from_host from_logon_session_id to_host to_logon_session_id kind basis time "
     "clock_skew_seconds confidence ambiguous from_process_key to_process_key to_session_id"},
    {"coverage",
     "host channel first_time last_time first_record_id last_record_id records "
     "missing_record_ids gaps cleared_at can_tell"},
    {"gaps", "host channel kind from_time to_time from_record_id to_record_id event_id_ref"},
    {"warnings", "severity code message file offset host"},
    {"timeline",
     "time host user_name source_ip kind description session_id logon_session_id evidence"},
    {"case_info",
     "tool_version schema_version command_line options run_start run_end machine evidence_roots"},
};

class EveryView : public testing::TestWithParam<Contract> {};

TEST_P(EveryView, HasTheColumnsOfTheContract) {
  const TempFolder folder;
  WriteCase(folder / "case.db", {});
  const CaseReader reader(folder / "case.db");
  std::istringstream wanted(GetParam().columns);
  const std::vector<std::string> columns = reader.Columns(GetParam().view);
  for (std::string column; wanted >> column;)
    EXPECT_THAT(columns, testing::Contains(column)) << GetParam().view;
}

TEST(Contract, NamesEveryViewAndTheTableOfWords) {
  std::vector<std::string> names = {"enum_values", "decoded_values"};
  for (const Contract& contract : kContract) names.emplace_back(contract.view);
  EXPECT_THAT(CaseReader::ViewNames(), testing::UnorderedElementsAreArray(names));
}

// An export or a graphical browser lists what SQLite says is a view.
TEST(Contract, ViewsAreViewsThatTheStockShellReads) {
  const TempFolder folder;
  WriteCase(folder / "case.db", {});
  SQLite::Database db((folder / "case.db").string());
  for (const Contract& contract : kContract) {
    SQLite::Statement type(db, "SELECT type FROM sqlite_master WHERE name = ?");
    type.bind(1, contract.view);
    ASSERT_TRUE(type.executeStep()) << contract.view;
    EXPECT_EQ(type.getColumn(0).getString(), "view") << contract.view;
  }
  EXPECT_EQ(CaseReader(folder / "case.db").Columns("enum_values"),
            (std::vector<std::string>{"name", "value", "meaning"}));
}

INSTANTIATE_TEST_SUITE_P(Contract, EveryView, testing::ValuesIn(kContract),
                         [](const auto& view) { return std::string(view.param.view); });

TEST(CaseInfo, IsOneRowOfWhatTheRunWas) {
  const TempFolder folder;
  CaseContents contents;
  contents.facts = {{"machine", "m"},      {"tool_version", "1.2"},   {"schema_version", "1"},
                    {"command_line", "c"}, {"options", "o"},          {"run_start", "s"},
                    {"run_end", "e"},      {"evidence_roots", "a\nb"}};
  WriteCase(folder / "case.db", contents);
  const CaseReader reader(folder / "case.db");
  EXPECT_EQ(reader.Count("case_info", ""), 1);
  std::vector<std::string> row;
  reader.ForEachRow("case_info", "", "", [&row](const std::vector<Cell>& cells) {
    for (const Cell& cell : cells) row.emplace_back(std::get<std::string_view>(cell));
  });
  EXPECT_THAT(row, testing::ElementsAre("1.2", "1", "c", "o", "s", "e", "m", "a\nb"));
}

}  // namespace
}  // namespace logonloom
