// Sysmon's LogonGuid: machine, time of the logon and LUID in one value. Layout observed in the logs
// of Sysmon 6 to 15, not documented.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "logonloom/types.h"

namespace logonloom {

inline constexpr std::string_view kSysmonChannel = "Microsoft-Windows-Sysmon/Operational";

struct SysmonLogonGuid {
  std::uint32_t machine = 0;  // the first four bytes of the MachineGuid
  FileTime time;              // when LSA made the session, in whole seconds, rounded down
  Luid logon_id = 0;
};

// nullopt if the text is no GUID, or names no logon session.
std::optional<SysmonLogonGuid> ParseSysmonLogonGuid(std::string_view text);

}  // namespace logonloom
