#include "machine_traits.h"

namespace logonloom {

MachineTraits DrawTraits(Random& random) {
  MachineTraits traits;
  const int age = random.Int(0, 9);
  traits.age = age < 3   ? WindowsAge::kSeven
               : age < 7 ? WindowsAge::kTen
                         : WindowsAge::kLateTen;
  traits.server = random.Chance(0.3);
  traits.authenticates_first = random.Chance(0.85);
  traits.audits_desktops = random.Chance(0.6);
  traits.audits_processes = random.Chance(0.7);
  traits.audits_connections = random.Chance(0.2);
  traits.sysmon = random.Chance(0.25);
  traits.profile_log = random.Chance(0.3);
  traits.stops_late = random.Chance(0.4);
  traits.starts_slow = random.Chance(0.05);
  return traits;
}

}  // namespace logonloom
