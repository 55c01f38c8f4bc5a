// What programs do in the desktops of a simulated machine.
#pragma once

#include "machine_state.h"

namespace logonloom {

class SimulatedPrograms {
 public:
  explicit SimulatedPrograms(MachineState& machine) : m_(machine) {}

  void Run(const Desk& desk);
  void Runas(const Desk& desk);
  // Consent asks for another account; only the elevated half lives on.
  void Elevate(const Desk& desk);
  void NewCredentials(const Desk& desk);
  void ClearLog(const Desk& desk);

 private:
  MachineState& m_;
};

}  // namespace logonloom
