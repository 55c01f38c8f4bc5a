#include "correlate/masked_people.h"

#include "base/text.h"
#include "correlate/home_names.h"
#include "correlate/windows.h"

namespace logonloom {
namespace {

// Accounts of trusted domains, workstations and servers are no people's, whatever names them.
constexpr std::uint32_t kTrustFlags = 0x40 | 0x80 | 0x100;

// Made, changed or deleted as a user's; computers' have ids of their own.
bool IsOfUserAccount(const Event& e) {
  const bool named = e.event_id == 4720 || e.event_id == 4738 || e.event_id == 4726;
  return named && e.channel.view() == kSecurityChannel && (e.flags & kTrustFlags) == 0;
}

bool IsDesktopLogon(const Event& e) {
  switch (e.logon_type) {
    case 2:
    case 7:
    case 10:
    case 11:
    case 12:
    case 13:
      return EqualsIgnoreCase(e.logon_process.view(), "User32") ||
             EndsWithIgnoreCase(e.process_name.view(), "\\winlogon.exe");
    default:
      return false;
  }
}

bool TellsPerson(const Event& e) {
  switch (e.kind) {
    case EventKind::kActivity:
      return IsOfUserAccount(e);
    case EventKind::kLogon:
      return IsDesktopLogon(e);
    case EventKind::kTsLogon:
    case EventKind::kTsShellStart:
    case EventKind::kTsReconnected:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool TellsMaskedPerson(const Event& e) {
  if (!TellsPerson(e)) return false;
  const std::string_view name = e.target.name.view();
  return name.ends_with('$') && e.target.sid.view() != "S-1-5-18" &&
         !IsComputerAccountOf(e.computer.view(), name);
}

}  // namespace logonloom
