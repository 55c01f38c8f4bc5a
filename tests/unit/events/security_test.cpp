// Security channel: each event's fields reach the slots that correlation reads.
#include "slots_of.h"

namespace logonloom {
namespace {

constexpr const char* kAlice = "S-1-5-21-11-22-33-1001";
constexpr const char* kSystem = "S-1-5-18";
constexpr const char* kGuid = "{0B8F529F-9604-59AB-0000-0020E7030000}";
constexpr const char* kGuidSlot = "{0b8f529f-9604-59ab-0000-0020e7030000}";
constexpr const char* kNoGuid = "{00000000-0000-0000-0000-000000000000}";

RecordBuilder Security(std::uint32_t id, std::uint32_t version = 0) {
  return RecordBuilder(kAuditing, "Security", id, version);
}

SlotMap With(SlotMap slots, const SlotMap& more) {
  slots.insert(more.begin(), more.end());
  return slots;
}

const SlotMap kBySystem = {{"subject.sid", kSystem},
                           {"subject.name", "PC1$"},
                           {"subject.domain", "EXAMPLE"},
                           {"subject_logon_id", "0x3e7"}};
const SlotMap kOfAlice = {{"target.sid", kAlice},
                          {"target.name", "alice"},
                          {"target.domain", "EXAMPLE"},
                          {"target_logon_id", "0xab3c35a64"}};
const SlotMap kByAlice = {{"subject.sid", kAlice},
                          {"subject.name", "alice"},
                          {"subject.domain", "EXAMPLE"},
                          {"subject_logon_id", "0x512d1"}};

void AddSystem(RecordBuilder& b) { b.Account("Subject", kSystem, "PC1$", "EXAMPLE", 0x3e7); }
void AddAlice(RecordBuilder& b) { b.Account("Target", kAlice, "alice", "EXAMPLE", 0xab3c35a64); }
void AddCaller(RecordBuilder& b) { b.Account("Subject", kAlice, "alice", "EXAMPLE", 0x512d1); }

void AddLogonOfVersion0(RecordBuilder& b) {
  AddSystem(b);
  AddAlice(b);
  b.Uint("LogonType", 10).Text("LogonProcessName", "User32 ");
  b.Text("AuthenticationPackageName", "Negotiate").Text("WorkstationName", "PC1");
  b.Guid("LogonGuid", kGuid).Text("TransmittedServices", "-").Text("LmPackageName", "-");
  b.Uint("KeyLength", 0).Hex("ProcessId", 0x2a4);
  b.Text("ProcessName", "C:\\Windows\\System32\\winlogon.exe");
  b.Text("IpAddress", "10.0.0.5").Text("IpPort", "50000");
}

const SlotMap kLogonOfVersion0 =
    With(With(kBySystem, kOfAlice), {{"logon_type", "10"},
                                     {"logon_process", "User32"},
                                     {"auth_package", "Negotiate"},
                                     {"workstation", "PC1"},
                                     {"logon_guid", kGuidSlot},
                                     {"process_id", "0x2a4"},
                                     {"process_name", "C:\\Windows\\System32\\winlogon.exe"},
                                     {"address", "10.0.0.5"},
                                     {"port", "50000"}});

using SecurityEvents = NormaliserTest;

TEST_F(SecurityEvents, LogonOfVersion0KeepsALogonIdOfMoreThan32Bits) {
  RecordBuilder b = Security(4624, 0);
  AddLogonOfVersion0(b);
  ExpectEvent(b, EventKind::kLogon, kLogonOfVersion0);
}

TEST_F(SecurityEvents, LogonOfVersion1AddsTheImpersonationLevel) {
  RecordBuilder b = Security(4624, 1);
  AddLogonOfVersion0(b);
  b.Text("ImpersonationLevel", "%%1833");
  ExpectEvent(b, EventKind::kLogon, With(kLogonOfVersion0, {{"impersonation_level", "%%1833"}}));
}

// Version 3, whose added field has no slot, must not lose what version 2 has.
TEST_F(SecurityEvents, LogonOfVersions2And3NamesItsTwinAndElevation) {
  for (const std::uint32_t version : {2u, 3u}) {
    RecordBuilder b = Security(4624, version);
    AddLogonOfVersion0(b);
    b.Text("ImpersonationLevel", "%%1833").Text("RestrictedAdminMode", "%%1843");
    if (version == 3) b.Text("RemoteCredentialGuard", "-");
    b.Text("TargetOutboundUserName", "bob").Text("TargetOutboundDomainName", "OTHER");
    b.Text("VirtualAccount", "%%1843").Hex("TargetLinkedLogonId", 0x512ff);
    b.Text("ElevatedToken", "%%1842");
    ExpectEvent(b, EventKind::kLogon,
                With(kLogonOfVersion0, {{"impersonation_level", "%%1833"},
                                        {"restricted_admin", "%%1843"},
                                        {"outbound.name", "bob"},
                                        {"outbound.domain", "OTHER"},
                                        {"virtual_account", "no"},
                                        {"linked_logon_id", "0x512ff"},
                                        {"elevated", "yes"}}));
  }
}

TEST_F(SecurityEvents, NetworkLogonWithoutCallerAddressOrGuidLeavesThoseSlotsEmpty) {
  RecordBuilder b = Security(4624, 2);
  b.Account("Subject", "S-1-0-0", "-", "-", 0).Account("Target", kAlice, "alice", "PC1", 0x9000);
  b.Uint("LogonType", 3).Text("LogonProcessName", "NtLmSsp ");
  b.Text("AuthenticationPackageName", "NTLM").Text("WorkstationName", "CLIENT");
  b.Guid("LogonGuid", kNoGuid).Text("LmPackageName", "NTLM V2").Uint("KeyLength", 128);
  b.Hex("ProcessId", 0).Text("ProcessName", "-").Text("IpAddress", "-").Text("IpPort", "-");
  b.Text("ElevatedToken", "%%1843").Text("VirtualAccount", "-");
  ExpectEvent(b, EventKind::kLogon,
              {{"target.sid", kAlice},
               {"target.name", "alice"},
               {"target.domain", "PC1"},
               {"target_logon_id", "0x9000"},
               {"logon_type", "3"},
               {"logon_process", "NtLmSsp"},
               {"auth_package", "NTLM"},
               {"workstation", "CLIENT"},
               {"lm_package", "NTLM V2"},
               {"key_length", "128"},
               {"elevated", "no"}});
}

TEST_F(SecurityEvents, FailedLogonHasStatusAndSourceButNoSession) {
  RecordBuilder b = Security(4625);
  b.Account("Subject", "S-1-0-0", "-", "-", 0);
  b.Sid("TargetUserSid", "S-1-0-0").Text("TargetUserName", "bob@example.org");
  b.Text("TargetDomainName", "").Hex("Status", 0xc000006d).Text("FailureReason", "%%2313");
  b.Hex("SubStatus", 0xc0000064).Uint("LogonType", 3).Text("LogonProcessName", "NtLmSsp ");
  b.Text("AuthenticationPackageName", "NTLM").Text("WorkstationName", "KALI");
  b.Text("IpAddress", "fe80::1%4").Text("IpPort", "0");
  ExpectEvent(b, EventKind::kLogonFailed,
              {{"target.name", "bob@example.org"},
               {"status", "0xc000006d"},
               {"sub_status", "0xc0000064"},
               {"logon_type", "3"},
               {"logon_process", "NtLmSsp"},
               {"auth_package", "NTLM"},
               {"workstation", "KALI"},
               {"address", "fe80::1%4"},
               {"message", "%%2313"}});
}

TEST_F(SecurityEvents, LogoffsNameTheSessionThatTheyEnd) {
  RecordBuilder gone = Security(4634);
  AddAlice(gone);
  gone.Uint("LogonType", 3);
  ExpectEvent(gone, EventKind::kLogoff, With(kOfAlice, {{"logon_type", "3"}}));
  RecordBuilder asked = Security(4647);
  AddAlice(asked);
  ExpectEvent(asked, EventKind::kLogoffInitiated, kOfAlice);
}

TEST_F(SecurityEvents, ExplicitCredentialsTakeTheTargetsGuidAndNotTheCallers) {
  RecordBuilder b = Security(4648);
  AddCaller(b);
  b.Guid("LogonGuid", "{11111111-1111-1111-1111-111111111111}");
  b.Text("TargetUserName", "bob").Text("TargetDomainName", "OTHER");
  b.Guid("TargetLogonGuid", kGuid).Text("TargetServerName", "srv.example.org");
  b.Text("TargetInfo", "cifs/srv").Hex("ProcessId", 4).Text("ProcessName", "");
  b.Text("IpAddress", "10.0.0.9").Text("IpPort", "445");
  ExpectEvent(b, EventKind::kExplicitCredentials,
              With(kByAlice, {{"target.name", "bob"},
                              {"target.domain", "OTHER"},
                              {"logon_guid", kGuidSlot},
                              {"server_name", "srv.example.org"},
                              {"process_id", "0x4"},
                              {"address", "10.0.0.9"},
                              {"port", "445"}}));
}

TEST_F(SecurityEvents, SpecialPrivilegesAreOneSpacedNames) {
  RecordBuilder b = Security(4672);
  AddCaller(b);
  b.Text("PrivilegeList", "SeSecurityPrivilege\r\n\t\t\tSeBackupPrivilege\r\n\t\t\tSeDebug");
  ExpectEvent(b, EventKind::kSpecialPrivileges,
              With(kByAlice, {{"privileges", "SeSecurityPrivilege SeBackupPrivilege SeDebug"}}));
}

TEST_F(SecurityEvents, ProcessStartTellsCreatorFromOwnerInAllVersions) {
  SlotMap slots = With(kByAlice, {{"process_id", "0x1a2c"},
                                  {"process_name", "C:\\a.exe"},
                                  {"token_elevation", "%%1938"},
                                  {"parent_process_id", "0x4d8"}});
  for (const std::uint32_t version : {0u, 1u, 2u}) {
    RecordBuilder b = Security(4688, version);
    AddCaller(b);
    b.Hex("NewProcessId", 0x1a2c).Text("NewProcessName", "C:\\a.exe");
    b.Text("TokenElevationType", "%%1938").Hex("ProcessId", 0x4d8);
    if (version >= 1) {
      b.Text("CommandLine", "a.exe  \"-x 0x0010\"");
      slots["command_line"] = "a.exe  \"-x 0x0010\"";
    }
    if (version >= 2) {
      b.Account("Target", "S-1-5-21-11-22-33-1002", "bob", "EXAMPLE", 0x7777);
      b.Text("ParentProcessName", "C:\\b.exe").Sid("MandatoryLabel", "S-1-16-8192");
      slots = With(slots, {{"target.sid", "S-1-5-21-11-22-33-1002"},
                           {"target.name", "bob"},
                           {"target.domain", "EXAMPLE"},
                           {"target_logon_id", "0x7777"},
                           {"parent_process_name", "C:\\b.exe"},
                           {"integrity", "S-1-16-8192"}});
    }
    ExpectEvent(b, EventKind::kProcessStart, slots);
  }
}

// Windows 10 before 1607 writes version 2 without the last two fields.
TEST_F(SecurityEvents, ShortProcessStartOfVersion2HasNoTargetIfTheCreatorOwnsIt) {
  RecordBuilder b = Security(4688, 2);
  AddCaller(b);
  b.Hex("NewProcessId", 8).Text("NewProcessName", "C:\\a.exe").Text("TokenElevationType", "%%1936");
  b.Hex("ProcessId", 4).Null("CommandLine").Account("Target", "S-1-0-0", "-", "-", 0);
  ExpectEvent(b, EventKind::kProcessStart,
              With(kByAlice, {{"process_id", "0x8"},
                              {"process_name", "C:\\a.exe"},
                              {"token_elevation", "%%1936"},
                              {"parent_process_id", "0x4"}}));
}

TEST_F(SecurityEvents, ProcessEndHasItsExitStatus) {
  RecordBuilder b = Security(4689);
  AddCaller(b);
  b.Hex("Status", 0xc0000005).Hex("ProcessId", 0x1a2c).Text("ProcessName", "C:\\a.exe");
  ExpectEvent(b, EventKind::kProcessEnd,
              With(kByAlice, {{"exit_status", "0xc0000005"},
                              {"process_id", "0x1a2c"},
                              {"process_name", "C:\\a.exe"}}));
}

TEST_F(SecurityEvents, ReconnectAndDisconnectNameTheOriginalSession) {
  for (const auto& [id, kind] : {std::pair{4778u, EventKind::kSessionReconnected},
                                 std::pair{4779u, EventKind::kSessionDisconnected}}) {
    RecordBuilder b = Security(id);
    b.Text("AccountName", "alice").Text("AccountDomain", "EXAMPLE").Hex("LogonID", 0x6a423);
    b.Text("SessionName", "RDP-Tcp#8").Text("ClientName", "JUMP01");
    b.Text("ClientAddress", "10.23.23.9");
    ExpectEvent(b, kind,
                {{"target.name", "alice"},
                 {"target.domain", "EXAMPLE"},
                 {"target_logon_id", "0x6a423"},
                 {"session_name", "RDP-Tcp#8"},
                 {"workstation", "JUMP01"},
                 {"address", "10.23.23.9"}});
  }
}

TEST_F(SecurityEvents, DesktopMarksTieLogonToTerminalSession) {
  for (const auto& [id, kind] :
       {std::pair{4800u, EventKind::kLocked}, std::pair{4801u, EventKind::kUnlocked},
        std::pair{4802u, EventKind::kScreensaverOn},
        std::pair{4803u, EventKind::kScreensaverOff}}) {
    RecordBuilder b = Security(id);
    AddAlice(b);
    b.Uint("SessionId", 1);
    ExpectEvent(b, kind, With(kOfAlice, {{"ts_session_id", "1"}}));
  }
}

TEST_F(SecurityEvents, ShareAccessHasClientAndWhatWasTouched) {
  RecordBuilder share = Security(5140, 1);
  AddCaller(share);
  share.Text("ObjectType", "File").Text("IpAddress", "::ffff:10.0.0.7").Text("IpPort", "49999");
  share.Text("ShareName", "\\\\*\\C$").Text("ShareLocalPath", "\\??\\C:\\");
  share.Hex("AccessMask", 1).Text("AccessList", "%%4416\r\n\t\t\t\t");
  const SlotMap slots = With(kByAlice, {{"address", "::ffff:10.0.0.7"},
                                        {"port", "49999"},
                                        {"object", "\\\\*\\C$"},
                                        {"object_type", "File"},
                                        {"access_mask", "0x1"}});
  ExpectEvent(share, EventKind::kShareAccess, slots);
  RecordBuilder file = Security(5145);
  AddCaller(file);
  file.Text("ObjectType", "File").Text("IpAddress", "::ffff:10.0.0.7").Text("IpPort", "49999");
  file.Text("ShareName", "\\\\*\\C$").Text("ShareLocalPath", "\\??\\C:\\");
  file.Text("RelativeTargetName", "Windows\\a.exe").Hex("AccessMask", 1);
  ExpectEvent(file, EventKind::kShareFileAccess, With(slots, {{"object_path", "Windows\\a.exe"}}));
}

TEST_F(SecurityEvents, MachineLifeEventsAreKnown) {
  RecordBuilder started = Security(4608);
  ExpectEvent(started, EventKind::kSecurityStarted, {});
  RecordBuilder stopping("Microsoft-Windows-Eventlog", "Security", 1100);
  stopping.InUserData().Null("ServiceShutdown");
  ExpectEvent(stopping, EventKind::kEventLogStopping, {});
  RecordBuilder cleared("Microsoft-Windows-Eventlog", "Security", 1102);
  cleared.InUserData();
  AddCaller(cleared);
  ExpectEvent(cleared, EventKind::kLogCleared, kByAlice);
}

TEST_F(SecurityEvents, AnEventThatCouldNotBeWrittenIsNamedByItsId) {
  RecordBuilder b("Microsoft-Windows-Eventlog", "Security", 1108);
  b.InUserData().Uint("Code", 15007).Null("Error").Uint("EventID", 4647);
  b.Text("PublisherID", "Microsoft-Windows-Security-Auditing");
  ExpectEvent(b, EventKind::kEventNotWritten,
              {{"status", "0x3a9f"},
               {"reason", "4647"},
               {"object", "Microsoft-Windows-Security-Auditing"}});
}

TEST_F(SecurityEvents, ClockChangeOfVersion1HasBothTimes) {
  RecordBuilder b = Security(4616, 1);
  AddSystem(b);
  b.Time("PreviousTime", "2296-06-10T21:37:47.0311430Z").Time("NewTime", "2019-02-06T21:12:14Z");
  b.Hex("ProcessId", 0x524).Text("ProcessName", "C:\\VBoxService.exe");
  ExpectEvent(b, EventKind::kClockChanged,
              With(kBySystem, {{"previous_time", "2296-06-10T21:37:47.0311430Z"},
                               {"new_time", "2019-02-06T21:12:14.0000000Z"},
                               {"process_id", "0x524"},
                               {"process_name", "C:\\VBoxService.exe"}}));
}

TEST_F(SecurityEvents, ServiceInstallNamesTheServiceAndWhoMadeIt) {
  RecordBuilder b = Security(4697);
  AddCaller(b);
  b.Text("ServiceName", "PSEXESVC").Text("ServiceFileName", "%SystemRoot%\\PSEXESVC.exe");
  b.Hex("ServiceType", 0x10).Uint("ServiceStartType", 3).Text("ServiceAccount", "LocalSystem");
  ExpectEvent(b, EventKind::kActivity,
              With(kByAlice, {{"object", "PSEXESVC"},
                              {"object_path", "%SystemRoot%\\PSEXESVC.exe"},
                              {"target.name", "LocalSystem"}}));
}

TEST_F(SecurityEvents, ATaskTellsTheCommandThatItRuns) {
  RecordBuilder b = Security(4698);
  AddCaller(b);
  b.Text("TaskName", "\\Update");
  b.Text("TaskContent",
         "<Task><Principals><UserId>S-1-5-18</UserId></Principals><Actions Context=\"A\"><Exec>\n"
         "  <Command>cmd.exe</Command>\n  <Arguments>/C a &gt; b 2&gt;&amp;1</Arguments>\n"
         "</Exec><Exec><Command>other.exe</Command></Exec></Actions></Task>");
  ExpectEvent(b, EventKind::kActivity,
              With(kByAlice, {{"object", "\\Update"}, {"command_line", "cmd.exe /C a > b 2>&1"}}));
}

TEST_F(SecurityEvents, ATaskWithoutProgramTellsNoCommand) {
  RecordBuilder b = Security(4702);
  AddCaller(b);
  b.Text("TaskName", "\\Update");
  b.Text("TaskContentNew",
         "<Task><ExecutionTimeLimit>P3D</ExecutionTimeLimit><Actions><ComHandler>"
         "<Command>x</Command></ComHandler></Actions></Task>");
  ExpectEvent(b, EventKind::kActivity, With(kByAlice, {{"object", "\\Update"}}));
}

TEST_F(SecurityEvents, ACutTaskTellsAWholeCommandOrNone) {
  const std::string cut =
      "<Task><Actions><Exec Context=\"A\"><Command>cmd.exe</Command><Arguments>/C del";
  const std::pair<std::string, SlotMap> tasks[] = {
      {cut, {}},
      {cut + " a&#46;txt</Arguments></Exec></Act", {{"command_line", "cmd.exe /C del a.txt"}}}};
  for (const auto& [content, command] : tasks) {
    RecordBuilder b = Security(4698);
    AddCaller(b);
    b.Text("TaskContent", content);
    ExpectEvent(b, EventKind::kActivity, With(kByAlice, command));
  }
}

TEST_F(SecurityEvents, WhatTheLsaLoadsIsActivityOfNobody) {
  const std::pair<std::uint32_t, const char*> loads[] = {{4610, "AuthenticationPackageName"},
                                                         {4614, "NotificationPackageName"},
                                                         {4622, "SecurityPackageName"}};
  for (const auto& [id, field] : loads) {
    RecordBuilder b = Security(id);
    b.Text(field, "C:\\Windows\\system32\\mimilib.dll : KiwiSSP");
    ExpectEvent(b, EventKind::kActivity,
                {{"object", "C:\\Windows\\system32\\mimilib.dll : KiwiSSP"}});
  }
}

TEST_F(SecurityEvents, UnlistedEventsAreActivityOfTheirCaller) {
  RecordBuilder b = Security(4720);
  b.Text("TargetUserName", "newbie").Text("TargetDomainName", "PC1");
  b.Sid("TargetSid", "S-1-5-21-11-22-33-1010");
  AddCaller(b);
  ExpectEvent(b, EventKind::kActivity,
              With(kByAlice, {{"target.name", "newbie"},
                              {"target.domain", "PC1"},
                              {"target.sid", "S-1-5-21-11-22-33-1010"}}));
}

TEST_F(SecurityEvents, CallersUnderOtherFieldNamesAreFound) {
  RecordBuilder tpm = Security(4671);
  tpm.Sid("CallerUserSid", kAlice).Text("CallerUserName", "alice");
  tpm.Text("CallerDomainName", "EXAMPLE").Hex("CallerLogonId", 0x512d1).Uint("Ordinal", 3);
  ExpectEvent(tpm, EventKind::kActivity, kByAlice);
  RecordBuilder authz = Security(4667);
  authz.Text("AppName", "app").Uint("AppInstance", 5).Text("ClientName", "alice");
  authz.Text("ClientDomain", "EXAMPLE").Uint("ClientLogonId", 332497);
  ExpectEvent(
      authz, EventKind::kActivity,
      {{"subject.name", "alice"}, {"subject.domain", "EXAMPLE"}, {"subject_logon_id", "0x512d1"}});
}

TEST_F(SecurityEvents, UnlistedEventsWithoutCallersSessionAreFiltered) {
  RecordBuilder b = Security(4906);
  b.Uint("CrashOnAuditFailValue", 0);
  EXPECT_EQ(Normalise(b.Typed()), Disposition::kFiltered);
  RecordBuilder nobody = Security(4719);
  nobody.Account("Subject", "S-1-0-0", "-", "-", 0);
  EXPECT_EQ(Normalise(nobody.Typed()), Disposition::kFiltered);
}

}  // namespace
}  // namespace logonloom
