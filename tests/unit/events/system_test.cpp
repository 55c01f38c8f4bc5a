// System channel: the life of the machine, and logons as Winlogon sees them.
#include "slots_of.h"

namespace logonloom {
namespace {

constexpr const char* kAlice = "S-1-5-21-11-22-33-1001";

RecordBuilder System(const char* provider, std::uint32_t id, std::uint32_t version = 0) {
  return RecordBuilder(provider, "System", id, version);
}

using SystemEvents = NormaliserTest;

TEST_F(SystemEvents, KernelStartAndStopHaveTheKernelsOwnTimes) {
  RecordBuilder start = System("Microsoft-Windows-Kernel-General", 12);
  start.Uint("MajorVersion", 10).Uint("MinorVersion", 0).Uint("BuildVersion", 17134);
  start.Time("StartTime", "2018-07-06T18:37:44.4858170Z");
  ExpectEvent(start, EventKind::kKernelStarted, {{"new_time", "2018-07-06T18:37:44.4858170Z"}});
  RecordBuilder stop = System("Microsoft-Windows-Kernel-General", 13);
  stop.Time("StopTime", "2018-07-06T18:40:18.0113350Z");
  ExpectEvent(stop, EventKind::kKernelStopping, {{"new_time", "2018-07-06T18:40:18.0113350Z"}});
}

TEST_F(SystemEvents, EventLogStartAndStopAreTold) {
  RecordBuilder started = System("EventLog", 6005);
  started.Text("", "").Binary("Binary", "E0070600020011000A00");
  ExpectEvent(started, EventKind::kEventLogStarted, {});
  RecordBuilder stopped = System("EventLog", 6006);
  stopped.Text("", "").Binary("Binary", "CF110000");
  ExpectEvent(stopped, EventKind::kEventLogStopped, {});
}

TEST_F(SystemEvents, UnexpectedShutdownGivesTheLastAliveTimeInUtc) {
  RecordBuilder b = System("EventLog", 6008);
  b.Text("", "9:59:13 AM").Text("", "\u200e4/\u200e6/\u200e2012").Text("", "").Text("", "");
  b.Text("", "1846932").Text("", "").Text("", "");
  b.Binary("Binary",
           "DC0704000500060009003B000D001D00DC070400050006000D003B000D001D00"
           "600900003C000000010000006009000000000000B004000001000000BF590000");
  ExpectEvent(b, EventKind::kUnexpectedShutdown, {{"new_time", "2012-04-06T13:59:13.0290000Z"}});
}

TEST_F(SystemEvents, UnexpectedShutdownWithoutUtcTimeHasNone) {
  RecordBuilder b = System("EventLog", 6008);
  b.Text("", "9:59:13 AM").Binary("Binary", "DC0704000500060009003B000D001D00");
  ExpectEvent(b, EventKind::kUnexpectedShutdown, {});
}

TEST_F(SystemEvents, UncleanRebootIsKnownInEveryVersion) {
  for (const std::uint32_t version : {0u, 2u, 7u}) {
    RecordBuilder b = System("Microsoft-Windows-Kernel-Power", 41, version);
    b.Uint("BugcheckCode", 0).Hex("BugcheckParameter1", 0).Bool("SleepInProgress", false);
    ExpectEvent(b, EventKind::kUncleanReboot, {});
  }
}

TEST_F(SystemEvents, ShutdownRequestHasProcessActionAndUserNamedOrNot) {
  const SlotMap slots = {{"process_name", "C:\\Windows\\system32\\winlogon.exe (PC1)"},
                         {"object", "restart"},
                         {"target.name", "SYSTEM"},
                         {"target.domain", "NT AUTHORITY"}};
  RecordBuilder named = System("User32", 1074);
  RecordBuilder nameless = System("USER32", 1074);
  const char* values[] = {"C:\\Windows\\system32\\winlogon.exe (PC1)",
                          "PC1",
                          "Other",
                          "0x80020003",
                          "restart",
                          "",
                          "NT AUTHORITY\\SYSTEM"};
  for (int i = 0; i < 7; ++i) {
    named.Text("param" + std::to_string(i + 1), values[i]);
    nameless.Text("", values[i]);
  }
  nameless.Binary("Binary", "03000280");
  ExpectEvent(named, EventKind::kShutdownRequested, slots);
  ExpectEvent(nameless, EventKind::kShutdownRequested, slots);
}

TEST_F(SystemEvents, ShutdownRequestHasTheAddressOfTheMachineThatAskedForIt) {
  for (const auto& [program, address] :
       {std::pair{"wininit.exe (10.3.58.4)", "10.3.58.4"},
        std::pair{"a (1).exe (fe80::1)", "fe80::1"}, std::pair{"wininit.exe (ADMIN01)", ""},
        std::pair{"setup (10.3.58.4).exe", ""}}) {
    RecordBuilder b = System("USER32", 1074);
    b.Text("", program).Text("", "PC1");
    SlotMap slots = {{"process_name", program}};
    if (*address != '\0') slots["address"] = address;
    ExpectEvent(b, EventKind::kShutdownRequested, slots);
  }
}

TEST_F(SystemEvents, ClearedLogIsNamedWithWhoClearedIt) {
  RecordBuilder b = System("Microsoft-Windows-Eventlog", 104);
  b.InUserData().Text("SubjectUserName", "admmig").Text("SubjectDomainName", "OFFSEC");
  b.Text("Channel", "Application").Text("BackupPath", "");
  ExpectEvent(
      b, EventKind::kLogCleared,
      {{"subject.name", "admmig"}, {"subject.domain", "OFFSEC"}, {"object", "Application"}});
}

TEST_F(SystemEvents, WinlogonTiesSidToTerminalSession) {
  for (const auto& [id, kind] : {std::pair{7001u, EventKind::kWinlogonLogon},
                                 std::pair{7002u, EventKind::kWinlogonLogoff}}) {
    RecordBuilder b = System("Microsoft-Windows-Winlogon", id);
    b.Uint("TSId", 2).Sid("UserSid", kAlice);
    ExpectEvent(b, kind, {{"ts_session_id", "2"}, {"target.sid", kAlice}});
  }
}

// The service control manager has a 7001 of its own.
TEST_F(SystemEvents, SameIdOfAnotherProviderIsAnotherEvent) {
  RecordBuilder b = System("Service Control Manager", 7001);
  b.Text("param1", "Computer Browser").Text("param2", "Server").Text("param3", "%%1058");
  EXPECT_EQ(Normalise(b.Typed()), Disposition::kFiltered);
}

TEST_F(SystemEvents, ServiceInstallNamesServiceAndProgram) {
  RecordBuilder b = System("Service Control Manager", 7045);
  b.Text("ServiceName", "PSEXESVC").Text("ImagePath", "%SystemRoot%\\PSEXESVC.exe");
  b.Text("ServiceType", "user mode service").Text("AccountName", "LocalSystem");
  ExpectEvent(b, EventKind::kActivity,
              {{"object", "PSEXESVC"},
               {"object_path", "%SystemRoot%\\PSEXESVC.exe"},
               {"target.name", "LocalSystem"}});
}

TEST_F(SystemEvents, OtherChannelsOfTheSameProviderAreNotMistaken) {
  RecordBuilder b("Microsoft-Windows-Winlogon", "Application", 7001);
  b.Uint("TSId", 2);
  EXPECT_EQ(Normalise(b.Typed()), Disposition::kFiltered);
  RecordBuilder power("Microsoft-Windows-Kernel-Power", "Microsoft-Windows-Kernel-Power/Thermal",
                      41);
  EXPECT_EQ(Normalise(power.Typed()), Disposition::kFiltered);
}

}  // namespace
}  // namespace logonloom
