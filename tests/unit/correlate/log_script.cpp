#include "log_script.h"

#include <stdexcept>

#include "base/text.h"
#include "base/time.h"

namespace logonloom {
namespace {

constexpr const char* kSecurity = "Security";
constexpr const char* kLsm = "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational";
constexpr const char* kRcm =
    "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational";
constexpr const char* kRdp = "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational";

std::string SidOf(const std::string& user) {
  return "S-1-5-21-1-2-3-" + std::to_string(1000 + Hash64(user) % 9000);
}

}  // namespace

FileTime At(double seconds) { return *ParseTime("2021-03-01T08:00:00Z") + Seconds(seconds); }

Event& LogScript::Add(const std::string& channel, EventKind kind, std::uint32_t event_id,
                      double seconds) {
  Event e;
  e.kind = kind;
  e.channel = Text(channel);
  e.computer = Text(computer);
  e.event_id = event_id;
  e.record_id = ++next_id_[Key(channel)];
  e.time = At(seconds);
  e.activity_id = Text(activity);
  e.source.file_index = file;
  e.source.offset = 4096 + 512 + events.size() * 100;
  e.payload_hash = Hash64(std::to_string(event_id) + "|" + std::to_string(seconds));
  events.push_back(e);
  return events.back();
}

Event& LogScript::Boot(double seconds) {
  return Add(kSecurity, EventKind::kSecurityStarted, 4608, seconds);
}

Event& LogScript::Stop(double seconds) {
  return Add(kSecurity, EventKind::kEventLogStopping, 1100, seconds);
}

Event& LogScript::SetClock(double before, double after) {
  Event& e = Add("Security", EventKind::kClockChanged, 4616, after);
  e.version = 1;
  e.previous_time = At(before);
  e.new_time = At(after);
  return e;
}

Event& LogScript::Logon(double seconds, Luid id, const std::string& user, std::uint32_t type) {
  Event& e = Add(kSecurity, EventKind::kLogon, 4624, seconds);
  e.version = 2;
  e.target = {Text(user), Text("CORP"), Text(SidOf(user))};
  e.target_logon_id = id;
  e.logon_type = type;
  e.has_logon_type = true;
  const bool network = type == 3 || type == 8;
  e.subject_logon_id = network ? 0 : 0x3e7;
  e.logon_process = Text(network ? "NtLmSsp" : "User32");
  return e;
}

void LogScript::AdminLogon(double seconds, Luid elevated, Luid filtered, const std::string& user,
                           std::uint32_t type, const std::string& address) {
  Event& first = Logon(seconds, elevated, user, type);
  first.linked_logon_id = filtered;
  first.elevated = true;
  first.address = Text(address);
  Event& second = Logon(seconds, filtered, user, type);
  second.linked_logon_id = elevated;
  second.elevated = false;
  second.address = Text(address);
  Privileges(seconds, elevated, user);
}

Event& LogScript::Privileges(double seconds, Luid id, const std::string& user) {
  Event& e = Add(kSecurity, EventKind::kSpecialPrivileges, 4672, seconds);
  e.subject = {Text(user), Text("CORP"), Text(SidOf(user))};
  e.subject_logon_id = id;
  e.privileges = Text("SeDebugPrivilege SeBackupPrivilege");
  return e;
}

Event& LogScript::Logoff(double seconds, Luid id, const std::string& user) {
  Event& e = Add(kSecurity, EventKind::kLogoff, 4634, seconds);
  e.target = {Text(user), Text("CORP"), Text(SidOf(user))};
  e.target_logon_id = id;
  return e;
}

Event& LogScript::Goodbye(double seconds, Luid id, const std::string& user) {
  Event& e = Add(kSecurity, EventKind::kLogoffInitiated, 4647, seconds);
  e.target = {Text(user), Text("CORP"), Text(SidOf(user))};
  e.target_logon_id = id;
  return e;
}

Event& LogScript::Failure(double seconds, const std::string& user, std::uint32_t type,
                          const std::string& address) {
  Event& e = Add(kSecurity, EventKind::kLogonFailed, 4625, seconds);
  e.target = {Text(user), Text("CORP"), Symbol()};
  e.logon_type = type;
  e.has_logon_type = true;
  e.address = Text(address);
  e.status = 0xc000006d;
  e.sub_status = 0xc000006a;
  return e;
}

Event& LogScript::Use(double seconds, Luid id, const std::string& user) {
  Event& e = Add(kSecurity, EventKind::kProcessStart, 4688, seconds);
  e.subject = {Text(user), Text("CORP"), Text(SidOf(user))};
  e.subject_logon_id = id;
  e.process_name = Text("C:\\Windows\\System32\\cmd.exe");
  return e;
}

Event& LogScript::Reconnect(double seconds, Luid id, const std::string& user,
                            const std::string& address, const std::string& session_name) {
  Event& e = Add(kSecurity, EventKind::kSessionReconnected, 4778, seconds);
  e.target = {Text(user), Text("CORP"), Symbol()};
  e.target_logon_id = id;
  e.address = Text(address);
  e.session_name = Text(session_name);
  return e;
}

Event& LogScript::Disconnect(double seconds, Luid id, const std::string& user,
                             const std::string& session_name) {
  Event& e = Add(kSecurity, EventKind::kSessionDisconnected, 4779, seconds);
  e.target = {Text(user), Text("CORP"), Symbol()};
  e.target_logon_id = id;
  e.session_name = Text(session_name);
  return e;
}

Event& LogScript::Ts(double seconds, EventKind kind, std::uint32_t ts_session,
                     const std::string& user, const std::string& address) {
  const auto id =
      static_cast<std::uint32_t>(kind) - static_cast<std::uint32_t>(EventKind::kTsLogon);
  Event& e = Add(kLsm, kind, 21 + id, seconds);
  e.ts_session_id = ts_session;
  e.address = Text(address);
  if (!user.empty()) e.target = {Text(user), Text("CORP"), Symbol()};
  return e;
}

Event& LogScript::Rdp(double seconds, EventKind kind, const std::string& address) {
  Event& e = Add(kRdp, kind, kind == EventKind::kRdpAccepted ? 131 : 140, seconds);
  e.address = Text(address);
  if (kind == EventKind::kRdpAccepted) e.object = Text("TCP");
  return e;
}

Event& LogScript::Rcm(double seconds, EventKind kind, const std::string& user,
                      const std::string& address) {
  Event& e = Add(kRcm, kind, kind == EventKind::kRcmAuthenticated ? 1149 : 261, seconds);
  e.address = Text(address);
  if (!user.empty()) e.target = {Text(user), Text("CORP"), Symbol()};
  return e;
}

const LogonSession& LogonOf(const Correlation& c, Luid id) {
  const LogonSession* found = nullptr;
  for (const LogonSession& s : c.logon_sessions)
    if (s.logon_id == id) found = &s;
  if (found == nullptr) throw std::runtime_error("no logon session " + HexText(id));
  return *found;
}

}  // namespace logonloom
