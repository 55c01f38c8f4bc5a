#include "casedb/activity_rows.h"

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

}  // namespace

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
      return e.channel.view() == "Security" && e.subject_logon_id != 0 ? SecurityKind(e.event_id)
                                                                       : std::string_view();
    default:
      return {};
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
    case EventKind::kShutdownRequested:
      return "Requested " + std::string(e.object.empty() ? "shutdown" : e.object.view());
    default:
      break;
  }
  std::string summary = "Event " + std::to_string(e.event_id);
  if (!e.object.empty()) summary += ": " + std::string(e.object.view());
  if (!e.target.name.empty()) summary += " (" + Name(e.target) + ")";
  return summary;
}

}  // namespace logonloom
