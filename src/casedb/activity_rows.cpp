#include "casedb/activity_rows.h"

#include "base/text.h"
#include "model/actors.h"

namespace logonloom {
namespace {

std::string Name(const Account& account) {
  if (account.domain.empty()) return std::string(account.name.view());
  return std::string(account.domain.view()) + "\\" + std::string(account.name.view());
}

std::string_view FileName(Symbol path) {
  const std::string_view text = path.view();
  const std::size_t slash = text.rfind('\\');
  return slash == std::string_view::npos ? text : text.substr(slash + 1);
}

// Other Security events by id, in the families of Microsoft's audit policy.
std::string_view SecurityKind(std::uint32_t id) {
  if (id == 4697) return "service_install";
  if (id >= 4698 && id <= 4702) return "task_change";
  if (id == 4673 || id == 4674 || id == 4703 || id == 4704 || id == 4705) return "privilege_use";
  if ((id >= 4656 && id <= 4663) || id == 4670 || id == 4690 || id == 4691) return "object_access";
  if ((id >= 4720 && id <= 4767) || (id >= 4780 && id <= 4799)) return "account_change";
  if (id >= 5150 && id <= 5159) return "network";
  if (id == 4719 || (id >= 4902 && id <= 4912)) return "policy_change";
  return "other";
}

// Sysmon's events that only differ in what a process did.
std::string_view SysmonKind(std::uint32_t id) {
  switch (id) {
    case 2:
    case 11:
    case 15:
    case 23:
    case 26:
    case 27:
    case 28:
    case 29:
      return "file_change";
    case 7:
      return "module_load";
    case 8:
    case 10:
    case 25:
      return "process_access";
    case 9:
      return "raw_read";
    case 12:
    case 13:
    case 14:
      return "registry_change";
    case 17:
    case 18:
      return "pipe";
    default:
      return "other";
  }
}

}  // namespace

std::string_view LogonKind(const Event& e) {
  if (e.channel.view() != "Security" || (e.subject_logon_id | e.target_logon_id) == 0) return {};
  switch (e.kind) {
    case EventKind::kLogon:
      return "logon";
    case EventKind::kLogonFailed:
      return "logon_failed";
    case EventKind::kLogoff:
    case EventKind::kLogoffInitiated:
      return "logoff";
    default:
      return "session_detail";
  }
}

namespace {

std::string_view ProgramKind(const Event& e) {
  switch (e.kind) {
    case EventKind::kNetworkConnection:
    case EventKind::kProcessConnection:
    case EventKind::kWinRmClientSession:
    case EventKind::kRdpClientConnecting:
    case EventKind::kRdpClientUser:
    case EventKind::kRdpClientAddress:
    case EventKind::kRdpClientConnected:
    case EventKind::kSmbClientConnectFailed:
    case EventKind::kSmbClientConnectionLost:
    case EventKind::kSmbClientReconnected:
    case EventKind::kSmbClientRefused:
      return "network";
    case EventKind::kNameLookup:
      return "name_lookup";
    case EventKind::kProcessAct:
      return SysmonKind(e.event_id);
    case EventKind::kScript:
      return "script";
    case EventKind::kTaskChanged:
      return "task_change";
    case EventKind::kTaskRan:
      return "task_run";
    case EventKind::kWmi:
      return "wmi";
    case EventKind::kTransfer:
      return "transfer";
    case EventKind::kThreatFound:
      return "threat";
    case EventKind::kFirewallChanged:
      return "firewall_change";
    case EventKind::kPrinted:
      return "print";
    case EventKind::kSessionShadowed:
      return "shadowing";
    case EventKind::kTokenAdjusted:
      return "privilege_use";
    case EventKind::kLogonClaims:
    case EventKind::kLogonGroups:
    case EventKind::kSpecialGroups:
    case EventKind::kSidsFiltered:
      return LogonKind(e);
    default:
      return {};
  }
}

std::string Target(const Event& e) {
  const std::string_view server =
      e.destination.empty() ? e.server_name.view() : e.destination.view();
  std::string text(server);
  if (e.destination_port != 0) text += ":" + std::to_string(e.destination_port);
  return text;
}

// Long texts stay in the record; one line is enough here.
std::string FirstLine(std::string_view line) {
  constexpr std::size_t kMost = 200;
  line = line.substr(0, line.find_first_of("\r\n"));
  if (line.size() <= kMost) return std::string(line);
  line = line.substr(0, kMost);
  while (!line.empty() && (static_cast<unsigned char>(line.back()) & 0xc0) == 0x80)
    line.remove_suffix(1);
  if (!line.empty() && static_cast<unsigned char>(line.back()) >= 0xc0) line.remove_suffix(1);
  return std::string(line) + " …";
}

std::string Told(const char* act, const Event& e) {
  std::string text(act);
  if (!e.object.empty()) text += " " + FirstLine(e.object.view());
  if (!e.object_path.empty()) text += " (" + FirstLine(e.object_path.view()) + ")";
  if (e.object.empty() && e.object_path.empty() && !e.message.empty())
    text += " " + FirstLine(e.message.view());
  return text;
}

// The script, or of the classic log's records the pipeline or the engine's command line.
std::string ScriptText(const Event& e) {
  if (e.event_id == 800 && !e.object.empty()) return FirstLine(e.object.view());
  constexpr std::string_view kHost = "HostApplication=";
  const std::string_view text = e.message.view();
  const std::size_t host = text.find(kHost);
  if (e.event_id < 1000 && host != std::string_view::npos)
    return FirstLine(text.substr(host + kHost.size()));
  return FirstLine(Trim(text));
}

// What whoever shadows did, in front of the watched user.
std::string_view ShadowingAct(std::uint32_t id) {
  switch (id) {
    case 1146:
      return "asked to control the session of";
    case 1147:
    case 20506:
      return "began to control the session of";
    case 1148:
      return "failed to control the session of";
    case 20503:
      return "began to view the session of";
    case 20504:
      return "stopped viewing the session of";
    case 20507:
      return "stopped controlling the session of";
    case 20508:
      return "got leave to view the session of";
    case 20509:
      return "was denied to view the session of";
    case 20510:
      return "got leave to control the session of";
    case 20511:
      return "was denied to control the session of";
    case 20513:
      return "was kept by policy from shadowing the session of";
    case 20514:
      return "was kept by another who shadows it from the session of";
    default:
      return "failed to shadow the session of";
  }
}

std::string Shadowing(const Event& e) {
  std::string text = Name(e.subject);
  if (!e.workstation.empty()) text += " on " + std::string(e.workstation.view());
  return text.append(" ").append(ShadowingAct(e.event_id)).append(" ").append(Name(e.target));
}

std::string ProgramSummary(const Event& e) {
  switch (e.kind) {
    case EventKind::kNetworkConnection:
    case EventKind::kProcessConnection: {
      const bool inbound = e.direction.view() == "%%14592" || e.direction.view() == "false";
      return inbound ? "Took a connection from " + std::string(e.address.view()) + " to port " +
                           std::to_string(e.destination_port)
                     : "Connected to " + Target(e);
    }
    case EventKind::kWinRmClientSession:
    case EventKind::kRdpClientConnecting:
    case EventKind::kRdpClientConnected:
      return "Connected to " + Target(e);
    case EventKind::kRdpClientAddress:
      return "Connected to " + std::string(e.address.view());
    case EventKind::kNameLookup:
      return "Looked up " + std::string(e.object.view());
    case EventKind::kScript:
      return "Ran script " + ScriptText(e);
    case EventKind::kTaskChanged:
      return Told(e.event_id == 106   ? "Made task"
                  : e.event_id == 141 ? "Deleted task"
                                      : "Changed task",
                  e);
    case EventKind::kTaskRan:
      return Told(e.event_id == 102 ? "Finished task" : "Ran task", e);
    case EventKind::kWmi:
      return Told("Used WMI:", e);
    case EventKind::kTransfer:
      return Told("Transferred", e);
    case EventKind::kThreatFound:
      return Told("Threat found:", e);
    case EventKind::kFirewallChanged:
      return Told("Changed the firewall:", e);
    case EventKind::kPrinted:
      return Told("Printed", e);
    case EventKind::kSessionShadowed:
      return Shadowing(e);
    case EventKind::kTokenAdjusted:
      return "Enabled " + std::string(e.privileges.view());
    default:
      return {};
  }
}

}  // namespace

std::string_view AttributionWord(Attribution value) {
  switch (value) {
    case Attribution::kLogonId:
      return "logon_id";
    case Attribution::kLinked:
      return "linked";
    case Attribution::kProcess:
      return "process";
    case Attribution::kTimeOnly:
      return "time_only";
  }
  return {};
}

bool HasStatus(const Event& e) {
  return e.kind == EventKind::kLogonFailed || (e.kind == EventKind::kTaskRan && e.event_id == 201);
}

std::string_view ActivityKind(const Event& e) {
  switch (e.kind) {
    case EventKind::kProcessStart:
      return "process_start";
    case EventKind::kProcessEnd:
      return "process_end";
    case EventKind::kShareAccess:
      return "share_access";
    case EventKind::kShareFileAccess:
      return "share_file";
    case EventKind::kExplicitCredentials:
      return "explicit_credentials";
    case EventKind::kLogCleared:
      return "log_cleared";
    case EventKind::kClockChanged:
      return "clock_change";
    case EventKind::kShutdownRequested:
      return "shutdown_request";
    case EventKind::kActivity:
      if (e.event_id == 7045) return "service_install";
      return e.channel.view() == "Security" && (e.subject_logon_id | e.target_logon_id) != 0
                 ? SecurityKind(e.event_id)
                 : std::string_view();
    default:
      return ProgramKind(e);
  }
}

std::string ActivitySummary(const Event& e) {
  switch (e.kind) {
    case EventKind::kProcessStart:
      return "Started " +
             std::string(e.command_line.empty() ? e.process_name.view() : e.command_line.view());
    case EventKind::kProcessEnd:
      return "Ended " + std::string(FileName(e.process_name));
    case EventKind::kShareAccess:
      return "Opened share " + std::string(e.object.view());
    case EventKind::kShareFileAccess:
      return "Accessed " + std::string(e.object.view()) + "\\" + std::string(e.object_path.view());
    case EventKind::kExplicitCredentials:
      return "Used the credentials of " + Name(e.target) +
             (e.server_name.empty() ? "" : " for " + std::string(e.server_name.view()));
    case EventKind::kLogCleared:
      return "Cleared the log " +
             std::string(e.object.empty() ? e.channel.view() : e.object.view());
    case EventKind::kClockChanged:
      return "Changed the clock";
    case EventKind::kLogon:
      return "Logon of " + Name(e.target);
    case EventKind::kLogonFailed:
      return "Failed logon of " + Name(e.target);
    case EventKind::kLogoff:
    case EventKind::kLogoffInitiated:
      return "Logoff of " + Name(e.target);
    case EventKind::kShutdownRequested:
      return "Requested " + std::string(e.object.empty() ? "shutdown" : e.object.view());
    default:
      break;
  }
  if (std::string told = ProgramSummary(e); !told.empty()) return told;
  if (IsServiceInstall(e))
    return Told("Installed service", e) + (e.target.empty() ? "" : " to run as " + Name(e.target));
  std::string summary = "Event " + std::to_string(e.event_id);
  if (!e.object.empty()) summary += ": " + std::string(e.object.view());
  if (!e.target.name.empty()) summary += " (" + Name(e.target) + ")";
  return summary;
}

}  // namespace logonloom
