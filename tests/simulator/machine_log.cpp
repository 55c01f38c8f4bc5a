#include "machine_log.h"

#include "base/text.h"

namespace logonloom {
namespace {

constexpr const char* kLsm = "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational";
constexpr const char* kRcm =
    "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational";
constexpr const char* kRdp = "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational";

}  // namespace

MachineLog::MachineLog(std::string name, WindowsAge age, StringPool& pool, int first_file)
    : name_(std::move(name)), age_(age), pool_(pool), first_file_(first_file) {}

Event& MachineLog::Add(const std::string& channel, EventKind kind, std::uint32_t id) {
  Event e;
  e.kind = kind;
  e.channel = Text(channel);
  e.computer = Text(name_);
  e.event_id = id;
  e.record_id = ++next_id_[channel];
  e.time = now;
  e.source.file_index = first_file_ + static_cast<int>(Hash64(channel) % 5);
  e.source.offset = 4096 + 512 + events.size() * 100;
  e.payload_hash = Hash64(std::to_string(id) + "|" + std::to_string(events.size()));
  events.push_back(e);
  return events.back();
}

Event& MachineLog::Security(EventKind kind, std::uint32_t id) { return Add("Security", kind, id); }
Event& MachineLog::System(EventKind kind, std::uint32_t id) { return Add("System", kind, id); }

void MachineLog::Winlogon(EventKind kind, std::uint32_t id, std::uint32_t ts,
                          const std::string& user) {
  Event& e = System(kind, id);
  e.ts_session_id = ts;
  e.target.sid = Person(user).sid;
}

Event& MachineLog::Rcm(EventKind kind, std::uint32_t id) {
  Event& e = Add(kRcm, kind, id);
  if (age_ == WindowsAge::kTen) e.activity_id = Text(activity);
  return e;
}

Event& MachineLog::Rdp(EventKind kind, std::uint32_t id) {
  Event& e = Add(kRdp, kind, id);
  e.activity_id = Text(activity);
  return e;
}

Event& MachineLog::Lsm(EventKind kind, std::uint32_t id, std::uint32_t ts, const std::string& user,
                       const std::string& address) {
  Event& e = Add(kLsm, kind, id);
  if (age_ == WindowsAge::kTen) e.activity_id = Text(activity);
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
          Text("S-1-5-21-1-2-3-" + std::to_string(1000 + Hash64(user) % 9000))};
}

Event& MachineLog::Logon(Luid id, const std::string& user, std::uint32_t type,
                         const char* process) {
  Event& e = Security(EventKind::kLogon, 4624);
  e.version = age_ == WindowsAge::kTen ? 2 : 0;
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
  Event& e = Security(kind, id);
  e.target = Person(user);
  e.target_logon_id = logon;
  return e;
}

void MachineLog::Process(Luid id, const std::string& user) {
  Event& e = Security(EventKind::kProcessStart, 4688);
  e.subject = Person(user);
  e.subject_logon_id = id;
  e.process_name = Text("C:\\Windows\\System32\\notepad.exe");
}

}  // namespace logonloom
