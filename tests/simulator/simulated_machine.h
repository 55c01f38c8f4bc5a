// A machine that people use: what they do is drawn at random, what it logs is what Windows logs.
#pragma once

#include "machine_state.h"
#include "simulated_connections.h"
#include "simulated_desktops.h"
#include "simulated_power.h"
#include "simulated_programs.h"
#include "simulated_visitors.h"

namespace logonloom {

class SimulatedMachine {
 public:
  SimulatedMachine(int number, std::uint64_t seed, StringPool& pool, SimulationOptions options,
                   Truth& truth);
  // Lives for some boots; the last one is left running.
  void Live();
  const std::vector<Event>& events() const { return machine_.log.events; }

 private:
  void Act();
  void ActOnMachine(int act);
  void ActAtDesk(int act);

  MachineState machine_;
  SimulatedConnections connections_;
  SimulatedDesktops desktops_;
  SimulatedPower power_;
  SimulatedVisitors visitors_;
  SimulatedPrograms programs_;
};

}  // namespace logonloom
