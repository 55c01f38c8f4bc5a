// What kind of machine is simulated, and what it has been told to log.
#pragma once

#include "random.h"

namespace logonloom {

// Without link fields and ActivityIDs; with both; and with type 7 logons at each return.
enum class WindowsAge { kSeven, kTen, kLateTen };

struct MachineTraits {
  WindowsAge age = WindowsAge::kTen;
  bool server = false;               // never sleeps, and one user may have several desktops
  bool authenticates_first = true;   // network level authentication
  bool audits_desktops = true;       // 4778, 4779, 4800 to 4803
  bool audits_processes = true;      // 4688
  bool audits_connections = false;   // 5156
  bool sysmon = false;
  bool profile_log = false;          // User Profile Service/Operational
  bool stops_late = false;           // Kernel-General 13 is written in the next boot
  bool starts_slow = false;          // the clock is wrong at each boot, and corrected soon

  bool links() const { return age != WindowsAge::kSeven; }
};

MachineTraits DrawTraits(Random& random);

}  // namespace logonloom
