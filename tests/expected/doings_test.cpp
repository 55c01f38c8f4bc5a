// What was done in sessions of short real logs, worked out by hand, record by record.
#include <gmock/gmock.h>

#include "real_case.h"

namespace logonloom {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;

constexpr const char* kFolder = "mdecrevoisier+EVTX-to-MITRE-Attack/";

class Doings : public testing::Test {
 protected:
  void SetUp() override {
    if (!HasCorpus()) GTEST_SKIP() << CorpusMissing();
  }
  static std::vector<std::string> In(const std::vector<std::string>& names) {
    std::vector<std::string> prefixes;
    for (const std::string& name : names) prefixes.push_back(kFolder + name);
    return prefixes;
  }
};

// The named columns of each row, separated by « | »; of ids of logon sessions the logon id.
std::vector<std::string> Lines(const RealCase& real, const std::string& view,
                               const std::vector<std::string>& columns,
                               const std::string& condition = {}) {
  std::map<std::string, std::string> logon_ids = {{"NULL", "NULL"}};
  for (const ViewRow& row : real.Rows("logon_sessions"))
    logon_ids[row.at("logon_session_id")] = row.at("logon_id");
  std::vector<std::string> lines;
  for (const ViewRow& row : real.Rows(view, condition)) {
    std::string line;
    for (const std::string& column : columns) {
      const bool session = column.ends_with("logon_session_id");
      line += (line.empty() ? "" : " | ") +
              (session ? logon_ids.at(row.at(column)) : row.at(column));
    }
    lines.push_back(line);
  }
  return lines;
}

const std::vector<std::string> kLink = {"kind",
                                        "basis",
                                        "from_logon_session_id",
                                        "to_logon_session_id",
                                        "time",
                                        "confidence",
                                        "ambiguous"};

// 4697 rec 349343 by 0x1376020, 4688 rec 349345 of PSEXESVC.exe 3 ms later, by services.exe. The first
// PSEXESVC.exe (rec 346962) was installed before the log begins.
TEST_F(Doings, PsExecsServiceLeadsFromTheSessionThatInstalledItToSystem) {
  const RealCase real(In({"ID4688,4697,5140-5145_PSexec_remote_execution"}));
  EXPECT_THAT(Lines(real, "links", kLink),
              ElementsAre("service | object_name | 0x1376020 | 0x3e7 | "
                          "2021-04-21T09:40:32.3662770Z | 0.900000 | 0"));
  EXPECT_THAT(Lines(real, "processes", {"process_id", "logon_session_id", "planner_logon_session_id"},
                    "image = 'C:\\Windows\\PSEXESVC.exe' ORDER BY start_time"),
              ElementsAre("1892 | 0x3e7 | NULL", "3108 | 0x3e7 | 0x1376020"));
  EXPECT_THAT(Lines(real, "processes", {"image", "process_id"},
                    "parent_process_key IN (SELECT process_key FROM processes WHERE process_id = 3108)"),
              ElementsAre("C:\\Windows\\cmd.exe | 5588"));
  EXPECT_THAT(
      Lines(real, "object_accesses",
            {"kind", "object", "logon_session_id", "source_ip", "access_mask", "records", "known_as"},
            "object LIKE '%PSEXESVC%' ORDER BY first_time, object"),
      ElementsAre(
          "pipe | \\\\*\\IPC$\\PSEXESVC | 0x136f9a4 | 10.23.42.22 | 0x12019f | 1 | Service of PsExec",
          "pipe | \\\\*\\IPC$\\PSEXESVC-WEC01-6680-stdin | 0x136f9a4 | 10.23.42.22 | 0x120196 | 1 | "
          "Service of PsExec",
          "pipe | \\\\*\\IPC$\\PSEXESVC-WEC01-6680-stdout | 0x136f9a4 | 10.23.42.22 | 0x120089 | 1 | "
          "Service of PsExec",
          "pipe | \\\\*\\IPC$\\PSEXESVC-WEC01-6680-stderr | 0x136f9a4 | 10.23.42.22 | 0x120089 | 1 | "
          "Service of PsExec",
          "file | \\\\*\\ADMIN$\\PSEXESVC.exe | 0x136f9a4 | 10.23.42.22 | 0x10080 | 1 | NULL",
          "file | \\\\*\\ADMIN$\\PSEXESVC.exe | 0x1375fbd | 10.23.42.22 | 0x120196 | 2 | NULL",
          "pipe | \\\\*\\IPC$\\PSEXESVC | 0x1375fbd | 10.23.42.22 | 0x12019f | 1 | Service of PsExec",
          "pipe | \\\\*\\IPC$\\PSEXESVC-WEC01-956-stdin | 0x1375fbd | 10.23.42.22 | 0x120196 | 1 | "
          "Service of PsExec",
          "pipe | \\\\*\\IPC$\\PSEXESVC-WEC01-956-stdout | 0x1375fbd | 10.23.42.22 | 0x120089 | 1 | "
          "Service of PsExec",
          "pipe | \\\\*\\IPC$\\PSEXESVC-WEC01-956-stderr | 0x1375fbd | 10.23.42.22 | 0x120089 | 1 | "
          "Service of PsExec"));
}

// PsExec64.exe is 2124 (rec 48593); PSEXESVC.exe, 4752, is only named, as cmd's parent (rec 48606).
TEST_F(Doings, SysmonsRecordsOfPsExecGoByProcess) {
  const RealCase real(In({"ID11,13,17,18-PSexec_as_system_execution"}));
  EXPECT_THAT(
      Lines(real, "activity", {"record_id", "kind", "attribution", "logon_session_id", "object"},
            "record_id IN (48593, 48595, 48598, 48603, 48606) ORDER BY record_id"),
      ElementsAre("48593 | process_start | logon_id | 0x83ef56 | NULL",
                  "48595 | file_change | process | 0x83ef56 | C:\\Windows\\PSEXESVC.exe",
                  "48598 | pipe | NULL | NULL | \\PSEXESVC",
                  "48603 | pipe | process | 0x83ef56 | \\PSEXESVC-FS03VULN-2124-stdin",
                  "48606 | process_start | logon_id | 0x3e7 | NULL"));
  EXPECT_THAT(Lines(real, "processes", {"image"},
                    "process_key IN (SELECT parent_process_key FROM processes WHERE process_id = 540)"),
              ElementsAre("C:\\Windows\\PSEXESVC.exe"));
}

// 7045 rec 1467331 names no session, 4697 rec 236864754 of the same service 1 ms later does.
TEST_F(Doings, AServiceInTheSystemLogIsOfTheSessionThatSecurityNames) {
  const RealCase real(In({"ID7045-4697-SMBexec_service_registration"}));
  EXPECT_THAT(
      Lines(real, "activity", {"event_id", "kind", "attribution", "confidence", "logon_session_id"},
            "1 ORDER BY event_id"),
      ElementsAre("4697 | service_install | logon_id | 1.000000 | 0x2cff42b44",
                  "7045 | service_install | linked | 0.900000 | 0x2cff42b44"));
}

// The output of the commands is written by 0x189fc0 on the machine itself and fetched by 0x189f3b.
TEST_F(Doings, WmiExecsOutputIsWrittenHereAndFetchedFromElsewhere) {
  const RealCase real(In({"ID4688-5145-WMIexec_execution_via_SMB"}));
  EXPECT_THAT(Lines(real, "object_accesses",
                    {"logon_session_id", "source_ip", "access_mask", "records", "first_time"},
                    "object LIKE '%\\__1619090610.0007844' ORDER BY first_time, source_ip"),
              ElementsAre("0x189f3b | 10.23.123.11 | 0x10081 | 5 | 2021-04-22T11:32:03.4994214Z",
                          "0x189fc0 | 127.0.0.1 | 0x120196 | 4 | 2021-04-22T11:32:03.4994214Z"));
  EXPECT_THAT(Lines(real, "activity", {"record_id", "logon_session_id"},
                    "record_id IN (436755, 436756) ORDER BY record_id"),
              ElementsAre("436755 | 0x3e4", "436756 | 0x189fc0"));
  // The 4688 of cmd.exe names who started it; that of its console (rec 436756), as whom it ran.
  EXPECT_THAT(Lines(real, "processes", {"process_id", "logon_session_id"},
                    "image LIKE '%cmd.exe' AND start_time < '2021-04-22T11:32:03.6' "
                    "ORDER BY start_time"),
              ElementsAre("360 | 0x189fc0", "2432 | 0x189fc0"));
}

// Taskmgr.exe (rec 1071939, %%1937, started by the system) ran in the elevated half of the pair
// 0x83ef56/0x83f9ec; LaunchTM.exe (rec 1071931, %%1938) in the other one.
TEST_F(Doings, AnElevatedProgramUnderServer2012IsOfThePersonsElevatedHalf) {
  const RealCase real(In({"ID4688-Task_Manager_access_indicator", "ID11-LSASS_credentials_dump",
                          "ID11,13,17,18-PSexec_as_system_execution"}));
  EXPECT_THAT(Lines(real, "processes", {"process_id", "logon_session_id"},
                    "process_id IN (256, 3504, 3892) ORDER BY process_id"),
              ElementsAre("256 | 0x83ef56", "3504 | 0x83ef56", "3892 | 0x83f9ec"));
}

// Metasploit: 4697 rec 354577, cmd.exe (rec 354578) 12 ms later.
TEST_F(Doings, AServiceThatRunsAShellIsKnownByItsCommandLine) {
  const RealCase real(In({"ID5140-5145,4688,4697-Encrypted_payload_deployed"}));
  EXPECT_THAT(Lines(real, "processes", {"image", "logon_session_id"},
                    "planner_logon_session_id IS NOT NULL"),
              ElementsAre("C:\\Windows\\System32\\cmd.exe | 0x3e7"));
}

// atexec: the pipe atsvc, a task made (rec 2004852) and deleted (rec 2004855), its output fetched.
TEST_F(Doings, ATaskMadeFromElsewhereIsOfTheSessionThatMadeIt) {
  const RealCase real(In({"ID4688,4698,4699,5145,4624-ATexec_remote_trask_creation"}));
  EXPECT_THAT(Lines(real, "activity",
                    {"record_id", "event_id", "attribution", "logon_session_id", "object"},
                    "kind = 'task_change' ORDER BY record_id"),
              ElementsAre("2004852 | 4698 | logon_id | 0x5a419bc | \\bouWFQYO",
                          "2004855 | 4699 | logon_id | 0x5a419bc | \\bouWFQYO"));
  EXPECT_THAT(Lines(real, "object_accesses",
                    {"object", "logon_session_id", "source_ip", "accesses", "records", "known_as"},
                    "kind <> 'object' ORDER BY first_time"),
              ElementsAre("\\\\*\\IPC$\\atsvc | 0x5a41984 | 10.23.123.11 | READ_DATA WRITE_DATA | 1 | "
                          "Task scheduler, [MS-TSCH]",
                          "\\\\*\\ADMIN$\\Temp\\bouWFQYO.tmp | 0x5a41984 | 10.23.123.11 | "
                          "READ_DATA READ_ATTRIBUTES DELETE | 3 | NULL"));
  EXPECT_THAT(Lines(real, "processes", {"logon_session_id"}, "command_line LIKE '%bouWFQYO%'"),
              ElementsAre("0x3e7"));
  EXPECT_THAT(Lines(real, "links", kLink, "kind = 'task'"),
              ElementsAre("task | command_line | 0x5a419bc | 0x3e7 | 2021-06-10T21:21:26.3907508Z | "
                          "0.900000 | 0"));
}

// 4697 rec 1829533 by 0x13b593d; 41 s later services.exe starts cmd.exe (rec 1829537), which starts
// tscon.exe (rec 1829538); 4778 rec 1829543 without any logon.
TEST_F(Doings, AHijackByServiceLeadsBackToTheSessionThatMadeTheService) {
  const RealCase real(In({"ID4688-4697_RDP_hijack_via_service", "ID4688-4778_RDP_hijack_command"}));
  EXPECT_THAT(Lines(real, "links", kLink),
              ElementsAre("service | object_name | 0x13b593d | 0x3e7 | "
                          "2021-05-14T20:40:16.8467736Z | 0.900000 | 0",
                          "elevation | parent_process | 0x6a423 | 0x6a3f3 | "
                          "2021-05-14T20:40:29.7069657Z | 0.900000 | 0"));
  EXPECT_THAT(Lines(real, "processes", {"command_line", "planner_logon_session_id"},
                    "command_line LIKE '%tscon 2%' OR image LIKE '%tscon.exe' ORDER BY start_time"),
              IsSupersetOf({"cmd.exe /k tscon 2 /dest:rdp-tcp#5 | 0x13b593d"}));
  EXPECT_THAT(Lines(real, "sessions", {"user_name", "outcome", "start_time", "logon_id", "source_ip"},
                    "outcome = 'taken_over'"),
              ElementsAre("admmarsid | taken_over | 2021-05-14T20:40:17.5330674Z | 0x6a423 | "
                          "10.23.23.9"));
}

// net.exe, rec 469061, then 4648 rec 469062; the other machine's log is not there.
TEST_F(Doings, CredentialsForAMachineWithoutLogStayWithTheirSession) {
  const RealCase real(In({"ID4688-4648_Lateral_movement_with_net_use"}));
  EXPECT_THAT(Lines(real, "activity", {"record_id", "kind", "logon_session_id", "summary"},
                    "1 ORDER BY record_id"),
              ElementsAre("469061 | process_start | 0x123550 | Started net  use m: "
                          "\\\\fs03vuln\\c$ /USER:offsec\\hack1",
                          "469062 | explicit_credentials | 0x123550 | Used the credentials of "
                          "OFFSEC.LAN\\hack1 for fs03vuln.offsec.lan"));
  EXPECT_THAT(Lines(real, "links", kLink), IsEmpty());
}

// A ticket with RC4 for a service's account, as tools ask for that guess its password.
TEST_F(Doings, TicketsTellTheirEncryptionAndOptions) {
  const RealCase real(In({"ID4769-Kerberoast_ticket_with_low_encryption"}));
  EXPECT_THAT(Lines(real, "authentications",
                    {"user_name", "service_name", "ticket_options", "ticket_option_names",
                     "ticket_encryption", "ticket_encryption_name", "status_meaning"},
                    "record_id IN (24476804, 24476805) ORDER BY record_id"),
              ElementsAre("NULL | NULL | 0x40810000 | Canonicalise the name, Forwardable, Renewable | "
                          "0xffffffff | None: the request failed | The clocks are too far apart",
                          "admmig@OFFSEC.LAN | Svc-SQL-DB01 | 0x40810000 | Canonicalise the name, "
                          "Forwardable, Renewable | 0x17 | RC4-HMAC | Success"));
}

// cmd.exe is copied to the share before PSEXESVC.exe starts it: written (346966, 346967) and opened for
// deletion (346977) by one session, and written again (349349, 349350) by another one.
TEST_F(Doings, CopiesOverTheNetworkAreFoldedByTheSessionThatMadeThem) {
  const RealCase real(In({"ID4688,4697,5140-5145_PSexec_remote_execution"}));
  EXPECT_THAT(
      Lines(real, "object_accesses",
            {"kind", "logon_session_id", "source_ip", "access_mask", "records", "first_time",
             "last_time"},
            "object = '\\\\*\\ADMIN$\\cmd.exe' ORDER BY first_time"),
      ElementsAre("file | 0x136f9a4 | 10.23.42.22 | 0x17019f | 3 | 2021-04-21T09:39:22.0915067Z | "
                  "2021-04-21T09:39:58.4249908Z",
                  "file | 0x1375fbd | 10.23.42.22 | 0x17019f | 2 | 2021-04-21T09:40:32.5101283Z | "
                  "2021-04-21T09:40:32.5101339Z"));
  EXPECT_THAT(Lines(real, "activity", {"record_id", "attribution", "logon_session_id"},
                    "object = '\\\\*\\ADMIN$\\cmd.exe' ORDER BY record_id"),
              ElementsAre("346966 | logon_id | 0x136f9a4", "346967 | logon_id | 0x136f9a4",
                          "346977 | logon_id | 0x136f9a4", "349349 | logon_id | 0x1375fbd",
                          "349350 | logon_id | 0x1375fbd"));
}

// 4624 rec 8527921, groups in 8527922, and svchost starts wsmprovhost.exe in the session (4688 rec
// 8527924, Target 0x72f1002). All of them stand in slack; no logoff does.
TEST_F(Doings, AWinrmShellIsTheSessionInWhichItsHostRuns) {
  const RealCase real(In({"ID4688-BITS_transfer_initiated"}));
  EXPECT_THAT(Lines(real, "sessions",
                    {"user_name", "outcome", "start_time", "end_time", "end_reason", "logon_id"},
                    "kind = 'winrm'"),
              ElementsAre("admmarsid | established | 2021-02-22T22:56:38.1197474Z | NULL | unknown | "
                          "0x72f1002"));
  EXPECT_THAT(Lines(real, "processes", {"image", "process_id", "start_time", "logon_session_id"},
                    "image LIKE '%wsmprovhost.exe'"),
              ElementsAre("C:\\Windows\\System32\\wsmprovhost.exe | 6368 | "
                          "2021-02-22T22:56:38.1456629Z | 0x72f1002"));
}

}  // namespace
}  // namespace logonloom
