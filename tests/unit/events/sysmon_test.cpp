// Sysmon: processes with the logon session that they run in.
#include "slots_of.h"

namespace logonloom {
namespace {

constexpr const char* kProcess = "{0B8F529F-966A-59AB-0000-001073F20500}";

RecordBuilder Sysmon(std::uint32_t id, std::uint32_t version) {
  RecordBuilder b("Microsoft-Windows-Sysmon", "Microsoft-Windows-Sysmon/Operational", id, version);
  b.Text("UtcTime", "2017-12-26 13:10:29.134").Guid("ProcessGuid", kProcess);
  b.Uint("ProcessId", 2896).Text("Image", "C:\\Windows\\explorer.exe");
  return b;
}

const SlotMap kExplorer = {{"process_guid", "{0b8f529f-966a-59ab-0000-001073f20500}"},
                           {"process_id", "0xb50"},
                           {"process_name", "C:\\Windows\\explorer.exe"},
                           {"target.domain", "EXAMPLE"},
                           {"target.name", "alice"}};

using SysmonEvents = NormaliserTest;

TEST_F(SysmonEvents, ProcessStartTiesLogonIdToTerminalSession) {
  RecordBuilder b = Sysmon(1, 5);
  b.Text("CommandLine", "explorer").Text("User", "EXAMPLE\\alice");
  b.Guid("LogonGuid", "{0B8F529F-9604-59AB-0000-0020E7030000}").Hex("LogonId", 0x512d1);
  b.Uint("TerminalSessionId", 1).Text("IntegrityLevel", "Medium").Text("Hashes", "SHA1=00");
  b.Guid("ParentProcessGuid", kProcess).Uint("ParentProcessId", 1044);
  b.Text("ParentImage", "C:\\Windows\\System32\\userinit.exe").Text("ParentCommandLine", "u");
  SlotMap slots = {{"command_line", "explorer"},
                   {"logon_guid", "{0b8f529f-9604-59ab-0000-0020e7030000}"},
                   {"target_logon_id", "0x512d1"},
                   {"ts_session_id", "1"},
                   {"integrity", "Medium"},
                   {"parent_process_guid", "{0b8f529f-966a-59ab-0000-001073f20500}"},
                   {"parent_process_id", "0x414"},
                   {"parent_process_name", "C:\\Windows\\System32\\userinit.exe"}};
  slots.insert(kExplorer.begin(), kExplorer.end());
  ExpectEvent(b, EventKind::kProcessStart, slots);
}

TEST_F(SysmonEvents, ProcessEndNamesTheProcess) {
  RecordBuilder b = Sysmon(5, 3);
  b.Text("User", "EXAMPLE\\alice");
  ExpectEvent(b, EventKind::kProcessEnd, kExplorer);
}

TEST_F(SysmonEvents, AreFoundInWhateverChannelTheyWereForwardedTo) {
  RecordBuilder b("Microsoft-Windows-Sysmon", "Collected-Sysmon", 5);
  EXPECT_EQ(Normalise(b.Typed()), Disposition::kEvent);
}

}  // namespace
}  // namespace logonloom
