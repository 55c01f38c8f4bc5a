#include "machine_log.h"

#include <cstdio>

#include "base/text.h"

namespace logonloom {
namespace {

constexpr const char* kLsm = "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational";
constexpr const char* kRcm =
    "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational";
constexpr const char* kRdp = "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational";
constexpr std::int64_t kUnixEpoch = 116444736000000000, kTicksPerSecond = 10000000;

std::string Guid(std::uint32_t data1, std::uint16_t data2, std::uint16_t data3,
                 std::uint64_t tail) {
  char text[64];
  int at = std::snprintf(text, sizeof text, "{%08X-%04X-%04X-", data1, data2, data3);
  for (int byte = 0; byte < 8; ++byte)
    at += std::snprintf(text + at, sizeof text - static_cast<std::size_t>(at),
                        byte == 2 ? "-%02X" : "%02X",
                        static_cast<unsigned>(tail >> (8 * byte)) & 0xff);
  return std::string(text) + "}";
}

// As ETW makes them.
std::string ActivityInBoot(FileTime boot, std::uint32_t number) {
  const auto ticks = static_cast<std::uint64_t>(boot.ticks);
  return Guid(static_cast<std::uint32_t>(ticks), static_cast<std::uint16_t>(ticks >> 32),
              static_cast<std::uint16_t>(number), (ticks & ~0xffffffffULL) | number);
}

}  // namespace

MachineLog::MachineLog(std::string name, const MachineTraits& traits, StringPool& pool,
                       int first_file)
    : name_(std::move(name)), traits_(traits), pool_(pool), first_file_(first_file) {}

Event& MachineLog::Add(const std::string& channel, EventKind kind, std::uint32_t id) {
  const int file = file_of_.try_emplace(channel, static_cast<int>(file_of_.size())).first->second;
  Event e;
  e.kind = kind;
  e.channel = Text(channel);
  e.computer = Text(name_);
  e.event_id = id;
  e.record_id = ++next_id_[channel];
  e.time = now;
  e.source.file_index = first_file_ + file;
  e.source.offset = 4096 + 512 + events.size() * 100;
  e.payload_hash = Hash64(std::to_string(id) + "|" + std::to_string(events.size()));
  events.push_back(e);
  return events.back();
}

Event& MachineLog::Unlogged() {
  unlogged_ = {};
  return unlogged_;
}

Event& MachineLog::Security(EventKind kind, std::uint32_t id) {
  Event& e = Add("Security", kind, id);
  if (boot_key && e.record_id % 3 == 0)
    e.activity_id = Text(ActivityInBoot(*boot_key, static_cast<std::uint32_t>(e.record_id)));
  return e;
}

Event& MachineLog::System(EventKind kind, std::uint32_t id) { return Add("System", kind, id); }

void MachineLog::Winlogon(EventKind kind, std::uint32_t id, std::uint32_t ts,
                          const std::string& user) {
  Event& e = System(kind, id);
  e.ts_session_id = ts;
  e.target.sid = Person(user).sid;
}

Event& MachineLog::Rcm(EventKind kind, std::uint32_t id) {
  Event& e = Add(kRcm, kind, id);
  if (traits_.links()) e.activity_id = Text(activity);
  return e;
}

Event& MachineLog::Rdp(EventKind kind, std::uint32_t id) {
  if (!traits_.links()) return Unlogged();
  Event& e = Add(kRdp, kind, id);
  e.activity_id = Text(activity);
  return e;
}

Event& MachineLog::Lsm(EventKind kind, std::uint32_t id, std::uint32_t ts, const std::string& user,
                       const std::string& address) {
  Event& e = Add(kLsm, kind, id);
  if (traits_.links()) e.activity_id = Text(activity);
  e.ts_session_id = ts;
  e.address = Text(address);
  if (!user.empty()) {
    e.target = Person(user);
    e.target.sid = Symbol();
  }
  return e;
}

Account MachineLog::Person(const std::string& user) {
  return {Text(user), Text("CORP"),
          Text("S-1-5-21-1-2-3-" + std::to_string(1000 + Hash64(user) % 900000))};
}

Event& MachineLog::Logon(Luid id, const std::string& user, std::uint32_t type,
                         const char* process) {
  Event& e = Security(EventKind::kLogon, 4624);
  e.version = traits_.links() ? 2 : 0;
  e.target = Person(user);
  e.target_logon_id = id;
  e.logon_type = type;
  e.has_logon_type = true;
  e.logon_process = Text(process);
  e.process_id = type == 3 ? 0 : 512;
  e.subject_logon_id = type == 3 ? 0 : 0x3e7;
  return e;
}

void MachineLog::Privileges(Luid id, const std::string& user) {
  Event& e = Security(EventKind::kSpecialPrivileges, 4672);
  e.subject = Person(user);
  e.subject_logon_id = id;
  e.privileges = Text("SeDebugPrivilege");
}

void MachineLog::Logoff(Luid id, const std::string& user, std::uint32_t type) {
  Event& e = Security(EventKind::kLogoff, 4634);
  e.target = Person(user);
  e.target_logon_id = id;
  e.logon_type = type;
  e.has_logon_type = true;
}

void MachineLog::Goodbye(Luid id, const std::string& user) {
  Event& e = Security(EventKind::kLogoffInitiated, 4647);
  e.target = Person(user);
  e.target_logon_id = id;
}

Event& MachineLog::Failure(const std::string& user, std::uint32_t type, const char* process) {
  Event& e = Security(EventKind::kLogonFailed, 4625);
  e.target = {Text(user), Text("CORP"), Symbol()};
  e.logon_type = type;
  e.has_logon_type = true;
  e.logon_process = Text(process);
  e.status = 0xc000006d;
  e.sub_status = 0xc000006a;
  return e;
}

Event& MachineLog::Desktop(EventKind kind, std::uint32_t id, Luid logon, const std::string& user) {
  if (!traits_.audits_desktops) return Unlogged();
  Event& e = Security(kind, id);
  e.target = Person(user);
  e.target_logon_id = logon;
  return e;
}

Event& MachineLog::Process(Luid id, const std::string& user, const char* image) {
  if (!traits_.audits_processes) return Unlogged();
  Event& e = Security(EventKind::kProcessStart, 4688);
  e.subject = Person(user);
  e.subject_logon_id = id;
  e.process_name = Text(image);
  return e;
}

void MachineLog::Connection(const std::string& address, std::uint16_t port,
                            std::uint16_t to_port) {
  if (!traits_.audits_connections) return;
  Event& e = Security(EventKind::kNetworkConnection, 5156);
  e.direction = Text("%%14592");
  e.address = Text(address);
  e.port = port;
  e.destination_port = to_port;
  e.process_id = 900;
}

void MachineLog::SysmonProcess(Luid id, FileTime logon, std::uint32_t ts, const std::string& user,
                               const char* image) {
  if (!traits_.sysmon) return;
  Event& e = Add("Microsoft-Windows-Sysmon/Operational", EventKind::kProcessStart, 1);
  const auto seconds = static_cast<std::uint32_t>((logon.ticks - kUnixEpoch) / kTicksPerSecond);
  e.target = Person(user);
  e.target.sid = Symbol();
  e.target_logon_id = id;
  e.ts_session_id = ts;
  e.process_name = Text(image);
  e.logon_guid = Text(ToLower(Guid(0x5a17c0deu, static_cast<std::uint16_t>(seconds),
                                   static_cast<std::uint16_t>(seconds >> 16), id)));
}

void MachineLog::Profile(EventKind kind, std::uint32_t id, std::uint32_t ts,
                         const std::string& user) {
  if (!traits_.profile_log) return;
  Event& e = Add("Microsoft-Windows-User Profile Service/Operational", kind, id);
  if (user.empty()) return;
  e.ts_session_id = ts;
  e.writer_sid = Person(user).sid;
}

void MachineLog::Ssh(std::uint32_t pid, const std::string& message) {
  Event& e = Add("OpenSSH/Operational", EventKind::kSshMessage, 4);
  e.writer_pid = pid;
  e.message = Text(message);
}

void MachineLog::WinRmShell(const std::string& user, const std::string& address) {
  Event& e = Add("Microsoft-Windows-WinRM/Operational", EventKind::kWinRmShell, 91);
  e.target = {Text(user), Text("CORP"), Symbol()};
  e.address = Text(address);
}

}  // namespace logonloom
