// Starts, stops, sleep and the clock of a simulated machine.
#pragma once

#include <optional>
#include <string>

#include "machine_state.h"
#include "simulated_desktops.h"

namespace logonloom {

class SimulatedPower {
 public:
  SimulatedPower(MachineState& machine, SimulatedDesktops& desktops)
      : m_(machine), desktops_(desktops) {}

  void Start();
  void ShutDown();
  void Crash();
  // Suspended or hibernated, and back.
  void Sleep();
  // What the user takes for a shutdown: the kernel and its services go on afterwards.
  void FastStartup();
  void StepClock();

 private:
  void TellStart(FileTime start);
  void TellClock(FileTime before);
  void Wake(FileTime asleep, std::uint32_t state);
  void LogOffAll();
  void MaybeRename();

  MachineState& m_;
  SimulatedDesktops& desktops_;
  std::optional<FileTime> crashed_;       // last alive
  std::optional<FileTime> stopped_late_;  // a 13 that is still to be written
  std::string old_name_;                  // given up at the last stop
};

}  // namespace logonloom
