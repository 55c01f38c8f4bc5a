#include "simulated_machine.h"

namespace logonloom {

SimulatedMachine::SimulatedMachine(int number, std::uint64_t seed, StringPool& pool,
                                   SimulationOptions options, Truth& truth)
    : machine_(number, seed, pool, options, truth),
      connections_(machine_),
      desktops_(machine_, connections_),
      power_(machine_, desktops_),
      visitors_(machine_),
      programs_(machine_) {}

void SimulatedMachine::Live() {
  Random& random = machine_.random;
  const int boots = random.Int(1, 4);
  for (int b = 0; b < boots; ++b) {
    power_.Start();
    const int acts = random.Int(machine_.options.acts / 3, machine_.options.acts);
    for (int a = 0; a < acts; ++a) Act();
    if (b + 1 == boots) break;
    random.Chance(0.3) ? power_.Crash() : power_.ShutDown();
    machine_.Pass(30, 36000);
  }
  machine_.EndAll(EndReason::kStillOpenAtEndOfLog);
}

// Half of all acts need a desktop.
void SimulatedMachine::Act() {
  machine_.Pass(5, 1800);
  const int act = machine_.random.Int(0, 199);
  act < 100 ? ActOnMachine(act) : ActAtDesk(act - 100);
}

void SimulatedMachine::ActOnMachine(int act) {
  if (act < 24) return desktops_.ConsoleLogon();
  if (act < 54) return desktops_.RemoteLogon();
  if (act < 70) return visitors_.NetworkLogon();
  if (act < 74) return visitors_.MachineLogons();
  if (act < 77) return visitors_.Batch();
  if (act < 80) return visitors_.Guess();
  if (act < 83) return connections_.Guess();
  if (act < 86) return connections_.Abandon();
  if (act < 90) return visitors_.Ssh();
  if (act < 94) return visitors_.WinRm();
  if (act < 97) return power_.Sleep();
  if (act < 98) return power_.FastStartup();
  if (act < 99 && machine_.options.clock_steps) power_.StepClock();
}

void SimulatedMachine::ActAtDesk(int act) {
  if (machine_.desks.empty()) return;
  const int count = static_cast<int>(machine_.desks.size());
  const auto number = static_cast<std::size_t>(machine_.random.Int(0, count - 1));
  Desk& desk = machine_.desks[number];
  if (act < 20) return desktops_.LogOff(number);
  if (!desk.connected()) return act < 70 ? desktops_.Reconnect(desk) : programs_.Run(desk);
  if (act < 45) return desktops_.Disconnect(desk);
  if (act < 53) return desktops_.TakeBack(desk);
  if (act < 56) return desktops_.TakeOver(desk);
  if (act < 76) return desktops_.LockAndUnlock(desk);
  if (act < 82) return programs_.Runas(desk);
  if (act < 85) return programs_.Elevate(desk);
  if (act < 88) return programs_.NewCredentials(desk);
  if (act < 90 && machine_.options.clears_logs) return programs_.ClearLog(desk);
  programs_.Run(desk);
}

}  // namespace logonloom
