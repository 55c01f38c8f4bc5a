#include "support/system_events.h"

#include "base/time.h"

namespace logonloom::support {
namespace {

using V = EvtxValue;

EventSpec FromManifest(const char* provider, const char* guid, std::uint16_t id, std::uint16_t task,
                       std::uint64_t keywords) {
  EventSpec spec;
  spec.provider = provider;
  spec.provider_guid = guid;
  spec.event_id = id;
  spec.level = 4;
  spec.task = task;
  spec.keywords = keywords;
  spec.process_id = 4;
  spec.thread_id = 8;
  return spec;
}

EventSpec KernelGeneral(std::uint16_t id, std::uint16_t task, std::uint64_t keywords) {
  return FromManifest("Microsoft-Windows-Kernel-General", "{A68CA8B7-004F-D7B6-A698-07E2DE0F1F5D}",
                      id, task, keywords);
}

// Events of the old API: one slot of strings and a binary.
EventSpec Classic(std::uint16_t id, std::uint8_t level, const std::vector<std::string>& strings,
                  const std::string& binary) {
  EventSpec spec;
  spec.style = SystemStyle::kClassic;
  spec.provider = "EventLog";
  spec.event_id = id;
  spec.qualifiers = 32768;
  spec.level = level;
  spec.keywords = 0x80000000000000;
  XmlElement data{"EventData", {}, {}, {}};
  if (!strings.empty()) data.children.push_back(Data("", V::Strings(strings)));
  data.children.push_back({"Binary", {}, V::Binary(binary), {}});
  spec.payload = {data};
  return spec;
}

EventSpec Winlogon(std::uint16_t id, std::uint16_t task, std::uint32_t session_id,
                   const std::string& sid) {
  EventSpec spec =
      FromManifest("Microsoft-Windows-Winlogon", "{DBE9B383-7CF3-4331-91CC-A3CB16A3B538}", id, task,
                   0x2000200000000000);
  spec.process_id = 624;
  spec.thread_id = 984;
  spec.user_sid = "S-1-5-18";
  spec.payload = {EventData({{"TSId", V::Uint32(session_id)}, {"UserSid", V::Sid(sid)}})};
  return spec;
}

}  // namespace

EventSpec KernelStarted12(FileTime start, Os os) {
  const bool ten = os == Os::kWindows10;
  EventSpec spec = KernelGeneral(12, 1, 0x8000000000000080);
  spec.user_sid = "S-1-5-18";
  spec.payload = {EventData({{"MajorVersion", V::Uint32(ten ? 10 : 6)},
                             {"MinorVersion", V::Uint32(ten ? 0 : 1)},
                             {"BuildVersion", V::Uint32(ten ? 17763 : 7601)},
                             {"QfeVersion", V::Uint32(ten ? 2061 : 17514)},
                             {"ServiceVersion", V::Uint16(ten ? 0 : 1)},
                             {"BootMode", V::Uint32(0)},
                             {"StartTime", V::Time(start)}})};
  return spec;
}

EventSpec KernelStopping13(FileTime stop) {
  EventSpec spec = KernelGeneral(13, 0, 0x8000000000000000);
  spec.payload = {EventData({{"StopTime", V::Time(stop)}})};
  return spec;
}

EventSpec UncleanReboot41() {
  EventSpec spec =
      FromManifest("Microsoft-Windows-Kernel-Power", "{331C3B3A-2005-44C2-AC5E-77220C37D6B4}", 41,
                   63, 0x8000000000000002);
  spec.version = 2;
  spec.level = 1;
  spec.user_sid = "S-1-5-18";
  spec.payload = {EventData({{"BugcheckCode", V::Uint32(0)},
                             {"BugcheckParameter1", V::Size(0)},
                             {"BugcheckParameter2", V::Size(0)},
                             {"BugcheckParameter3", V::Size(0)},
                             {"BugcheckParameter4", V::Size(0)},
                             {"SleepInProgress", V::Bool(false)},
                             {"PowerButtonTimestamp", V::Uint64(0)}})};
  return spec;
}

EventSpec EventLogStarted6005(FileTime now) {
  return Classic(6005, 4, {""}, SystemTimeBytes(now) + std::string(8, '\0'));
}

EventSpec EventLogStopped6006() { return Classic(6006, 4, {""}, LittleEndian(std::uint64_t{1})); }

EventSpec UnexpectedShutdown6008(FileTime last_alive) {
  const std::string text = FormatTime(last_alive);
  const std::string clock = text.substr(11, 8);
  const std::string date = text.substr(5, 2) + "/" + text.substr(8, 2) + "/" + text.substr(0, 4);
  const std::string moment = SystemTimeBytes(last_alive);
  return Classic(6008, 2, {clock, date, "", "", "14071", "", ""},
                 moment + moment + std::string(32, '\0'));
}

EventSpec OsVersion6009(Os os) {
  if (os == Os::kWindows7)
    return Classic(6009, 4, {"6.01.", "7601", "Service Pack 1", "Multiprocessor Free", "17514"},
                   "");
  return Classic(6009, 4, {"10.00.", "17763", "", "Multiprocessor Free", "0"}, "");
}

EventSpec ShutdownRequested1074(const std::string& host, const std::string& kind,
                                const std::string& user, const std::string& user_sid) {
  EventSpec spec =
      FromManifest("User32", "{B0AA8734-56F7-41CC-B2F4-DE228E98B946}", 1074, 0, 0x8080000000000000);
  spec.event_source_name = "User32";
  spec.qualifiers = 32768;
  spec.process_id = 392;
  spec.user_sid = user_sid;
  spec.payload = {
      EventData({{"param1", V::String("C:\\Windows\\System32\\shutdown.exe (" + host + ")")},
                 {"param2", V::String(host)},
                 {"param3", V::String("No title for this reason could be found")},
                 {"param4", V::String("0x800000ff")},
                 {"param5", V::String(kind)},
                 {"param6", V::String("")},
                 {"param7", V::String(user)}})};
  return spec;
}

EventSpec OtherLogCleared104(const Actor& subject, const std::string& channel) {
  EventSpec spec =
      FromManifest("Microsoft-Windows-Eventlog", "{FC65DDD8-D6EF-4962-83D5-6E5CFE9CE148}", 104, 104,
                   0x8000000000000000);
  spec.process_id = 1384;
  spec.user_sid = subject.sid;
  spec.payload = {UserData("LogFileCleared",
                           "http://manifests.microsoft.com/win/2004/08/windows/eventlog",
                           {{"SubjectUserName", V::String(subject.name)},
                            {"SubjectDomainName", V::String(subject.domain)},
                            {"Channel", V::String(channel)},
                            {"BackupPath", V::String("")}})};
  return spec;
}

EventSpec ServiceInstalled7045(const std::string& name, const std::string& image,
                               const std::string& user_sid) {
  EventSpec spec = FromManifest("Service Control Manager",
                                "{555908D1-A6D7-4695-8E1E-26931D2012F4}", 7045, 0,
                                0x8080000000000000);
  spec.event_source_name = "Service Control Manager";
  spec.qualifiers = 16384;
  spec.user_sid = user_sid;
  spec.process_id = 0x294;
  spec.payload = {EventData({{"ServiceName", V::String(name)},
                             {"ImagePath", V::String(image)},
                             {"ServiceType", V::String("user mode service")},
                             {"StartType", V::String("demand start")},
                             {"AccountName", V::String("LocalSystem")}})};
  return spec;
}

EventSpec ServiceState7036(const std::string& name, const std::string& state) {
  EventSpec spec = FromManifest("Service Control Manager",
                                "{555908D1-A6D7-4695-8E1E-26931D2012F4}", 7036, 0,
                                0x8080000000000000);
  spec.event_source_name = "Service Control Manager";
  spec.qualifiers = 16384;
  spec.process_id = 0x294;
  spec.payload = {EventData({{"param1", V::String(name)}, {"param2", V::String(state)}})};
  return spec;
}

EventSpec WinlogonLogon7001(std::uint32_t session_id, const std::string& sid) {
  return Winlogon(7001, 1101, session_id, sid);
}

EventSpec WinlogonLogoff7002(std::uint32_t session_id, const std::string& sid) {
  return Winlogon(7002, 1102, session_id, sid);
}

}  // namespace logonloom::support
