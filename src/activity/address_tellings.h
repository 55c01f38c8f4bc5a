// Which addresses the logs tell of which machines, and how often.
#pragma once

#include <string_view>

#include "activity/machines.h"

namespace logonloom {

// The machine itself recorded it: the basis that counts most.
inline constexpr std::string_view kOwnConnection = "own_connection";
inline constexpr std::string_view kLogonWorkstation = "logon_workstation";

// By machine, name, address, basis, each once. `machines` has to know the names already; `texts` holds
// the names and addresses, and must outlive the answer.
BulkList<HostAddress> ReadAddresses(const Scene& scene, const Machines& machines,
                                    AddressForms& forms, StringPool& texts);

}  // namespace logonloom
